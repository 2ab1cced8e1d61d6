"""Where an item or an action comes from, when an application above made it: each registers its own in its `apps.py`.

    register_origin(RequestOrigins())

A source gives only what its own policies let the actor read, in a constant number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from interco.committees.models import Action, Item
from interco.foundation.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Something to go back to: « Demande D-2026-031 », its object, its page."""

    name: str
    title: str
    url: str


class OriginSource(Protocol):
    """What an application knows of the origin of items and actions."""

    name: str

    def of_item(self, item: Item, actor: Actor) -> Iterable[Origin]:
        """Where the item comes from, as far as the actor may read it."""
        ...

    def of_action(self, action: Action, actor: Actor) -> Iterable[Origin]:
        """Where the action comes from, as far as the actor may read it."""
        ...


_sources: dict[str, OriginSource] = {}


def register_origin(source: OriginSource) -> None:
    """Add a source, or replace the one of the same name."""
    _sources[source.name] = source


def origins_of_item(item: Item, actor: Actor) -> list[Origin]:
    """All the origins of an item that the actor may read."""
    return [origin for name in sorted(_sources) for origin in _sources[name].of_item(item, actor)]


def origins_of_action(action: Action, actor: Actor) -> list[Origin]:
    """All the origins of an action that the actor may read."""
    return [origin for name in sorted(_sources) for origin in _sources[name].of_action(action, actor)]
