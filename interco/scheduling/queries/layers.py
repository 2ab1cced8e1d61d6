"""The layers of the agenda: my own, those I keep, a colleague's, sessions, rooms, closed days; each can be switched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.scheduling.models import Resource
from interco.scheduling.queries.access import agendas_open_to, is_of_the_house, kept_agendas
from interco.scheduling.queries.agenda import EVENTS, entries, event_entries
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.queries.outside_busy import LINKED, read_elsewhere
from interco.scheduling.queries.sources import Entry, sources

CLOSED, ROOM, PERSON = "closed", "room-", "of-"


@dataclass(frozen=True, slots=True)
class Layer:
    """A switch: `tone` is its mark in the drawing (0 for one's own)."""

    key: str
    label: str
    is_on: bool
    tone: int
    person_id: int | None = None
    resource_id: int | None = None


def layers_of(actor: Actor, chosen: Collection[str] | None, opened: Person | None) -> list[Layer]:
    """The layers offered. By default all but the rooms; `opened` is a colleague whose agenda is looked at. Five queries."""
    keys = kept_agendas(actor)
    people = sorted(
        Person.objects.filter(pk__in=[*keys, actor.person_id or 0]), key=lambda row: row.pk != actor.person_id
    )
    if opened is not None and opened.pk not in {row.pk for row in people}:
        people.append(opened)
    offered: list[tuple[str, str, int | None, int | None]] = [
        (f"{PERSON}{row.public_id}", row.full_name, row.pk, None) for row in people
    ]
    elsewhere = read_elsewhere([row.pk for row in people])
    beside = sorted(sources(), key=lambda source: source.layer == LINKED)
    offered += [(one.layer, str(one.label), None, None) for one in beside if one.layer != LINKED or elsewhere]
    offered.append((CLOSED, "", None, None))
    if is_of_the_house(actor):
        rooms = Resource.objects.filter(is_open=True).order_by("-kind", "name")
        offered += [(f"{ROOM}{row.public_id}", row.name, None, row.pk) for row in rooms]
    return [
        Layer(key, label, key in chosen if chosen is not None else resource is None, rank, person, resource)
        for rank, (key, label, person, resource) in enumerate(offered)
    ]


def shown(actor: Actor, layers: Sequence[Layer], start: datetime, end: datetime) -> list[Entry]:
    """What the layers that are on show between two instants, each entry under the first layer it belongs to."""
    people: dict[int | None, Layer] = {layer.person_id: layer for layer in layers if layer.person_id and layer.is_on}
    outside = any(layer.key == LINKED and layer.is_on for layer in layers)
    named = [layer.key for layer in layers if layer.is_on and not layer.person_id and not layer.resource_id]
    named = [key for key in named if key != LINKED]
    found: list[Entry] = []
    if people:
        found += [
            _under(entry, people)
            for entry in entries(actor, start, end, people=[key for key in people if key], layers=[EVENTS])
        ]
    if people and outside:
        found += entries(actor, start, end, people=[key for key in people if key], layers=[LINKED])
    if named:
        found += entries(actor, start, end, people=None, layers=named)
    for layer in layers:
        if layer.resource_id and layer.is_on:
            booked = event_entries(actor, start, end, people=None, resource=layer.resource_id)
            found += [replace(entry, layer=layer.key, place=layer.label) for entry in booked]
    return sorted(found, key=lambda one: (one.starts_at, not one.is_whole_day, one.title))


def _under(entry: Entry, people: dict[int | None, Layer]) -> Entry:
    layer = next((layer for person, layer in people.items() if person in entry.people), None)
    return replace(entry, layer=layer.key if layer else entry.layer)


def closed_between(first: date, last: date) -> dict[date, str]:
    """The closed days from a day to another, both included, with their reason. Two queries."""
    closed = closed_days()
    days = (first + timedelta(days=away) for away in range((last - first).days + 1))
    return {day: name for day in days if (name := closed.name_of(day))}


def opened_agenda(actor: Actor, key: str) -> Person | None:
    """The colleague whose agenda is asked for, if it is open to the actor."""
    return agendas_open_to(actor, actor.today).filter(public_id=key).first() if key else None


def bounds(first: date, last: date, actor: Actor) -> tuple[datetime, datetime]:
    """The instants from a day to another, both included, by the clocks of the territory."""
    start = datetime.combine(first, time(), actor.zone)
    return start, datetime.combine(last + timedelta(days=1), time(), actor.zone)
