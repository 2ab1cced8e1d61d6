"""The one place where an item, a session, a decision and an action change state. Every gesture of the trade ends here.

The caller has checked who may; this service checks that the step exists (`…_TRANSITIONS`). For an item it writes it with
its reason in its history and in the journal, and frees the place in the agenda when the item leaves it; for the others
the caller journals what it did.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import (
    ACTION_TRANSITIONS,
    DECISION_TRANSITIONS,
    ITEM_TRANSITIONS,
    MEETING_TRANSITIONS,
    ActionState,
    DecisionState,
    ItemState,
    MeetingState,
)
from interco.committees.models import Action, Decision, Item, ItemEvent, Meeting
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.states import step
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
    if to in ITEM_TRANSITIONS[item.state]:
        _check_reason_and_place(item, to, reason, meeting)
    at_meeting = meeting or item.meeting
    origin = step(item, to, ITEM_TRANSITIONS)
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


def advance_meeting(meeting: Meeting, *, to: MeetingState, is_claimed: bool = False, **written: object) -> None:
    """Move a session whose row is held to a state, with what that step writes of it, or `Invalid`.

    Its version is raised, unless `claim` did.
    """
    step(meeting, to, MEETING_TRANSITIONS)
    for name, value in written.items():
        setattr(meeting, name, value)
    meeting.version += 0 if is_claimed else 1
    meeting.save(update_fields=["state", "version", *written])


def advance_decision(decision: Decision, *, to: DecisionState) -> None:
    """Move a decision whose row is held to a state, or `Invalid`; the caller saves it with what the step is made of."""
    step(decision, to, DECISION_TRANSITIONS)


def advance_action(action: Action, *, to: ActionState) -> str:
    """Move an action that was claimed to a state, or `Invalid`; the caller saves it. Returns the state it left."""
    return step(action, to, ACTION_TRANSITIONS)


def _check_reason_and_place(item: Item, to: ItemState, reason: str, meeting: Meeting | None) -> None:
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
