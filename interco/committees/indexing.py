"""What the search finds in the committees: items sent to a body, and decisions of the register.

Texts are those of the day of indexing; who sees them is asked of the policies at each search.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import DecisionState, ItemState
from interco.committees.models import Decision, Item
from interco.committees.policies import decisions, items
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.foundation.search.queries.providers import Content


def _told(rows: QuerySet[Item]) -> QuerySet[Item, Any]:
    """What is told of items that were sent."""
    return rows.exclude(state=ItemState.DRAFT).values_list(
        "public_id", "title", "reference", "decision_asked", "body__code", "rapporteur__first_name",
        "rapporteur__last_name", "submitted_at",
    )  # fmt: skip


#: Asked each time an item is sent (ADR 0006).
_ITEM = Prepared(lambda key: _told(Item.objects.filter(pk=key)), int)


class ItemsProvider:
    """Items, from the moment they are sent."""

    kind = "item"
    label = _("Point")
    plural = _("Points")
    icon = "file-text"
    weight = 30
    model = Item
    route = "item"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """One query for any number of items; drafts are not found."""
        rows = _ITEM(next(iter(keys))) if len(keys) == 1 else _told(Item.objects.filter(pk__in=keys))
        for public_id, title, reference, asked, code, first_name, last_name, submitted_at in rows:
            yield Content(
                object_id=public_id, title=title, reference=reference, body=asked,
                detail=f"{code}, {first_name} {last_name}", day=submitted_at.date() if submitted_at else None,
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Item]:
        """The rule of the items."""
        return items.visible_to(actor)


class DecisionsProvider:
    """Decisions that have their number."""

    kind = "decision"
    label = _("Décision")
    plural = _("Décisions")
    icon = "decision"
    weight = 30
    model = Decision
    route = "decision"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """One query for any number of decisions."""
        for row in Decision.objects.filter(pk__in=keys).exclude(state=DecisionState.DRAFT):
            yield Content(
                object_id=row.public_id, title=row.title, reference=row.reference, body=row.text,
                detail=row.get_outcome_display(), day=row.decided_at.date(),
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Decision]:
        """The rule of the register."""
        return decisions.visible_to(actor)
