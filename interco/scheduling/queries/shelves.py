"""Calendars of things that are not people: what an application above lets somebody subscribe to (the sessions of a body).

    register(Bodies())      # in the `apps.py` of the application

A shelf is named `kind:key`. It gives only what the policies of its application let the actor read, asked anew at each
reading. `watched` are the subjects of the journal whose facts may change it: the journal tells feeds that nothing did.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from interco.foundation.core.actor import Actor
from interco.scheduling.queries.sources import Entry

#: Facts about events, about whose agenda is whose and about who may read, whatever the applications above add.
OWN = (
    "scheduling.event", "scheduling.agendadelegation", "organisation.person", "organisation.post",
    "organisation.assignment", "accounts.user",
)  # fmt: skip


class Shelf(NamedTuple):
    """Something to subscribe to, by its full name."""

    name: str
    label: str


class Shelves(Protocol):
    """What an application gives to subscribe to."""

    kind: str
    watched: tuple[str, ...]

    def choices(self, actor: Actor) -> Iterable[Shelf]:
        """Those the actor may read today."""
        ...

    def entries(self, actor: Actor, key: str, start: datetime, end: datetime) -> Iterable[Entry]:
        """What one of them holds between two instants, cancelled sessions included; nothing when it may not be read."""
        ...


_kinds: dict[str, Shelves] = {}


def register(shelves: Shelves) -> None:
    """Add a kind, or replace the one of the same name."""
    _kinds[shelves.kind] = shelves


def choices(actor: Actor) -> list[Shelf]:
    """Everything the actor may subscribe to, agendas aside."""
    return [shelf for kind in _kinds.values() for shelf in kind.choices(actor)]


def entries_of(actor: Actor, name: str, start: datetime, end: datetime) -> Iterable[Entry]:
    """What a shelf holds between two instants; nothing when it is unknown."""
    kind, _sep, key = name.partition(":")
    return _kinds[kind].entries(actor, key, start, end) if kind in _kinds else ()


def watched() -> tuple[str, ...]:
    """The subjects of the journal that may change a feed."""
    return tuple(dict.fromkeys([*OWN, *(subject for kind in _kinds.values() for subject in kind.watched)]))
