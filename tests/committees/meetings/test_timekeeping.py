"""Planned against spent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interco.committees.rules.timekeeping import (
    ItemTime,
    Span,
    planned_against_spent,
    session_seconds,
    spent_seconds,
)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 12, 8, hour, minute, second, tzinfo=UTC)


def test_the_worked_example() -> None:
    now = at(8, 46)
    pauses = [Span(at(8, 42), at(8, 43))]
    first = [Span(at(8, 32), at(8, 41, 10)), Span(at(8, 45))]
    second = [Span(at(8, 41, 10), at(8, 45))]
    assert spent_seconds(first, pauses, at=now) == 610
    assert spent_seconds(second, pauses, at=now) == 170
    assert session_seconds(at(8, 32), 60, at=now) == 780


def test_a_pause_that_runs_stops_every_clock() -> None:
    pauses = [Span(at(8, 40))]
    assert spent_seconds([Span(at(8, 30))], pauses, at=at(9, 0)) == 600
    assert session_seconds(at(8, 30), 0, at=at(9, 0), paused_at=at(8, 40)) == 600


def test_a_clock_read_before_it_starts_shows_nothing() -> None:
    assert spent_seconds([Span(at(9, 0))], [], at=at(8, 0)) == 0
    assert session_seconds(at(9, 0), 0, at=at(8, 0)) == 0


def test_several_items_are_told_together() -> None:
    total = planned_against_spent([ItemTime(600, 540), ItemTime(300, 400)])
    assert (total.planned_seconds, total.spent_seconds, total.over_seconds, total.left_seconds) == (900, 940, 40, 0)


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=30))
def test_items_one_after_another_add_up_to_the_session(steps: list[tuple[int, bool]]) -> None:
    """Each step is a stretch of one item, with or without a pause that fills its second half."""
    clock, opened = at(8, 30), at(8, 30)
    spans, pauses = [], []
    for seconds, paused in steps:
        end = clock + timedelta(seconds=2 * seconds)
        if paused:
            pauses.append(Span(clock + timedelta(seconds=seconds), end))
        spans.append(Span(clock, end))
        clock = end
    spent = sum(spent_seconds([span], pauses, at=clock) for span in spans)
    paused_seconds = sum(seconds for seconds, paused in steps if paused)
    assert spent == session_seconds(opened, paused_seconds, at=clock)
