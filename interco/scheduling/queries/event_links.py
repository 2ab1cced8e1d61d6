"""What an application above adds to the page of an event: the sheet of its meeting, what prepares it.

    register_event_links("secretariat.sheets", sheet_links)

A source gives only what its own policies let the actor read or do, in a constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """A page to go to, or a gesture that makes it (`is_sent`) with its `fields`. `note` says where it stands."""

    label: str
    url: str
    note: str = ""
    is_sent: bool = False
    fields: tuple[tuple[str, str], ...] = ()


EventLinks = Callable[[Event, date, Actor], Iterable[EventLink]]
_sources: dict[str, EventLinks] = {}


def register_event_links(name: str, source: EventLinks) -> None:
    """Add a source, or replace the one of the same name."""
    _sources[name] = source


def links_of_event(event: Event, day: date, actor: Actor) -> list[EventLink]:
    """Everything that stands beside this day of an event, for this reader."""
    return [link for name in sorted(_sources) for link in _sources[name](event, day, actor)]
