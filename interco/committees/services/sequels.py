"""What the applications above do when items end in a session: each registers its own in its `apps.py`.

    register_sequel("secretariat.requests", bring_back)

Called in the transaction that closes the session, once the decisions are sealed: what it writes stands or falls with it.
"""

from collections.abc import Sequence
from typing import Protocol

from interco.committees.models import Item
from interco.foundation.core.actor import Actor


class Sequel(Protocol):
    """What follows the end of items, in a constant number of queries when none of them matters."""

    def __call__(self, items: Sequence[Item], *, by: Actor) -> None:
        """`items` are closed; `by` closed the session."""
        ...


_sequels: dict[str, Sequel] = {}


def register_sequel(name: str, sequel: Sequel) -> None:
    """Add a sequel, or replace the one of the same name."""
    _sequels[name] = sequel


def tell_of_ended(items: Sequence[Item], *, by: Actor) -> None:
    """Have every application do what follows."""
    if items:
        for name in sorted(_sequels):
            _sequels[name](items, by=by)
