"""One action and its thread: where it comes from, who carries it, what happened to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import ActionState
from interco.committees.models import Action, Decision, Item
from interco.committees.queries.actions import OPEN
from interco.foundation.audit.queries.history import Happening, history_of
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Person
from interco.organisation.queries.holders import Holder, holders_on


@dataclass(frozen=True, slots=True)
class Step:
    """A fact of the thread, told in words."""

    happening: Happening
    told: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Everything the sheet shows. `item` and `decision` are missing when its reader may not read them."""

    action: Action
    owner: Holder | None
    contributors: list[Holder]
    item: Item | None
    decision: Decision | None
    steps: list[Step]
    late_days: int


def action_page(
    action: Action, *, items: QuerySet[Item], decisions: QuerySet[Decision], people: QuerySet[Person], day: date
) -> ActionPage:
    """The sheet of an action, for somebody who reads these `items`, `decisions` and names. Nine queries, whatever its history."""
    others = list(action.contributor_posts.values_list("pk", flat=True))
    holders = holders_on([action.owner_post_id, *others], day, people)
    item = items.filter(pk=action.item_id).first() if action.item_id else None
    decision = decisions.filter(pk=action.decision_id).first() if action.decision_id else None
    steps = [Step(one, _told(one)) for one in history_of(action)]
    return ActionPage(
        action=action, owner=holders.get(action.owner_post_id), contributors=[holders[key] for key in others],
        item=item, decision=decision, steps=steps, late_days=(day - action.due_on).days if action.state in OPEN else 0,
    )  # fmt: skip


def _told(one: Happening) -> str:
    """A fact in words; an event of another version of interco keeps its name."""
    kind = one.event.removeprefix("action.")
    if kind == "edited":
        return _edition(one.facts.get("changed", {}))
    if kind == "rescheduled":
        return _("Échéance ou pilote changés")
    words = {
        "written": _("Action écrite"), "evidence": _("Avancement noté"), ActionState.TODO: _("Remise à faire"),
        ActionState.DOING: _("Commencée"), ActionState.DONE: _("Faite"), ActionState.CANCELLED: _("Abandonnée"),
    }  # fmt: skip
    return words.get(kind, one.event)


def _edition(changed: dict[str, list[object]]) -> str:
    parts = []
    if "due_on" in changed:
        before, after = (
            dates.day(date.fromisoformat(str(day)), language(), weekday=False) for day in changed["due_on"]
        )
        parts.append(_("échéance du %(before)s portée au %(after)s") % {"before": before, "after": after})
    if "owner_post" in changed:
        parts.append(_("pilote changé"))
    if "contributors" in changed:
        parts.append(_("contributeurs changés"))
    if "title" in changed:
        parts.append(_("intitulé changé"))
    told = ", ".join(parts) or _("rien de changé")
    return told[:1].upper() + told[1:]
