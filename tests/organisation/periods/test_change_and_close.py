"""Half-open periods, and the gestures *changer au…* and *fermer au…*."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.organisation.rules.periods import (
    ChangePlan,
    ClosePlan,
    Period,
    contains,
    covers,
    elementary_periods,
    first_overlap,
    first_uncovered,
    overlap,
    plan_change,
    plan_close,
)

D = date
DAYS = st.dates(D(2020, 1, 1), D(2030, 1, 1))


def effective(rows: Iterable[Period], day: date) -> list[Period]:
    """The rows that hold on a day."""
    return [row for row in rows if contains(row, day)]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 900))
    return Period(start, None if length is None else start + timedelta(days=length))


def test_a_period_that_would_be_empty_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(D(2026, 1, 1), D(2026, 1, 1))


def test_the_first_day_belongs_to_the_period_and_the_end_does_not() -> None:
    year = Period(D(2026, 1, 1), D(2027, 1, 1))
    assert contains(year, D(2026, 1, 1))
    assert contains(year, D(2026, 12, 31))
    assert not contains(year, D(2027, 1, 1))


def test_neighbours_do_not_overlap() -> None:
    assert overlap(Period(D(2026, 1, 1), D(2027, 1, 1)), Period(D(2027, 1, 1))) is None


@given(periods(), periods(), DAYS)
def test_a_day_is_shared_when_both_periods_hold_it(one: Period, other: Period, day: date) -> None:
    shared = overlap(one, other)
    assert (shared is not None and contains(shared, day)) == (contains(one, day) and contains(other, day))


@given(periods(), periods())
def test_a_period_covers_another_when_their_shared_days_are_all_of_it(outer: Period, inner: Period) -> None:
    assert covers(outer, inner) == (overlap(outer, inner) == inner)


@given(st.lists(periods(), max_size=8), DAYS)
def test_elementary_periods_hold_each_covered_day_once_with_constant_company(rows: list[Period], day: date) -> None:
    pieces = elementary_periods(rows)
    assert first_overlap(pieces) is None
    holding = [piece for piece in pieces if contains(piece, day)]
    assert bool(holding) == bool(effective(rows, day))
    for piece in holding:
        assert effective(rows, piece.starts_on) == effective(rows, day)


VERSIONS = [Period(D(2020, 1, 1), D(2025, 1, 1)), Period(D(2025, 1, 1), D(2027, 1, 1)), Period(D(2028, 1, 1))]


@pytest.mark.parametrize(
    ("day", "plan"),
    [
        (D(2023, 5, 1), ChangePlan(closes=0, rewrites=None, opens=Period(D(2023, 5, 1), D(2025, 1, 1)))),
        (D(2025, 1, 1), ChangePlan(closes=None, rewrites=1, opens=Period(D(2025, 1, 1), D(2027, 1, 1)))),
        (D(2030, 1, 1), ChangePlan(closes=2, rewrites=None, opens=Period(D(2030, 1, 1)))),
        (D(2027, 6, 1), None),
        (D(2019, 1, 1), None),
    ],
)
def test_changing_on_a_day_closes_what_held_and_keeps_the_future(day: date, plan: ChangePlan | None) -> None:
    assert plan_change(VERSIONS, day) == plan


@pytest.mark.parametrize(
    ("day", "plan"),
    [
        (D(2026, 1, 1), ClosePlan(1, (2,))),
        (D(2025, 1, 1), ClosePlan(0, (1, 2))),
        (D(2029, 1, 1), ClosePlan(2, ())),
        (D(2020, 1, 1), None),
        (D(2027, 6, 1), None),
    ],
)
def test_closing_on_a_day_names_the_versions_in_the_way(day: date, plan: ClosePlan | None) -> None:
    assert plan_close(VERSIONS, day) == plan


@pytest.mark.parametrize(
    ("inner", "first_day"),
    [
        (Period(D(2020, 1, 1), D(2027, 1, 1)), None),
        (Period(D(2020, 1, 1), D(2027, 2, 1)), D(2027, 1, 1)),
        (Period(D(2019, 1, 1), D(2021, 1, 1)), D(2019, 1, 1)),
        (Period(D(2026, 6, 1)), D(2027, 1, 1)),
        (Period(D(2028, 1, 1)), None),
    ],
)
def test_the_first_day_a_history_leaves_uncovered_is_named(inner: Period, first_day: date | None) -> None:
    assert first_uncovered(inner, VERSIONS) == first_day


@given(periods(), st.lists(periods(), max_size=4), DAYS)
def test_a_covered_period_has_no_day_outside(inner: Period, outers: list[Period], day: date) -> None:
    uncovered = first_uncovered(inner, outers)
    if uncovered is None and contains(inner, day):
        assert effective(outers, day)
    if uncovered is not None:
        assert contains(inner, uncovered)
        assert not effective(outers, uncovered)
