"""The one place where an item changes state. Every gesture of the trade (submit, schedule, decide…) ends here.

The caller has checked who may; this service checks that the step exists (`ITEM_TRANSITIONS`), writes it with its reason
in the item's history and in the journal, and frees the place in the agenda when the item leaves it.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import ITEM_TRANSITIONS, ItemState, MeetingState
from interco.committees.models import Item, ItemEvent, Meeting
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import many_lines
from interco.foundation.core.writing import insert, update

#: Steps that leave the agenda: the item keeps no meeting and no position.
LEAVES_AGENDA = frozenset({ItemState.ACCEPTED, ItemState.RETURNED, ItemState.WITHDRAWN})
#: Steps that must say why.
NEEDS_REASON = frozenset({ItemState.RETURNED})


@transaction.atomic
def advance_item(
    item: Item, *, to: ItemState, by: Actor, reason: str = "", meeting: Meeting | None = None, held: bool = False,
    **also: Any,
) -> ItemEvent:  # fmt: skip
    """Move an item to a state, or raise `Invalid` with a sentence and change nothing.

    The row is read again under a lock first, unless the caller has just `held` or written it: save your own changes of
    `item` before or after, not around. `meeting` is the session the step happens at; it is required to schedule, and
    defaults to the item's own. `also` are other fields that the step writes.
    """
    if not held:
        refresh(item)
    _check_step(item, to, reason, meeting)
    origin, at_meeting = item.state, meeting or item.meeting
    item.state = to
    if to in LEAVES_AGENDA:
        item.meeting, item.position = None, None
    elif to == ItemState.SCHEDULED:
        item.meeting = at_meeting
    for name, value in also.items():
        setattr(item, name, value)
    item.version += 1
    update(item, "state", "meeting", "position", "version", *also)
    said = many_lines(reason, field="reason")
    event = insert(ItemEvent(
        item=item, at=by.at, actor_name=by.name, from_state=origin, to_state=to, reason=said, meeting=at_meeting,
    ))  # fmt: skip
    facts = {"from": origin, "to": to, "reference": item.reference}
    if at_meeting is not None:
        facts["meeting"] = at_meeting.public_id
    journal.record(f"item.{to}", by=by, subject=item, facts=facts)
    return event


def close_ranks(meeting: Meeting) -> None:
    """Number the items of an agenda again from 1, when one of them left it."""
    rows = list(Item.objects.filter(meeting=meeting).order_by("position", "pk"))
    for position, row in enumerate(rows, start=1):
        row.position = position
    Item.objects.bulk_update(rows, ["position"])


def _check_step(item: Item, to: ItemState, reason: str, meeting: Meeting | None) -> None:
    if to not in ITEM_TRANSITIONS[item.state]:
        raise Invalid(
            _("Le point « %(title)s » est « %(state)s » : il ne peut pas devenir « %(to)s ».")
            % {"title": item.title, "state": ItemState(item.state).label, "to": ItemState(to).label}
        )
    if to in NEEDS_REASON and not reason.strip():
        raise Invalid(_("Dites en une phrase pourquoi le point est renvoyé."), field="reason")
    if to == ItemState.SCHEDULED:
        at_meeting = meeting or item.meeting
        if at_meeting is None:
            raise Invalid(_("Dites à quelle séance le point est inscrit."), field="meeting")
        if at_meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
            raise Invalid(
                _("La séance est %(state)s : rien ne peut plus y être inscrit.")
                % {"state": MeetingState(at_meeting.state).label},
                field="meeting",
            )
