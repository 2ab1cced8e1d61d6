"""What the search finds in the committees: items sent to a body, and decisions of the register.

Texts are those of the day of indexing; who sees them is asked of the policies at each search.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import DecisionState, ItemState
from interco.committees.models import Decision, Item
from interco.committees.policies import decisions, items
from interco.foundation.core.actor import Actor
from interco.foundation.search.queries.providers import Content


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
        rows = Item.objects.filter(pk__in=keys).exclude(state=ItemState.DRAFT).select_related("body", "rapporteur")
        for row in rows:
            yield Content(
                object_id=row.public_id, title=row.title, reference=row.reference, body=row.decision_asked,
                detail=f"{row.body.code}, {row.rapporteur.full_name}",
                day=row.submitted_at.date() if row.submitted_at else None,
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
