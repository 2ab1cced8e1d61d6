"""Events of the agendas, planned by the services themselves."""

from datetime import date, time
from typing import Any

from interco.config.demo.organisation import Built
from interco.scheduling.models import AgendaDelegation, Event, Resource
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.services.events import plan_event
from tests.cast import actor


def content(**fields: Any) -> EventContent:
    """A meeting of an hour, Wednesday 9 December 2026 at 10:00."""
    given: dict[str, Any] = {"title": "Point DGA", "first_on": date(2026, 12, 9), "at": time(10), "minutes": 60}
    return EventContent(**{**given, **fields})


def an_event(
    cast: Built, *, owner: str = "dgs", by: str | None = None, guests: tuple[str, ...] = (),
    resources: tuple[Resource, ...] = (), outside: tuple[tuple[str, str], ...] = (), **fields: Any,
) -> Event:  # fmt: skip
    """An event in an agenda of the cast, with guests of the cast and from outside."""
    asked = [GuestAsked(person_id=cast.people[key].pk) for key in guests]
    asked += [GuestAsked(name=name, address=address) for name, address in outside]
    return plan_event(
        content(**fields), owner=cast.people[owner], guests=asked, resources=resources, by=actor(cast, by or owner)
    )


def a_room(name: str = "Salle A", **fields: Any) -> Resource:
    """A room that can be booked."""
    return Resource.objects.create(name=name, **fields)


def entrust(cast: Built, owner: str, delegate: str, **fields: Any) -> AgendaDelegation:
    """The owner's agenda kept by somebody since the beginning of the cast."""
    people = cast.people
    given: dict[str, Any] = {"starts_on": date(2026, 1, 1)}
    return AgendaDelegation.objects.create(owner=people[owner], delegate=people[delegate], **{**given, **fields})
