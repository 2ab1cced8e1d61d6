"""Back-planning: each step of a checklist falls a number of days before or after the day of the event.

A step before the day that falls on a weekend, a public holiday or a closure comes earlier, to the previous working day;
one after the day comes later, to the next; what is to be done on the day itself stays there. Worked example, in
Martinique: an event on Tuesday 12 January 2027. J-15 is Monday 28 December; J-12 would be Thursday 31 December and stays;
J-11 would be Friday 1 January, a holiday: Thursday 31 December; J-9, a Sunday, is that Thursday as well; J+5, a Sunday,
is Monday 18 January.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

#: A step is at most this far from its event, in days.
FARTHEST = 366
SEARCHED_DAYS = 31
_OFFSET = re.compile(r"\s*[jJdD]?\s*(?:([-+−–])\s*(\d{1,3}))?\s*", re.ASCII)
IsWorking = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Counted:
    """A step as the figures read it."""

    is_open: bool
    is_counted: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a checklist is: steps done, steps that count (those without object do not), open steps past their day."""

    done: int
    total: int
    late: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is owed any more."""
        return self.done == self.total


def due_day(event_day: date, offset: int, is_working: IsWorking) -> date:
    """The day a step is due, moved to the safe side of a day nobody works."""
    day = event_day + timedelta(days=offset)
    if offset == 0:
        return day
    candidate, away = day, timedelta(days=-1 if offset < 0 else 1)
    for _each in range(SEARCHED_DAYS):
        if is_working(candidate):
            return candidate
        candidate += away
    return day


def offset_in_words(offset: int, letter: str = "J") -> str:
    """« J-15 », « J », « J+1 »."""
    return f"{letter}{offset:+d}" if offset else letter


def offset_of(text: str) -> int:
    """The offset written « J-15 », « j+1 », « -5 », « J »; `ValueError` for anything else, or too far."""
    found = _OFFSET.fullmatch(text)
    if found is None or not text.strip():
        raise ValueError(text)
    offset = int(found[2] or 0) * (1 if found[1] == "+" else -1)
    if abs(offset) > FARTHEST:
        raise ValueError(text)
    return offset


def progress_of(steps: Iterable[Counted], today: date) -> Progress:
    """The figures of a checklist on a day."""
    counted = [step for step in steps if step.is_counted]
    still_open = [step for step in counted if step.is_open]
    late = sum(1 for step in still_open if step.due_on < today)
    return Progress(len(counted) - len(still_open), len(counted), late)


def nearest(day: date, candidates: Iterable[date], *, within: int = 6) -> date | None:
    """The day that takes the place of one that a series does not have any more; none when all are too far."""
    found = min(candidates, key=lambda one: (abs(one - day), one), default=None)
    return found if found is not None and abs(found - day).days <= within else None
