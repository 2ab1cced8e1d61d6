"""A recurrence as people say it, both ways: "chaque mardi", "un jeudi sur deux", "le 1er jeudi, tous les 3 mois".

A body keeps an RFC 5545 rule; its form asks for a rhythm (weekly or monthly), a weekday, an interval and, for a month,
which one. Example: weekly, Tuesday, 1 → `FREQ=WEEKLY;BYDAY=TU`; monthly, first Thursday, 3 →
`FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH`. A rule the form cannot say is kept as it is (`None`).
"""

import re
from dataclasses import dataclass

from interco.scheduling.rules.recurrence import BadRule, monthly, parse, weekly

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"(?P<rank>-?[1-4])?(?P<day>MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `every` weeks or months, on `weekday` (Monday is 0); `rank` is which one of the month (-1: the last)."""

    is_monthly: bool
    weekday: int
    every: int = 1
    rank: int = 1


def rule_of(rhythm: Rhythm) -> str:
    """The RFC 5545 rule of a rhythm."""
    if rhythm.is_monthly:
        return monthly(rhythm.rank, rhythm.weekday, every=rhythm.every)
    return weekly(rhythm.weekday, every=rhythm.every)


def rhythm_of(rule: str) -> Rhythm | None:
    """The rhythm a rule says, when it says nothing more."""
    try:
        parts = parse(rule)
    except BadRule:
        return None
    match = _BYDAY.fullmatch(parts.get("BYDAY", ""))
    if match is None or not set(parts) <= {"FREQ", "INTERVAL", "BYDAY", "WKST"}:
        return None
    weekday, every, rank = _DAYS.index(match["day"]), int(parts.get("INTERVAL", 1)), match["rank"]
    if parts["FREQ"] == "WEEKLY" and rank is None:
        return Rhythm(False, weekday, every)
    if parts["FREQ"] == "MONTHLY" and rank in {"1", "2", "3", "4", "-1"}:
        return Rhythm(True, weekday, every, int(rank))
    return None
