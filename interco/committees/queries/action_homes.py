"""Actions that belong to no body: each application above that makes some registers here who reads and who keeps them.

    register_home(SheetActions())

A home knows its own actions only; an action of no body that no home knows is its owner's and nobody else's.
"""

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from interco.committees.models import Action
from interco.foundation.core.actor import Actor
from interco.organisation.models import Post


class ActionHome(Protocol):
    """What an application knows of the actions it made."""

    name: str

    def readable(self, actor: Actor) -> QuerySet[Any, Any]:
        """Keys of its actions that the actor may read, as the values of a subquery."""
        ...

    def keeps(self, actor: Actor, action: Action) -> bool:
        """Whether the actor corrects this action: its title, its owner, its date."""
        ...

    def posts(self, action: Action) -> QuerySet[Post]:
        """Posts that may own the action, beside those that lead a unit."""
        ...


_homes: dict[str, ActionHome] = {}


def register_home(home: ActionHome) -> None:
    """Add a home, or replace the one of the same name."""
    _homes[home.name] = home


def readable_at_home(actor: Actor) -> Q:
    """Actions the actor reads because their home says so."""
    rule = Q(pk__in=())
    for name in sorted(_homes):
        rule |= Q(pk__in=_homes[name].readable(actor))
    return rule


def kept_at_home(actor: Actor, action: Action) -> bool:
    """Whether a home lets the actor correct the action."""
    return any(home.keeps(actor, action) for home in _homes.values())


def posts_at_home(action: Action) -> Q:
    """Posts that may own an action of no body, as a condition on their keys (`post_id`)."""
    rule = Q(post_id__in=())
    for home in _homes.values():
        rule |= Q(post_id__in=home.posts(action).values("pk"))
    return rule
