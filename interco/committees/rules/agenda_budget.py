"""The agenda against its budget of minutes.

Lines follow one another from the hour of the session, each for the minutes planned: the start of a line is the start of
the session plus the minutes before it. The sum is compared with the budget (150 minutes for the CODIR). Lines of the
same section that follow one another form a group. A line is in conflict when its rapporteur is not there for the whole
of it. A session may open with the follow-up of its actions: those minutes come before the first line and count.

Worked example. Session at 8:30, budget 30 minutes, lines of 10 (follow-up) and 25 (decision, rapporteur absent until
8:45): starts 8:30 and 8:40, end 9:05, 5 minutes over; the second line is in conflict, and would not be 5 minutes later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from interco.committees.enums import ItemKind


class Section(StrEnum):
    """Parts of an agenda, in their usual order."""

    FOLLOW_UP = "follow_up"
    DECISIONS = "decisions"
    OPINIONS = "opinions"


SECTION_OF_KIND: dict[str, Section] = {
    ItemKind.FOLLOW_UP: Section.FOLLOW_UP,
    ItemKind.DECISION: Section.DECISIONS,
    ItemKind.VALIDATION: Section.DECISIONS,
    ItemKind.OPINION: Section.OPINIONS,
    ItemKind.EXCHANGE: Section.OPINIONS,
    ItemKind.INFORMATION: Section.OPINIONS,
}


class AgendaLine(NamedTuple):
    """One item to place. The rapporteur is absent before `absent_until` and after `absent_from`, when told."""

    key: str
    minutes: int
    kind: str
    is_late: bool = False
    absent_until: datetime | None = None
    absent_from: datetime | None = None


class PlannedLine(NamedTuple):
    """A line with its place in time; `conflict` tells that its rapporteur is missing for a part of it."""

    line: AgendaLine
    rank: int
    section: Section
    starts_at: datetime
    ends_at: datetime
    conflict: bool
    over: bool


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Lines of one section that follow one another."""

    section: Section
    lines: tuple[PlannedLine, ...]
    minutes: int


@dataclass(frozen=True)
class AgendaPlan:
    """The agenda placed in time."""

    lines: tuple[PlannedLine, ...]
    groups: tuple[SectionGroup, ...]
    budget: int
    total: int
    starts_at: datetime
    ends_at: datetime
    opening: int = 0

    @property
    def free(self) -> int:
        """Minutes left, never below zero."""
        return max(self.budget - self.total, 0)

    @property
    def over(self) -> int:
        """Minutes in excess, never below zero."""
        return max(self.total - self.budget, 0)

    @property
    def late(self) -> tuple[PlannedLine, ...]:
        """Lines submitted after the deadline."""
        return tuple(line for line in self.lines if line.line.is_late)

    def minutes_of(self, section: Section) -> int:
        """The minutes of a section, wherever its lines stand; the opening belongs to the follow-up."""
        return self.minutes_by_section[section]

    @cached_property
    def minutes_by_section(self) -> dict[Section, int]:
        """The same for each section."""
        found = dict.fromkeys(Section, 0)
        found[Section.FOLLOW_UP] = self.opening
        for group in self.groups:
            found[group.section] += group.minutes
        return found


def section_of(kind: str) -> Section:
    """The section an item of that kind belongs to."""
    return SECTION_OF_KIND[kind]


def plan_agenda(lines: Sequence[AgendaLine], *, starts_at: datetime, budget: int, opening: int = 0) -> AgendaPlan:
    """Place the lines one after another. `starts_at` and the absences are instants of one zone (UTC serves)."""
    if min(budget, opening) < 0 or any(line.minutes < 0 for line in lines):
        raise ValueError("Minutes are never negative.")
    planned: list[PlannedLine] = []
    spent, begin = opening, starts_at + timedelta(minutes=opening)
    for rank, line in enumerate(lines, start=1):
        spent += line.minutes
        end = starts_at + timedelta(minutes=spent)
        planned.append(
            PlannedLine(line, rank, section_of(line.kind), begin, end, _absent(line, begin, end), spent > budget)
        )
        begin = end
    ends_at = begin
    return AgendaPlan(tuple(planned), _groups(planned), budget, spent, starts_at, ends_at, opening)


def _absent(line: AgendaLine, begin: datetime, end: datetime) -> bool:
    arrives_late = line.absent_until is not None and begin < line.absent_until
    leaves_early = line.absent_from is not None and end > line.absent_from
    return arrives_late or leaves_early


def _groups(planned: Iterable[PlannedLine]) -> tuple[SectionGroup, ...]:
    runs: list[list[PlannedLine]] = []
    for line in planned:
        if runs and runs[-1][-1].section == line.section:
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(SectionGroup(run[0].section, tuple(run), sum(line.line.minutes for line in run)) for run in runs)
