"""A cell is a value, or one fault with its code."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.organisation import enums
from interco.organisation.rules.exchange import layout
from interco.organisation.rules.exchange.cells import BadCell, Value, parse, parse_day, parse_share
from interco.organisation.rules.exchange.layout import AGENTS, TABLES

COLUMNS = [column for table in (*TABLES, AGENTS) for column in table.columns]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("starts_on", "31/12/2026", date(2026, 12, 31)), ("starts_on", "1er janvier 2027", date(2027, 1, 1)),
        ("starts_on", "03.02.26", date(2026, 2, 3)), ("starts_on", "2026-02-03 00:00", date(2026, 2, 3)),
        ("fte", "0,8", Decimal("0.80")), ("fte", "80 %", Decimal("0.80")), ("fte", "80", Decimal("0.80")),
        ("fte", "1", Decimal(1)), ("fte", "100", Decimal(1)), ("fte", "0.8333333", Decimal("0.83")),
        ("gender", "MME", "f"), ("category", "a", "A"), ("unit_kind", "Direction générale adjointe", "dga"),
        ("last_name", "=1+1", "=1+1"), ("phone", "'+596 596 00 00 00", "+596 596 00 00 00"), ("last_name", "", ""),
        ("last_name", "  Balisier \n Rose ", "Balisier Rose"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write(field: str, text: str, value: Value) -> None:
    assert parse(AGENTS.column(field), text) == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("starts_on", "31/02/2026", "not_a_day"), ("starts_on", "demain", "not_a_day"),
        ("starts_on", "01/01/0001", "day_out_of_calendar"),
        ("starts_on", "2200-01-01", "day_out_of_calendar"), ("fte", "beaucoup", "not_a_share"), ("fte", "0", "share_out_of_bounds"),
        ("fte", "-1", "share_out_of_bounds"), ("fte", "101", "share_out_of_bounds"), ("fte", "1e9", "not_a_share"),
        ("email", "pas une adresse", "not_an_email"), ("email", "a@b@c", "not_an_email"), ("category", "D", "not_a_choice"),
        ("last_name", "x" * 101, "too_long"), ("last_name", "Bali\u202esier", "hidden"), ("last_name", "Bali\x07sier", "hidden"),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_be_has_a_code(field: str, text: str, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        parse(AGENTS.column(field), text)
    assert bad.value.code == code


def test_zeros_that_a_spreadsheet_took_away_are_given_back() -> None:
    insee = layout.COLLECTIVITIES.column("insee")
    assert parse(insee, "1001") == "01001"
    assert parse(insee, "2a004") == "2A004"
    with pytest.raises(BadCell):
        parse(layout.COLLECTIVITIES.column("siren"), "24972006")


@settings(deadline=None)
@given(st.sampled_from(COLUMNS), st.text(max_size=40))
def test_any_text_gives_a_value_or_a_fault(column: layout.Column, text: str) -> None:
    with suppress(BadCell):
        value = parse(column, text)
        if isinstance(value, str):
            assert len(value) <= column.limit or column.kind == "choice"
            assert "\x00" not in value


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_from_both_writings(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(day.strftime("%d/%m/%Y")) == day


@settings(deadline=None)
@given(st.integers(1, 100))
def test_every_hundredth_is_read_back(hundredths: int) -> None:
    share = Decimal(hundredths) / 100
    assert parse_share(f"{hundredths} %") == share
    assert parse_share(str(share).replace(".", ",")) == share


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (layout.COLLECTIVITY_KINDS, enums.CollectivityKind), (layout.UNIT_KINDS, enums.UnitKind),
        (layout.FUNCTIONS, enums.PostFunction), (layout.CATEGORIES, enums.Category), (layout.PERSON_KINDS, enums.PersonKind),
        (layout.GENDERS, enums.Gender), (layout.ASSIGNMENT_KINDS, enums.AssignmentKind),
    ],
)  # fmt: skip
def test_the_words_of_files_are_those_of_the_application(words: dict[str, str], choices: type[enums.Gender]) -> None:
    assert words == {each.value: str(each.label) for each in choices if each.value}
