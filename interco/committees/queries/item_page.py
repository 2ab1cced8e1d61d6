"""What the page of an item shows beside the item itself: its brief, its files, its fil, what comes next."""

from dataclasses import dataclass

from django.db.models import QuerySet

from interco.committees.enums import ItemState
from interco.committees.models import Attachment, Decision, DecisionBrief, Item, ItemEvent
from interco.organisation.models import CollectivityVersion, UnitVersion


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The page of an item."""

    brief: DecisionBrief | None
    attachments: list[Attachment]
    events: list[ItemEvent]
    decisions: list[Decision]
    unit_name: str
    units: list[str]
    communes: list[str]

    @property
    def has_brief(self) -> bool:
        """Whether something was written in the brief."""
        return self.brief is not None and self.brief.updated_at is not None


def item_page(item: Item, decisions: QuerySet[Decision]) -> ItemPage:
    """Read it, as of today's names; `decisions` are those the reader may see. Seven queries."""
    return ItemPage(
        brief=DecisionBrief.objects.filter(item=item).first(),
        attachments=list(item.attachments.select_related("file")),
        events=list(item.events.select_related("meeting")),
        decisions=list(decisions.filter(item=item).select_related("meeting")),
        unit_name=_unit_name(item),
        units=_last_names(UnitVersion.objects.filter(unit__in=item.units_concerned.all()), "unit_id"),
        communes=_last_names(
            CollectivityVersion.objects.filter(collectivity__in=item.communes_concerned.all()), "collectivity_id"
        ),
    )


def _unit_name(item: Item) -> str:
    versions = UnitVersion.objects.filter(unit_id=item.unit_id).order_by("-starts_on")
    return versions.values_list("name", flat=True).first() or ""


def _last_names(versions: QuerySet[UnitVersion] | QuerySet[CollectivityVersion], identity: str) -> list[str]:
    """The latest name of each, in alphabetical order."""
    rows: QuerySet[UnitVersion] | QuerySet[CollectivityVersion] = versions.order_by("starts_on")
    return sorted(dict(rows.values_list(identity, "name")).values())


#: What happens next, told on the page of the item.
NEXT_STEP = {
    ItemState.DRAFT: "send",
    ItemState.RETURNED: "send",
    ItemState.SUBMITTED: "judge",
    ItemState.ACCEPTED: "schedule",
    ItemState.SCHEDULED: "session",
}
