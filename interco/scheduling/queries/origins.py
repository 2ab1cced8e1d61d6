"""Where an event comes from, when an application above planned it: each registers its own in its `apps.py`.

A source gives only what its own policies let the actor read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOrigin:
    """Something to go back to: « Demande D-2026-031 », its page."""

    name: str
    url: str


class EventOriginSource(Protocol):
    """What an application knows of the origin of events."""

    name: str

    def of_event(self, event: Event, actor: Actor) -> Iterable[EventOrigin]:
        """Where the event comes from, as far as the actor may read it."""
        ...


_sources: dict[str, EventOriginSource] = {}


def register_event_origin(source: EventOriginSource) -> None:
    """Add a source, or replace the one of the same name."""
    _sources[source.name] = source


def origins_of_event(event: Event, actor: Actor) -> list[EventOrigin]:
    """All the origins of an event that the actor may read."""
    return [origin for name in sorted(_sources) for origin in _sources[name].of_event(event, actor)]
