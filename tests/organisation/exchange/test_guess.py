"""What a sheet and its columns are is guessed from the words somebody chose."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.organisation.rules.exchange.guess import guess_columns, guess_table, missing
from interco.organisation.rules.exchange.layout import AGENTS, BY_NAME, TABLES, TableLayout

ALL = [AGENTS, *TABLES]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["NOM D'USAGE", "Prénom", "Mél.", "Affectation"], ["last_name", "first_name", "email", "unit"]),
        (
            ["Nom", "Prenom", "E-mail", "Direction", "Rattaché à"],
            ["last_name", "first_name", "email", "unit", "parent"],
        ),
        (["Agent", "Service", "Fonction", "Cat.", "N+1"], ["full_name", "unit", "title", "category", "leader"]),
        (["Nom du service", "Intitulé du poste"], ["unit", "title"]),
        (["Date de naissance", "Service"], ["", "unit"]),
        (["Grade", "Échelon", "Service", "Commentaire"], ["", "", "unit", ""]),
        (["Service", "Service"], ["unit", ""]),
        (["", "🙂", "Service"], ["", "", "unit"]),
    ],
)
def test_columns_of_a_list_are_known_by_their_titles(header: list[str], fields: list[str]) -> None:
    assert list(guess_columns(header, AGENTS)) == fields


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_with_its_own_titles_is_itself(table: TableLayout) -> None:
    header = [column.title for column in table.columns]
    assert guess_table("", header) is table or guess_table(table.title, header) is table
    assert list(guess_columns(header, table)) == [column.field for column in table.columns]
    assert missing(guess_columns(header, table), table) == []


@settings(deadline=None)
@given(st.sampled_from(ALL), st.randoms(use_true_random=False), st.booleans())
def test_order_case_and_accents_change_nothing(table: TableLayout, chance: random.Random, upper: bool) -> None:
    columns = list(table.columns)
    chance.shuffle(columns)
    plain = ["".join(c for c in unicodedata.normalize("NFD", column.title) if c.isascii()) for column in columns]
    header = [title.upper() if upper else title.lower() for title in plain]
    guessed = guess_columns(header, table)
    known = [column.field for column, title in zip(columns, plain, strict=True) if len(title) == len(column.title)]
    assert set(known) <= set(guessed)


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from(ALL))
def test_no_field_is_given_twice_whatever_the_titles(header: list[str], table: TableLayout) -> None:
    guessed = guess_columns(header, table)
    assert len(guessed) == len(header)
    filled = [name for name in guessed if name]
    assert len(filled) == len(set(filled))
    assert set(filled) <= {column.field for column in table.columns}
    assert guess_table("", header).name in BY_NAME
