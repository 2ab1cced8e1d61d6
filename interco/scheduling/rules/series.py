"""The days of an event: its rule, its closed days, its instants; bounded, whatever was typed.

A series is planned for ten years and `MAX_DAYS` days at most: beyond, it is refused with a sentence, never cut in
silence. A day that is closed is kept, left out or moved by the rule of the series; a single event stays where it was
put, since whoever typed it sees that the day is closed.

Worked example. Every Tuesday 8:30 from 1 December 2026 to 31 January 2027 in Martinique, « ne pas se réunir » on closed
days: nine Tuesdays, none of them closed; with « Vendredi 25 décembre » in a Friday series, that Friday is left out.
A whole-day event of three days from 3 May ends at midnight of the 6th by the wall clock, even when the clocks change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from interco.scheduling.rules.holidays import ClosedDays, MoveRule, place_series
from interco.scheduling.rules.recurrence import BadRule, days_of, end_of, instant_of, parse

KEEP = "keep"
MAX_DAYS = 732
LONGEST = timedelta(days=3653)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When an event takes place, by the wall clock of `zone`; `at` is nothing for whole days."""

    first_on: date
    at: time | None
    minutes: int
    zone: ZoneInfo
    rule: str = ""
    until_on: date | None = None
    closed_rule: str = KEEP


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day that takes place: the one the rule gives, its instants, and why it is not on its own day."""

    day: date
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The days of an event in order, and those left out because they are closed, with their reason."""

    days: Sequence[PlannedDay]
    left_out: Sequence[tuple[date, str]]
    given: Sequence[date]


def span(day: date, timing: Timing) -> tuple[datetime, datetime]:
    """The instants of one day: elapsed minutes for an hour, wall midnights for whole days."""
    starts_at = instant_of(day, timing.at or time(), timing.zone)
    if timing.at is not None:
        return starts_at, end_of(starts_at, timing.minutes)
    after = day + timedelta(days=max(1, -(-timing.minutes // DAY_MINUTES)))
    return starts_at, instant_of(after, time(), timing.zone)


def given_days(timing: Timing) -> list[date]:
    """The days the rule gives, before any closure. `BadRule` when it gives none, or too many."""
    if not timing.rule:
        return [timing.first_on]
    last = min(timing.until_on or timing.first_on + LONGEST, timing.first_on + LONGEST)
    days = days_of(timing.rule, first=timing.first_on, last=last)
    if not days or len(days) > MAX_DAYS:
        raise BadRule(timing.rule)
    return days


def planned(timing: Timing, closed: ClosedDays) -> Series:
    """The whole event, closed days placed by its rule. `BadRule` as `given_days`."""
    given = given_days(timing)
    if not timing.rule or timing.closed_rule == KEEP:
        return Series([PlannedDay(day, *span(day, timing)) for day in given], [], given)
    placed = place_series(given, rule=MoveRule(timing.closed_rule), closed=closed)
    held = [
        PlannedDay(one.due_on, *span(one.held_on, timing), one.reason if one.is_moved else "")
        for one in placed if one.held_on is not None
    ]  # fmt: skip
    return Series(held, [(one.due_on, one.reason) for one in placed if one.held_on is None], given)


def settled_rule(timing: Timing, given: Sequence[date]) -> tuple[str, date | None]:
    """The rule without its COUNT, and the last day it gives: what is kept, so that a series can be cut at any day."""
    if not timing.rule:
        return "", None
    parts = {name: value for name, value in parse(timing.rule).items() if name != "COUNT"}
    return ";".join(f"{name}={value}" for name, value in parts.items()), given[-1]
