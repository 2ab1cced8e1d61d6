"""Planned against spent."""

from datetime import UTC, datetime

from interco.committees.rules.timekeeping import ItemTime, planned_against_spent, session_seconds


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 12, 8, hour, minute, second, tzinfo=UTC)


def test_the_worked_example() -> None:
    assert session_seconds(at(8, 32), 60, at=at(8, 46)) == 780


def test_a_pause_that_runs_stops_the_clock() -> None:
    assert session_seconds(at(8, 30), 0, at=at(9, 0), paused_at=at(8, 40)) == 600


def test_a_clock_read_before_it_starts_shows_nothing() -> None:
    assert session_seconds(at(9, 0), 0, at=at(8, 0)) == 0


def test_several_items_are_told_together() -> None:
    total = planned_against_spent([ItemTime(600, 540), ItemTime(300, 400)])
    assert (total.planned_seconds, total.spent_seconds) == (900, 940)
