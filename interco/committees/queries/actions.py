"""Actions as they are followed: mine, late, all; with who holds each post today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, When

from interco.committees.enums import ActionState
from interco.committees.models import Action
from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.organisation.queries.holders import Holder, holders_on

OPEN = frozenset({ActionState.TODO, ActionState.DOING})


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action and its owner of today; `late_days` is positive when it is overdue."""

    action: Action
    owner: Holder | None
    late_days: int


def owned_by(actor: Actor) -> Q:
    """Actions of the posts the actor holds today."""
    return Q(owner_post_id__in=actor.post_ids)


def followed(readable: QuerySet[Action], actor: Actor, view: str) -> QuerySet[Action]:
    """`mine` open ones, `late` ones of everybody, the nearest date first; `all` of them, then those that ended, the last first."""
    found = readable.select_related("decision", "item", "body")
    if view == "mine":
        found = found.filter(owned_by(actor), state__in=OPEN)
    elif view == "late":
        found = found.filter(state__in=OPEN, due_on__lt=actor.today)
    is_open = When(state__in=OPEN, then=F("due_on"))
    return found.order_by(Case(is_open, default=None).asc(nulls_last=True), "-due_on", "pk")


def lines(rows: list[Action], day: date, people: QuerySet[Person]) -> list[ActionLine]:
    """Each action with the owner of that day, named when they are of these `people`. Three queries."""
    holders = holders_on((row.owner_post_id for row in rows), day, people)
    return [
        ActionLine(row, holders.get(row.owner_post_id), (day - row.due_on).days if row.state in OPEN else 0)
        for row in rows
    ]
