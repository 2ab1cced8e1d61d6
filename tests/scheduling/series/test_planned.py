"""The days of a series: bounded, at the right hour of the wall for ten years, closed days placed."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interco.scheduling.rules.holidays import ClosedDays
from interco.scheduling.rules.recurrence import BadRule
from interco.scheduling.rules.series import MAX_DAYS, Timing, planned, settled_rule

ZONES = ["America/Martinique", "Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti"]
TUESDAY = date(2026, 12, 8)


@pytest.mark.parametrize("name", ZONES)
def test_ten_years_of_tuesdays_are_at_the_same_hour_of_the_wall(name: str) -> None:
    zone = ZoneInfo(name)
    timing = Timing(first_on=TUESDAY, at=time(8, 30), minutes=150, zone=zone, rule="FREQ=WEEKLY;BYDAY=TU",
                    until_on=TUESDAY + timedelta(weeks=519))  # fmt: skip
    days = planned(timing, ClosedDays()).days
    assert len(days) == 520
    assert {day.starts_at.astimezone(zone).time() for day in days} == {time(8, 30)}
    assert {day.starts_at.astimezone(zone).weekday() for day in days} == {1}


def test_the_closed_tuesdays_of_martinique_are_left_out_or_moved() -> None:
    closed = ClosedDays("972", {date(2026, 12, 22): "Pont"})
    timing = Timing(first_on=TUESDAY, at=time(8, 30), minutes=60, zone=ZoneInfo(ZONES[0]), rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4",
                    closed_rule="skip")  # fmt: skip
    series = planned(timing, closed)
    assert [day.day.day for day in series.days] == [8, 15, 29]
    assert series.left_out == [(date(2026, 12, 22), "Pont")]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=DAILY;COUNT=5000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    ],
)  # fmt: skip
def test_a_series_too_long_or_empty_is_refused_at_once(rule: str) -> None:
    timing = Timing(first_on=TUESDAY, at=time(8), minutes=30, zone=ZoneInfo(ZONES[0]), rule=rule)
    with pytest.raises(BadRule):
        planned(timing, ClosedDays())


def test_the_longest_series_taken_has_its_limit_of_days() -> None:
    timing = Timing(
        first_on=TUESDAY, at=time(8), minutes=30, zone=ZoneInfo(ZONES[0]), rule=f"FREQ=DAILY;COUNT={MAX_DAYS}"
    )
    series = planned(timing, ClosedDays())
    assert len(series.days) == MAX_DAYS
    assert settled_rule(timing, series.given) == ("FREQ=DAILY", TUESDAY + timedelta(days=MAX_DAYS - 1))
