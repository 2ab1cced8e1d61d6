"""Who acts, with which rights, and when.

An `Actor` is built once at the edge (a request, a command, a task) and passed down as `by=`: no service reads
the clock nor the session. Example: `submit_item(by=actor, …)` writes `actor.person_id` and `actor.at`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Protocol

from interco.foundation.core.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person (or the machine) acting at an instant. `post_ids`, `unit_ids`, `led_unit_ids` are those of `today`."""

    at: datetime
    zone: tzinfo = UTC
    user_id: int | None = None
    person_id: int | None = None
    name: str = ""
    title: str = ""
    roles: frozenset[str] = frozenset()
    collectivity_id: int | None = None
    post_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    led_unit_ids: frozenset[int] = frozenset()
    preferences: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def today(self) -> date:
        """The day it is in the territory."""
        return self.at.astimezone(self.zone).date()

    @property
    def is_signed_in(self) -> bool:
        """Whether an account stands behind this actor."""
        return self.user_id is not None

    def has(self, *roles: Role) -> bool:
        """Whether the actor carries one of the roles."""
        return any(role in self.roles for role in roles)


def anonymous(at: datetime) -> Actor:
    """The actor of a visitor who has not signed in."""
    return Actor(at=at)


def system_actor(at: datetime, zone: tzinfo = UTC) -> Actor:
    """The actor of the machine itself (commands, tasks)."""
    return Actor(at=at, zone=zone, name="interco", roles=frozenset({Role.SYSTEM}))


class ActorBuilder(Protocol):
    """Tells who an account is in the organisation; registered by the application that knows."""

    def __call__(self, user_id: int, at: datetime) -> Actor | None:
        """The actor behind the account, or nothing when it may not act any more."""


_builders: list[ActorBuilder] = []


def register_actor_builder(builder: ActorBuilder) -> None:
    """Called once by the organisation's `apps.py`."""
    _builders[:] = [builder]


def actor_of(user_id: int | None, at: datetime) -> Actor:
    """The actor behind an account at an instant; anonymous when there is none."""
    if user_id is None or not _builders:
        return anonymous(at)
    return _builders[0](user_id, at) or anonymous(at)


ActorFactory = Callable[[], Actor]
