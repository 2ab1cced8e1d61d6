"""Building the agenda: place, remove, order, set minutes. Each gesture is told to the open screens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Item, Meeting
from interco.committees.policies.meetings import check_can_prepare
from interco.committees.rules.agenda_budget import Section, section_of
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_agenda
from interco.committees.services.items import check_duration
from interco.committees.services.lifecycle import advance_item
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid

#: Items that may enter an agenda; a proposal placed is accepted by the same gesture.
PLACEABLE = frozenset({ItemState.SUBMITTED, ItemState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Place:
    """A line of an arrangement: which item (its `public_id`), for how many minutes."""

    item: str
    minutes: int


def arrangement(meeting: Meeting) -> tuple[Place, ...]:
    """The agenda as it stands, to be put back by `arrange`. One query."""
    rows = meeting.items.order_by("position", "pk").values_list("public_id", "duration_minutes")
    return tuple(Place(public_id, minutes) for public_id, minutes in rows)


@transaction.atomic
def place_item(item: Item, *, meeting: Meeting, by: Actor, position: int | None = None) -> Item:
    """Put an item on the agenda: at a position from 1, or after the last item of its section."""
    _lock(meeting, by, item)
    if item.body_id != meeting.body_id:
        raise Invalid(_("Ce point est proposé à une autre instance."))
    _schedule(meeting, item, by)
    rows = [row for row in _rows(meeting) if row.pk != item.pk]
    index = _end_of_section(rows, item.kind) if position is None else max(0, min(position - 1, len(rows)))
    _renumber([*rows[:index], item, *rows[index:]])
    tell(meeting, "agenda", by=by, placed=item.public_id)
    return item


@transaction.atomic
def remove_item(item: Item, *, by: Actor) -> Item:
    """Take an item off the agenda: it waits again, accepted, for this session or another."""
    meeting = _agenda_of(item, by)
    said = stored("Retiré de l’ordre du jour")
    advance_item(item, to=ItemState.ACCEPTED, by=by, reason=said, meeting=meeting, wished_meeting=meeting)
    _renumber(_rows(meeting))
    tell(meeting, "agenda", by=by, removed=item.public_id)
    return item


@transaction.atomic
def move_item(item: Item, *, to_position: int, by: Actor) -> Item:
    """Move an item to a position from 1; beyond the ends it stays at the end."""
    meeting = _agenda_of(item, by)
    rows = [row for row in _rows(meeting) if row.pk != item.pk]
    index = max(0, min(to_position - 1, len(rows)))
    _renumber([*rows[:index], item, *rows[index:]])
    item.refresh_from_db(fields=["position"])
    _record_order(meeting, by)
    return item


@transaction.atomic
def reorder_agenda(meeting: Meeting, *, order: Sequence[str], by: Actor) -> None:
    """Put the items in the order given by `public_id`: all of them, each once, or `Conflict`."""
    _lock(meeting, by)
    rows = {row.public_id: row for row in _rows(meeting)}
    if len(order) != len(rows) or set(order) != set(rows):
        raise Conflict(_("L’ordre du jour a changé entre-temps : rechargez la page puis recommencez."))
    _renumber([rows[public_id] for public_id in order])
    _record_order(meeting, by)


@transaction.atomic
def set_duration(item: Item, *, minutes: int, by: Actor) -> Item:
    """Set the minutes planned for an item of the agenda."""
    meeting = _agenda_of(item, by)
    check_duration(minutes, meeting.body)
    before, item.duration_minutes = item.duration_minutes, minutes
    item.version += 1  # whoever corrects the item at this moment is told
    item.save(update_fields=["duration_minutes", "version"])
    journal.record("item.duration_set", by=by, subject=item, facts={"from": before, "to": minutes})
    tell(meeting, "agenda", by=by, changed=item.public_id)
    return item


@transaction.atomic
def set_opening(meeting: Meeting, *, minutes: int, by: Actor) -> Meeting:
    """Set the minutes kept at the opening for the follow-up of actions; none when there is no such opening."""
    _lock(meeting, by)
    if not 0 <= minutes <= meeting.duration_minutes:
        raise Invalid(_("Le suivi prend de 0 à %s minutes.") % meeting.duration_minutes, field="follow_up_minutes")
    before, meeting.follow_up_minutes = meeting.follow_up_minutes, minutes
    meeting.save(update_fields=["follow_up_minutes"])
    journal.record("meeting.opening_set", by=by, subject=meeting, facts={"from": before, "to": minutes})
    tell(meeting, "agenda", by=by, opening=minutes)
    return meeting


@transaction.atomic
def arrange(meeting: Meeting, places: Sequence[Place], *, by: Actor) -> None:
    """Put the agenda back as it was: its items, their order and their minutes, whatever one gesture changed since."""
    wanted = {place.item: place for place in places}
    _lock(meeting, by, *Item.objects.filter(public_id__in=wanted, body=meeting.body))
    present = {row.public_id: row for row in _rows(meeting)}
    for public_id, item in present.items():
        if public_id not in wanted:
            advance_item(item, to=ItemState.ACCEPTED, by=by, meeting=meeting)
    missing = set(wanted) - set(present)
    found = Item.objects.filter(public_id__in=missing, body=meeting.body, state__in=PLACEABLE, meeting=None)
    for item in found:
        _schedule(meeting, item, by)
    rows = {row.public_id: row for row in _rows(meeting)}
    if set(rows) != set(wanted):
        raise Conflict(_("L’ordre du jour a changé entre-temps : ce geste ne s’annule plus."))
    for public_id, place in wanted.items():
        check_duration(place.minutes, meeting.body)
        if rows[public_id].duration_minutes != place.minutes:
            rows[public_id].duration_minutes = place.minutes
            rows[public_id].version += 1
    Item.objects.bulk_update(rows.values(), ["duration_minutes", "version"])
    _renumber([rows[place.item] for place in places])
    _record_order(meeting, by)


def _lock(meeting: Meeting, by: Actor, *others: Item) -> None:
    """The meeting's row orders those who build the same agenda; any gesture may number all of its items again."""
    hold_agenda(meeting, *others)
    check_can_prepare(by, meeting)


