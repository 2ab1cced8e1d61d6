"""The agenda typed as lines, and which former point each new line speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.secretariat.rules.points import Typed, match, parse, parse_all, written


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Budget 2027, 15 min, Rosalie Gommier", Typed("Budget 2027", 15, "Rosalie Gommier")),
        ("Budget 2027 15min", Typed("Budget 2027", 15, "")),
        ("Budget 2027 (15 min)", Typed("Budget 2027", 15, "")),
        ("- Tour de table", Typed("Tour de table")),
        ("Budget 2027", Typed("Budget 2027")),
        ("Réunir 3 communes en 10 minutes, DGA", Typed("Réunir 3 communes en", 10, "DGA")),
        ("Voirie ; 5 mn ; Mme Palmiste", Typed("Voirie", 5, "Mme Palmiste")),
        ("Mettre 900 minutes, 999 min", Typed("Mettre 900 minutes, 999 min")),
        ("Minimum garanti", Typed("Minimum garanti")),
        ("Subventions aux communes, 1h15", Typed("Subventions aux communes", 75)),
        ("Point B, 1 h, DGA", Typed("Point B", 60, "DGA")),
        ("Réouverture à 8 h", Typed("Réouverture à", 480)),
        ("Rien, 0 min", Typed("Rien, 0 min")),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, read: Typed) -> None:
    assert parse(line) == read


def test_empty_lines_are_no_points() -> None:
    assert [point.title for point in parse_all("\n Un \n\n – Deux\n•\n")] == ["Un", "Deux"]


@pytest.mark.parametrize("point", [Typed("Budget", 15, "Rosalie"), Typed("Budget", 15), Typed("Budget 2027")])
def test_what_is_written_reads_back(point: Typed) -> None:
    assert parse(written(point)) == point


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (["Budget", "Voirie"], ["Voirie", "Budget 2027"], [1, 0]),
        (["Budget"], ["Voirie"], [0]),
        (["Budget"], ["Le budget"], [0]),
        (["Point B", "Point C"], ["Point D", "Point E", "Point C"], [None, None, 1]),
        (["Point D", "Point C"], ["Point Z", "Point C bis", "Point A"], [None, 1, None]),
        (["Budget", "Voirie"], ["Voirie", "Finances"], [1, None]),
        (["Éclairage", "Voirie"], ["eclairage"], [0]),
        (["Budget", "Budget"], ["Budget", "Budget"], [0, 1]),
        ([], ["Budget"], [None]),
    ],
)
def test_a_line_keeps_the_point_it_speaks_of(before: list[str], after: list[str], found: list[int | None]) -> None:
    assert match(before, after) == found


@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_no_former_point_is_given_twice(before: list[str], after: list[str]) -> None:
    found = match(before, after)
    given_out = [rank for rank in found if rank is not None]
    assert len(found) == len(after)
    assert len(given_out) == len(set(given_out))
    assert all(0 <= rank < len(before) for rank in given_out)
    assert match(before, before) == list(range(len(before)))
