"""What an event would run into: people already taken, rooms already booked, closed days. Seen before saving.

A room already booked refuses the event; a person already taken or a closed day is said, and the author decides.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from interco.organisation.models import Person
from interco.scheduling.models import Resource
from interco.scheduling.queries.busy import busy, taken
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.rules.series import PlannedDay


class Clash(StrEnum):
    """What is in the way."""

    ROOM = "room"
    PERSON = "person"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing in the way: who or what, from when to when, on how many days in all."""

    clash: Clash
    name: str
    starts_at: datetime
    ends_at: datetime
    days: int = 1

    @property
    def is_blocking(self) -> bool:
        """Whether the event cannot be saved as it is."""
        return self.clash == Clash.ROOM


class _Span(Protocol):
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


S = TypeVar("S", bound=_Span)


def overlapping(days: Sequence[PlannedDay], spans: Iterable[S]) -> list[S]:
    """The spans that meet one of the days: both in order of their beginning, read once together."""
    ordered = sorted(days, key=lambda day: day.starts_at)
    found: list[S] = []
    first = 0
    for span in sorted(spans, key=lambda one: one.starts_at):
        while first < len(ordered) and ordered[first].ends_at <= span.starts_at:
            first += 1
        if any(day.starts_at < span.ends_at and day.ends_at > span.starts_at for day in _from(ordered, first, span)):
            found.append(span)
    return found


def _from(ordered: Sequence[PlannedDay], first: int, span: _Span) -> Iterable[PlannedDay]:
    for place in range(first, len(ordered)):
        if ordered[place].starts_at >= span.ends_at:
            return
        yield ordered[place]


def conflicts(
    days: Sequence[PlannedDay], *, people: Collection[int], resources: Collection[int], but: int | None = None,
) -> list[Conflict]:  # fmt: skip
    """Everything in the way of these days, the blocking ones first. Six queries and the sources', for any length."""
    if not days:
        return []
    start, end = min(day.starts_at for day in days), max(day.ends_at for day in days)
    rooms = _grouped(overlapping(days, taken(resources, start, end, but=but)), "resource_id")
    names = dict(Resource.objects.filter(pk__in=rooms).values_list("pk", "name")) if rooms else {}
    found = [Conflict(Clash.ROOM, names[key], *_first(spans), len(spans)) for key, spans in rooms.items()]
    taken_people = _grouped(overlapping(days, busy(people, start, end, but=but)), "person_id")
    who = {one.pk: one.full_name for one in Person.objects.filter(pk__in=taken_people)} if taken_people else {}
    found += [Conflict(Clash.PERSON, who[key], *_first(spans), len(spans)) for key, spans in taken_people.items()]
    return found + _closures(days)


def _closures(days: Sequence[PlannedDay]) -> list[Conflict]:
    closed = closed_days()
    named = [(closed.name_of(day.day), day) for day in days if not day.reason]
    met = [(name, day) for name, day in named if name]
    if not met:
        return []
    name, day = met[0]
    return [Conflict(Clash.CLOSED, name, day.starts_at, day.ends_at, len(met))]


def _grouped(spans: Iterable[S], key: str) -> dict[int, list[S]]:
    groups: dict[int, list[S]] = {}
    for span in spans:
        groups.setdefault(getattr(span, key), []).append(span)
    return groups


def _first(spans: Sequence[_Span]) -> tuple[datetime, datetime]:
    return spans[0].starts_at, spans[0].ends_at