def _rows(meeting: Meeting) -> list[Item]:
    return list(Item.objects.filter(meeting=meeting).order_by("position", "pk"))


def _agenda_of(item: Item, by: Actor) -> Meeting:
    """The locked meeting of an item that may still be moved about, or a refusal."""
    item.refresh_from_db(fields=["meeting"])
    meeting = item.meeting
    if meeting is None:
        raise Conflict(_("Ce point n’est plus à l’ordre du jour : rechargez la page."))
    _lock(meeting, by, item)
    if item.meeting_id != meeting.pk:
        raise Conflict(_("Ce point n’est plus à l’ordre du jour : rechargez la page."))
    if item.state != ItemState.SCHEDULED and meeting.state != MeetingState.OPEN:
        raise Invalid(_("Ce point n’est plus inscrit : il ne se déplace plus."))
    return meeting


def _schedule(meeting: Meeting, item: Item, by: Actor) -> None:
    if item.state == ItemState.SUBMITTED:
        advance_item(item, to=ItemState.ACCEPTED, by=by, meeting=meeting)
    advance_item(item, to=ItemState.SCHEDULED, by=by, meeting=meeting)


def _end_of_section(rows: Sequence[Item], kind: str) -> int:
    """After the last item of the same section, else after those of the sections that usually come before it."""
    order = list(Section)
    rank = order.index(section_of(kind))
    same = [index for index, row in enumerate(rows) if section_of(row.kind) == section_of(kind)]
    if same:
        return same[-1] + 1
    before = [index for index, row in enumerate(rows) if order.index(section_of(row.kind)) < rank]
    return before[-1] + 1 if before else 0


def _renumber(rows: Sequence[Item]) -> None:
    changed = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            changed.append(row)
    Item.objects.bulk_update(changed, ["position"])


def _record_order(meeting: Meeting, by: Actor) -> None:
    journal.record("meeting.agenda_ordered", by=by, subject=meeting, facts={"items": meeting.items.count()})
    tell(meeting, "agenda", by=by, ordered=True)
