"""Where entries stand in the drawing of a week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.grid import week

DAYS = [date(2026, 12, 7) + timedelta(days=away) for away in range(7)]


@dataclass(frozen=True)
class Shown:
    """An entry of the drawing."""

    starts_at: datetime
    ends_at: datetime
    is_whole_day: bool = False


def at(day: int, hour: float, hours: float) -> Shown:
    start = datetime(2026, 12, 7, tzinfo=UTC) + timedelta(days=day, hours=hour)
    return Shown(start, start + timedelta(hours=hours))


def test_the_worked_example_has_two_lanes_then_one() -> None:
    drawn = week([at(0, 9, 1), at(0, 9.5, 1), at(0, 10, 1), at(0, 14, 1)], DAYS, UTC)
    assert [(block.lane, block.lanes) for block in drawn.blocks] == [(0, 2), (1, 2), (0, 2), (0, 1)]
    assert (drawn.first_hour, drawn.last_hour) == (8, 19)


def test_what_passes_midnight_is_drawn_on_both_days_and_the_hours_shown_follow() -> None:
    drawn = week([at(1, 22, 4)], DAYS, UTC)
    assert [(block.column, block.top, block.bottom) for block in drawn.blocks] == [(1, 22, 24), (2, 0, 2)]
    assert (drawn.first_hour, drawn.last_hour) == (0, 24)


def test_whole_days_stand_above_on_each_of_their_days() -> None:
    start = datetime(2026, 12, 8, tzinfo=UTC)
    drawn = week([Shown(start, start + timedelta(days=3), True)], DAYS, UTC)
    assert [len(day) for day in drawn.all_day] == [0, 1, 1, 1, 0, 0, 0]
    assert drawn.blocks == []


SPANS = st.lists(st.builds(at, st.integers(0, 6), st.floats(0, 23.5), st.floats(0.25, 30)), max_size=30)


@given(spans=SPANS)
def test_two_blocks_of_one_lane_never_overlap_and_all_are_inside(spans: list[Shown]) -> None:
    drawn = week(spans, DAYS, UTC)
    for one in drawn.blocks:
        assert 0 <= one.lane < one.lanes
        assert drawn.first_hour <= one.top < one.bottom <= max(24.5, drawn.last_hour)
        same = [
            other for other in drawn.blocks if other is not one and (other.column, other.lane) == (one.column, one.lane)
        ]
        for other in same:
            assert other.bottom <= one.top + 1e-9 or one.bottom <= other.top + 1e-9
