"""The tree of units as of a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.organisation.rules.rows import UnitVersionRow
from interco.organisation.rules.tree import loop_through, tree_on
from tests.organisation.rows import START, unit

NEW_YEAR = date(2027, 1, 1)
EVE = date(2026, 12, 31)
HOUSE = [
    unit(1, "Direction générale des services", kind="general_directorate"),
    unit(2, "Organisation, stratégies et territoires", 1, rank=2, short_name="DOST"),
    unit(3, "Affaires juridiques", 1, rank=1),
    unit(4, "Mutualisation", 2),
    unit(5, "Évaluation des politiques", 3, ends_on=NEW_YEAR),
    unit(5, "Évaluation des politiques", 2, starts_on=NEW_YEAR),
]


def outline(rows: list[UnitVersionRow], day: date) -> list[tuple[int, int]]:
    return [(node.depth, node.row.unit_id) for node in tree_on(rows, day).walk()]


def test_a_unit_hangs_under_its_parent_of_the_day() -> None:
    assert outline(HOUSE, EVE) == [(0, 1), (1, 3), (2, 5), (1, 2), (2, 4)]
    assert outline(HOUSE, NEW_YEAR) == [(0, 1), (1, 3), (1, 2), (2, 5), (2, 4)]


def test_siblings_follow_their_rank_then_their_name_without_accents() -> None:
    rows = [unit(1, "Voirie"), unit(2, "Éclairage"), unit(3, "eau"), unit(4, "Zoo", rank=0), unit(5, "Accueil", rank=9)]
    assert [node.row.name for node in tree_on(rows, START).roots] == ["eau", "Éclairage", "Voirie", "Zoo", "Accueil"]


def test_a_unit_whose_parent_is_gone_is_shown_at_the_top_and_marked() -> None:
    rows = [unit(1, "DGS"), unit(2, "DGA", 1, ends_on=NEW_YEAR), unit(3, "Voirie", 2)]
    detached = [node.row.name for node in tree_on(rows, NEW_YEAR).roots if node.is_detached]
    assert detached == ["Voirie"]


def test_depth_and_search_tell_the_levels() -> None:
    tree = tree_on(HOUSE, EVE)
    assert tree.depth == 3
    node = tree.find(2)
    assert node is not None
    assert node.size == 2
    assert tree.find(99) is None


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 14)), max_size=12, unique_by=lambda pair: pair[0]))
def test_no_unit_is_ever_lost_or_shown_twice_even_in_a_damaged_tree(pairs: list[tuple[int, int]]) -> None:
    rows = [unit(number, f"U{number}", parent or None) for number, parent in pairs if number != parent]
    shown = [node.row.unit_id for node in tree_on(rows, START).walk()]
    assert sorted(shown) == sorted(row.unit_id for row in rows)


def test_a_unit_under_its_own_mission_is_a_loop_named_in_order() -> None:
    rows = [*HOUSE[:1], unit(2, "Stratégies", 4, short_name="DOST"), unit(4, "Mutualisation", 2)]
    loop = loop_through(2, rows)
    assert loop is not None
    assert loop.names == ("DOST", "Mutualisation", "DOST")
    assert loop.day == START


def test_a_loop_of_the_future_is_found_on_its_first_day() -> None:
    rows = [unit(1, "A", ends_on=NEW_YEAR), unit(1, "A", 2, starts_on=NEW_YEAR), unit(2, "B", 1)]
    loop = loop_through(1, rows)
    assert loop is not None
    assert loop.day == NEW_YEAR


def test_two_units_that_exchange_places_make_no_loop() -> None:
    rows = [
        unit(1, "A", None, ends_on=NEW_YEAR), unit(2, "B", 1, ends_on=NEW_YEAR),
        unit(2, "B", None, starts_on=NEW_YEAR), unit(1, "A", 2, starts_on=NEW_YEAR),
    ]  # fmt: skip
    assert loop_through(1, rows) is None
    assert loop_through(2, rows) is None


@pytest.mark.parametrize("unit_id", [1, 2, 3, 4, 5, 99])
def test_the_house_has_no_loop(unit_id: int) -> None:
    assert loop_through(unit_id, HOUSE) is None
