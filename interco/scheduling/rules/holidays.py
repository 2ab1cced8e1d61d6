"""Public holidays of a territory, its own closures, and what becomes of a session that falls on one.

The holidays are those of the labour code for the department: 22 May in Martinique (L3422-2), Good Friday and 26
December in Alsace-Moselle… Closures are days the secretariat adds. A series that falls on a closed day is moved to
the next or to the previous working day, or skipped, by the body's rule. Working days are Monday to Friday, less the
closed days. Two occurrences never land on one day: the one that was moved gives way (it is skipped).

Worked example. Tuesday 14 July 2026: "next" gives Wednesday 15, "previous" Monday 13, "skip" nothing. Friday 22 May
2026 in Martinique is followed by a weekend and by Whit Monday: "next" gives Tuesday 26 May.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from jours_feries_france import JoursFeries

FIRST_YEAR, LAST_YEAR = 1983, 2299
SEARCHED_DAYS = 31

_ZONE_OF_DEPARTMENT = {
    "57": "Alsace-Moselle", "67": "Alsace-Moselle", "68": "Alsace-Moselle",
    "971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "975": "Saint-Pierre-et-Miquelon",
    "976": "Mayotte", "977": "Saint-Barthélémy", "978": "Saint-Martin", "986": "Wallis-et-Futuna",
    "987": "Polynésie Française", "988": "Nouvelle-Calédonie",
}  # fmt: skip


class MoveRule(StrEnum):
    """What a body does with an occurrence on a closed day; same values as `committees.enums.HolidayRule`."""

    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which nobody works, each with its name: holidays of a department and closures of the house."""

    department: str = ""
    closures: Mapping[date, str] | None = None

    def name_of(self, day: date) -> str:
        """Why a day is closed; empty when it is not (weekends are not closed days, they are weekends)."""
        local = (self.closures or {}).get(day, "")
        return local or holidays(self.department, day.year).get(day, "")

    def is_working(self, day: date) -> bool:
        """Monday to Friday, and not closed."""
        return day.weekday() < 5 and not self.name_of(day)


@dataclass(frozen=True, slots=True)
class Placed:
    """An occurrence after the rule: its day in the series, the day it is held (none when skipped), and why it moved."""

    due_on: date
    held_on: date | None
    reason: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it is held, on another day than its own."""
        return self.held_on is not None and self.held_on != self.due_on


@lru_cache(maxsize=256)
def holidays(department: str, year: int) -> Mapping[date, str]:
    """Public holidays of a department in a year, by day; none outside the years the law is known for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    zone = _ZONE_OF_DEPARTMENT.get(department, "Métropole")
    return {day: name for name, day in JoursFeries.for_year(year, zone=zone).items() if day is not None}


def place(day: date, *, rule: MoveRule, closed: ClosedDays) -> Placed:
    """The day an occurrence is held. One on a weekend by its own rule stays there: only closed days move it."""
    reason = closed.name_of(day)
    if not reason:
        return Placed(day, day)
    if rule == MoveRule.SKIP:
        return Placed(day, None, reason)
    step = timedelta(days=1 if rule == MoveRule.NEXT else -1)
    candidate = day
    for _ in range(SEARCHED_DAYS):
        candidate += step
        if closed.is_working(candidate):
            return Placed(day, candidate, reason)
    return Placed(day, None, reason)


def place_series(days: Iterable[date], *, rule: MoveRule, closed: ClosedDays) -> list[Placed]:
    """The series after the rule, in the order of its days; a moved occurrence gives way to one already on that day."""
    placed = [place(day, rule=rule, closed=closed) for day in sorted(set(days))]
    taken: set[date | None] = {one.held_on for one in placed if one.held_on == one.due_on}
    kept: list[Placed] = []
    for one in placed:
        if one.is_moved and one.held_on in taken:
            kept.append(Placed(one.due_on, None, one.reason))
            continue
        taken.add(one.held_on)
        kept.append(one)
    return kept
