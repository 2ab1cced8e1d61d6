"""Series by the wall clock: "every Tuesday at 8:30" in a zone, as instants in UTC.

A series is told in days and in an hour of the territory's clocks; each day is computed first, on the calendar, then the
hour is read in the zone of that day. So the series keeps its hour when the clocks change, whatever the distance to UTC.

Gaps and folds, by rule:
- an hour that the clocks skip (spring) is moved forward by the length of the gap: 2:30 becomes 3:30;
- an hour that they show twice (autumn) is the first of the two.

Worked example. `FREQ=WEEKLY;BYDAY=TU` at 8:30 from Monday 7 December 2026 in America/Martinique (UTC−4 all year):
8 December 12:30 UTC, 15 December 12:30 UTC… In Europe/Paris: 7:30 UTC until 23 March 2027, 6:30 UTC from 30 March.

RFC 5545 writes the rule; DTSTART, UNTIL and sub-daily parts have no place here, days do.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

MAX_OCCURRENCES = 5000
_ALLOWED_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "WKST"})
_ALLOWED_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_COUNTING = re.compile(r"[0-9]{1,4}")


class BadRule(ValueError):  # noqa: N818 - an answer to what was typed
    """The text is not a recurrence of days that we take."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series: its day on the calendar, and its instant in UTC."""

    day: date
    starts_at: datetime


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, of an hour of the wall clock: forward over a gap, the first of a fold."""
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    return wall.replace(tzinfo=zone).astimezone(UTC)


def days_of(rule: str, *, first: date, last: date) -> list[date]:
    """Days of the rule from `first` to `last`, both included. The series is anchored on `first`."""
    values = parse(rule)
    count = min(int(values.pop("COUNT", MAX_OCCURRENCES)), MAX_OCCURRENCES)
    text = ";".join(f"{name}={value}" for name, value in values.items())
    text += f";UNTIL={datetime.combine(last, time(23, 59)):%Y%m%dT%H%M%S}"
    try:
        series = rrulestr(text, dtstart=datetime.combine(first, time()))
        return [moment.date() for moment in islice(series, count)]
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise BadRule(rule) from error


def occurrences(rule: str, *, at: time, zone: ZoneInfo, first: date, last: date) -> list[Occurrence]:
    """The series as days and instants, in order."""
    return [Occurrence(day, instant_of(day, at, zone)) for day in days_of(rule, first=first, last=last)]


def parse(rule: str) -> dict[str, str]:
    """The parts of a rule of days, or `BadRule`."""
    parts = [part.partition("=") for part in rule.strip().upper().removeprefix("RRULE:").split(";") if part]
    values = {name: value for name, _sep, value in parts}
    if len(values) != len(parts) or not set(values) <= _ALLOWED_PARTS or values.get("FREQ") not in _ALLOWED_FREQUENCIES:
        raise BadRule(rule)
    for name in ("INTERVAL", "COUNT"):
        if name in values and not (_COUNTING.fullmatch(values[name]) and 1 <= int(values[name]) <= MAX_OCCURRENCES):
            raise BadRule(rule)
    return values


def weekly(weekday: int, *, every: int = 1) -> str:
    """The rule of a weekly series: `weekly(1)` → every Tuesday (Monday is 0)."""
    interval = f";INTERVAL={every}" if every != 1 else ""
    return f"FREQ=WEEKLY{interval};BYDAY={_DAYS[weekday]}"


def monthly(rank: int, weekday: int, *, every: int = 1) -> str:
    """The rule of a monthly series: `monthly(1, 3)` → the first Thursday; `monthly(-1, 4)` → the last Friday."""
    if rank not in {1, 2, 3, 4, -1}:
        raise BadRule(f"rank {rank}")
    interval = f";INTERVAL={every}" if every != 1 else ""
    return f"FREQ=MONTHLY{interval};BYDAY={rank}{_DAYS[weekday]}"


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def moved_rule(rule: str, first: date, after: date) -> str:
    """The rule of a series whose first day becomes another: every Tuesday from a Tuesday, moved to a Thursday, is every
    Thursday. `BadRule` when it names other days than that of its first."""
    values = parse(rule) if rule else {}
    if first == after or not any(name.startswith("BY") for name in values):
        return rule
    every = int(values.get("INTERVAL", "1"))
    named = {"FREQ", "INTERVAL", "BYDAY"} & set(values)
    rest = ";".join(f"{name}={value}" for name, value in values.items() if name not in named)
    for before, made in (
        (weekly(first.weekday(), every=every), weekly(after.weekday(), every=every)),
        (monthly(_rank(first), first.weekday(), every=every), monthly(_rank(after), after.weekday(), every=every)),
    ):
        if parse(before) == {name: values[name] for name in named}:
            return f"{made};{rest}" if rest else made
    raise BadRule(rule)


def _rank(day: date) -> int:
    """Its rank in its month, the fifth being the last."""
    rank = (day.day - 1) // 7 + 1
    return rank if rank < 5 else -1


def end_of(starts_at: datetime, minutes: int) -> datetime:
    """The instant something planned for so many minutes ends: elapsed time, whatever the clocks do meanwhile."""
    return starts_at.astimezone(UTC) + timedelta(minutes=minutes)
