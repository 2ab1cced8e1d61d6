"""Building an agenda: placing an item, taking it off, putting items in order, giving them minutes."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import ItemState
from interco.committees.models import Item, Meeting
from interco.committees.policies.items import check_can_judge
from interco.committees.policies.meetings import check_can_prepare
from interco.committees.rules.agenda_budget import Section, section_of
from interco.committees.services.broadcast import tell
from interco.committees.services.items import check_duration
from interco.committees.services.lifecycle import advance_item
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.models import refresh

SECTION_ORDER = {section: rank for rank, section in enumerate(Section)}


@transaction.atomic
def place_item(item: Item, *, meeting: Meeting, by: Actor) -> Item:
    """Put an accepted item on the agenda, at the end of its section; a submitted one is accepted by the same gesture."""
    refresh(meeting)
    check_can_judge(by, item)
    check_can_prepare(by, meeting)
    if item.body_id != meeting.body_id:
        raise Invalid(_("Ce point est proposé à une autre instance."))
    if item.state == ItemState.SUBMITTED:
        advance_item(item, to=ItemState.ACCEPTED, by=by, meeting=meeting)
    order = list(meeting.items.order_by("position", "pk"))
    advance_item(item, to=ItemState.SCHEDULED, by=by, meeting=meeting)
    here = SECTION_ORDER[section_of(item.kind)]
    place = sum(1 for other in order if SECTION_ORDER[section_of(other.kind)] <= here)
    order.insert(place, item)
    _number(order)
    tell(meeting, "agenda", by=by)
    return item


@transaction.atomic
def remove_item(item: Item, *, by: Actor) -> Item:
    """Take an item off the agenda: it is accepted again and waits to be placed."""
    meeting = item.meeting
    if meeting is None:
        raise Invalid(_("Ce point n’est inscrit à aucune séance."))
    check_can_prepare(by, meeting)
    if item.state != ItemState.SCHEDULED:
        raise Invalid(_("Ce point est déjà traité : il ne quitte plus l’ordre du jour."))
    advance_item(item, to=ItemState.ACCEPTED, by=by, reason=_("Retiré de l’ordre du jour"))
    item.wished_meeting = meeting
    item.save(update_fields=["wished_meeting"])
    _number(list(meeting.items.order_by("position", "pk")))
    tell(meeting, "agenda", by=by)
    return item


@transaction.atomic
def reorder_agenda(meeting: Meeting, *, order: Sequence[str], by: Actor) -> None:
    """Put the items in the order of their public identifiers; `Conflict` when the agenda is no longer made of these."""
    refresh(meeting)
    check_can_prepare(by, meeting)
    items = {item.public_id: item for item in meeting.items.all()}
    if len(order) != len(set(order)) or set(order) != set(items):
        raise Conflict(_("L’ordre du jour a changé pendant que vous le rangiez. Le voici à jour."))
    _number([items[key] for key in order])
    journal.record("meeting.agenda_ordered", by=by, subject=meeting, facts={"order": list(order)})
    tell(meeting, "agenda", by=by)


@transaction.atomic
def set_duration(item: Item, *, minutes: int, by: Actor) -> Item:
    """Give an item so many minutes."""
    check_can_judge(by, item)
    if item.meeting is not None:
        check_can_prepare(by, item.meeting)
    check_duration(minutes, item.body)
    refresh(item)
    before, item.duration_minutes = item.duration_minutes, minutes
    item.version += 1
    item.save(update_fields=["duration_minutes", "version"])
    journal.record("item.duration", by=by, subject=item, facts={"from": before, "to": minutes})
    if item.meeting is not None:
        tell(item.meeting, "agenda", by=by)
    return item


def _number(order: list[Item]) -> None:
    """Write positions 1, 2, 3… where they changed: one statement."""
    moved = []
    for position, item in enumerate(order, start=1):
        if item.position != position:
            item.position = position
            moved.append(item)
    Item.objects.bulk_update(moved, ["position"])
