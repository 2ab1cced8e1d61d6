"""Running a session: opening it, going from item to item, ending an item. Closing it belongs to `services/closing.py`.

Leaving an item forwards ends it: information, exchange and follow-up become treated, a decision or a closed round
gives its outcome; an item that called for a decision and got none goes back to « inscrit » and is carried over at the
closing. Leaving it backwards ends nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import DECIDING_KINDS, ItemState, MeetingState, Outcome
from interco.committees.models import Item, Meeting
from interco.committees.policies.session import check_can_open, check_can_run, check_can_run_item
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_agenda, hold_in_session
from interco.committees.services.lifecycle import advance_item, advance_meeting
from interco.committees.services.timekeeping import start_clock, stop_clock
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.models import refresh

#: How an item ends for each outcome of its decision or of its last round.
STATE_OF_OUTCOME: dict[str, ItemState] = {
    Outcome.CONSENSUS: ItemState.DECIDED,
    Outcome.RESERVATIONS: ItemState.DECIDED,
    Outcome.ARBITRATION: ItemState.DECIDED,
    Outcome.POSTPONED: ItemState.POSTPONED,
    Outcome.REFERRED: ItemState.REFERRED,
    Outcome.REJECTED: ItemState.REJECTED,
}

#: What whoever leads may say of an item that ends without a decision; « inscrit » leaves it untreated.
ENDINGS = frozenset(
    {ItemState.TREATED, ItemState.POSTPONED, ItemState.REFERRED, ItemState.REJECTED, ItemState.SCHEDULED}
)


@transaction.atomic
def open_session(meeting: Meeting, *, by: Actor) -> None:
    """Open a convened session. A body holds one session at a time."""
    refresh(meeting)
    check_can_open(by, meeting)
    other = Meeting.objects.filter(body_id=meeting.body_id, state=MeetingState.OPEN).first()
    if other is not None:
        raise Refused(_("La séance n° %(number)s est encore ouverte : closez-la d’abord.") % {"number": other.number})
    advance_meeting(meeting, to=MeetingState.OPEN, opened_at=by.at)
    journal.record("meeting.opened", by=by, subject=meeting, facts={"number": meeting.number})
    tell(meeting, "session", by=by, opened=True)


@transaction.atomic
def go_to_item(meeting: Meeting, item: Item, *, by: Actor) -> Item:
    """Make an item the current one, without ending the one that is left."""
    hold_agenda(meeting, item)
    check_can_run_item(by, meeting, item)
    return _move(meeting, item, by=by, forwards=False)


@transaction.atomic
def next_item(meeting: Meeting, *, by: Actor, after: str | None = None) -> Item | None:
    """End the current item and take the next one; nothing is next after the last.

    `after` is the item the screen showed: a second press that comes too late changes nothing.
    """
    hold_agenda(meeting)
    check_can_run(by, meeting)
    return _step(meeting, 1, by=by, shown=after)


@transaction.atomic
def previous_item(meeting: Meeting, *, by: Actor, before: str | None = None) -> Item | None:
    """Come back to the item before, leaving the current one as it stands."""
    hold_agenda(meeting)
    check_can_run(by, meeting)
    return _step(meeting, -1, by=by, shown=before)


@transaction.atomic
def end_item(item: Item, *, ending: ItemState, by: Actor, reason: str = "") -> None:
    """End the current item without leaving it: treated, postponed, referred, rejected, or left untreated."""
    meeting = hold_in_session(item)
    check_can_run_item(by, meeting, item)
    if ending not in ENDINGS:
        raise Invalid(_("Un point ne se termine pas ainsi."), field="ending")
    if item.rounds.filter(closed_at=None).exists():
        raise Invalid(_("Un tour est ouvert sur ce point : concluez-le d’abord."))
    stop_clock(item, at=by.at)
    advance_item(item, to=ending, by=by, reason=reason, meeting=meeting)
    tell(meeting, "item", by=by, item=item.public_id)


def agenda_of(meeting: Meeting) -> list[Item]:
    """The items of a session in their order."""
    return list(meeting.items.order_by("position", "pk"))


def _step(meeting: Meeting, direction: int, *, by: Actor, shown: str | None) -> Item | None:
    agenda = agenda_of(meeting)
    keys = [item.pk for item in agenda]
    current = meeting.current_item
    if shown is not None and shown != (current.public_id if current else ""):
        return current
    here = keys.index(current.pk) if current is not None and current.pk in keys else -1 if direction > 0 else len(keys)
    target = here + direction
    if target < 0:
        return current
    if target >= len(agenda):
        if current is not None:
            _leave(current, meeting, by=by, forwards=True)
            tell(meeting, "item", by=by, item=current.public_id)
        return current
    return _move(meeting, agenda[target], by=by, forwards=direction > 0)


def _move(meeting: Meeting, item: Item, *, by: Actor, forwards: bool) -> Item:
    current = meeting.current_item
    if current is not None and current.pk == item.pk and item.running_since is not None:
        return item
    if current is not None and current.pk != item.pk:
        _leave(current, meeting, by=by, forwards=forwards)
    if item.state != ItemState.IN_SESSION:
        advance_item(item, to=ItemState.IN_SESSION, by=by, meeting=meeting)
    start_clock(item, meeting=meeting, at=by.at)
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    tell(meeting, "item", by=by, item=item.public_id)
    return item


def _leave(item: Item, meeting: Meeting, *, by: Actor, forwards: bool) -> None:
    stop_clock(item, at=by.at)
    if item.state == ItemState.IN_SESSION:
        advance_item(item, to=resting_state(item, meeting, forwards=forwards), by=by, meeting=meeting)


def resting_state(item: Item, meeting: Meeting, *, forwards: bool) -> ItemState:
    """What becomes of an item in session when it is left."""
    rounds = list(item.rounds.filter(meeting=meeting).order_by("number"))
    if any(one.closed_at is None for one in rounds):
        return ItemState.SCHEDULED
    decision = item.decisions.filter(meeting=meeting).order_by("-decided_at", "-pk").first()
    outcome = decision.outcome if decision else rounds[-1].outcome if rounds else ""
    if outcome:
        return STATE_OF_OUTCOME[outcome]
    if forwards and item.kind not in DECIDING_KINDS:
        return ItemState.TREATED
    return ItemState.SCHEDULED
