"""What the applications above do when the days of an event change: each registers its own in its `apps.py`.

    register_event_sequel("secretariat.preparations", follow_event)

Called in the transaction of the change, once the days are written: what it writes stands or falls with it.
"""

from typing import Protocol

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event


class EventSequel(Protocol):
    """What follows a change of days: one query when it does not matter to it."""

    def __call__(self, event: Event, *, by: Actor, continued_by: Event | None = None) -> None:
        """`continued_by` is the series that has the days taken off `event`, when there is one."""
        ...


_sequels: dict[str, EventSequel] = {}


def register_event_sequel(name: str, sequel: EventSequel) -> None:
    """Add a sequel, or replace the one of the same name."""
    _sequels[name] = sequel


def tell_of_days(event: Event, *, by: Actor, continued_by: Event | None = None) -> None:
    """Have every application do what follows."""
    for name in sorted(_sequels):
        _sequels[name](event, by=by, continued_by=continued_by)
