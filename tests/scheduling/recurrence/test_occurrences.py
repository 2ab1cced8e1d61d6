"""Series by the wall clock."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.recurrence import (
    BadRule,
    days_of,
    instant_of,
    monthly,
    occurrences,
    weekly,
)

TERRITORIES = ("America/Martinique", "Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti")
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("name", TERRITORIES)
def test_520_tuesdays_in_ten_years_are_all_at_8_30_on_the_wall(name: str) -> None:
    zone = ZoneInfo(name)
    found = occurrences(weekly(1), at=time(8, 30), zone=zone, first=date(2026, 1, 6), last=date(2035, 12, 18))
    walls = [one.starts_at.astimezone(zone) for one in found]
    assert len(found) == 520
    assert all((wall.weekday(), wall.time()) == (1, time(8, 30)) for wall in walls)
    assert all(later.date() - sooner.date() == timedelta(7) for sooner, later in pairwise(walls))
    assert all(one.starts_at.tzinfo is UTC and one.day == wall.date() for one, wall in zip(found, walls, strict=True))


def test_the_worked_example_keeps_its_hour_when_paris_changes_its_clocks() -> None:
    found = occurrences(weekly(1), at=time(8, 30), zone=PARIS, first=date(2027, 3, 22), last=date(2027, 3, 31))
    assert [one.starts_at for one in found] == [
        datetime(2027, 3, 23, 7, 30, tzinfo=UTC),
        datetime(2027, 3, 30, 6, 30, tzinfo=UTC),
    ]


def test_an_hour_that_the_clocks_skip_moves_forward_by_the_gap() -> None:
    assert instant_of(date(2027, 3, 28), time(2, 30), PARIS).astimezone(PARIS).time() == time(3, 30)


def test_an_hour_shown_twice_is_the_first_of_the_two() -> None:
    assert instant_of(date(2026, 10, 25), time(2, 30), PARIS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), at=st.times(), name=st.sampled_from(TERRITORIES))
def test_an_hour_that_exists_is_read_back_as_it_was_told(day: date, at: time, name: str) -> None:
    zone = ZoneInfo(name)
    back = instant_of(day, at, zone).astimezone(zone).replace(tzinfo=None)
    moved = back - datetime.combine(day, at)
    assert timedelta(0) <= moved <= timedelta(hours=1)
    assert not moved or back.replace(tzinfo=zone).utcoffset() != datetime.combine(day, at, zone).utcoffset(), (
        "a gap only"
    )


def test_the_first_thursday_of_each_quarter() -> None:
    assert days_of(monthly(1, 3, every=3), first=date(2026, 1, 1), last=date(2026, 12, 31)) == [
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 7, 2), date(2026, 10, 1),
    ]  # fmt: skip


def test_the_last_friday_of_each_month() -> None:
    assert days_of(monthly(-1, 4), first=date(2026, 1, 1), last=date(2026, 3, 31)) == [
        date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27),
    ]  # fmt: skip


def test_a_count_stops_the_series() -> None:
    assert len(days_of("FREQ=WEEKLY;BYDAY=TU;COUNT=3", first=date(2026, 1, 1), last=date(2030, 1, 1))) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;FREQ=DAILY", "BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=²", "FREQ=DAILY;BYHOUR=3", "FREQ=MONTHLY;BYMONTHDAY=x",
        "FREQ=WEEKLY;COUNT=99999", "DTSTART:20260101\nRRULE:FREQ=DAILY",
    ],
)  # fmt: skip
def test_a_rule_that_is_not_of_days_is_refused(rule: str) -> None:
    with pytest.raises(BadRule):
        days_of(rule, first=date(2026, 1, 1), last=date(2027, 1, 1))


def test_a_rule_that_never_happens_gives_nothing_and_ends() -> None:
    assert days_of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", first=date(2026, 1, 1), last=date(2036, 1, 1)) == []
