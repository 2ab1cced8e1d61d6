"""Closing a session: one transaction that numbers and seals its decisions, ends or carries its items, opens its record.

A cut in the middle leaves the session open with nothing numbered; a second click finds it closed and is refused.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Decision, Item, Meeting
from interco.committees.policies.closing import check_can_close
from interco.committees.rules.carry_over import Fate, Line, endings
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_agenda
from interco.committees.services.judgement import carry_over
from interco.committees.services.lifecycle import advance_item, advance_meeting
from interco.committees.services.sealing import seal_decisions
from interco.committees.services.sequels import tell_of_ended
from interco.committees.services.session import resting_state
from interco.committees.services.timekeeping import settle_clocks
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.search.services.index import index


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor) -> list[Decision]:
    """Close an open session; returns its decisions, numbered in their order of decision and sealed."""
    hold_agenda(meeting)
    check_can_close(by, meeting)
    settle_clocks(meeting, by=by)
    _leave_the_current_item(meeting, by=by)
    drafts = list(meeting.decisions.select_related("body", "item", "meeting", "round", "owner_post"))
    sealed = seal_decisions(drafts, by=by)
    index(*sealed, by=by)
    ended = _end_items(meeting, by=by)
    year = by.at.astimezone(ZoneInfo(meeting.zone)).year
    advance_meeting(
        meeting, to=MeetingState.CLOSED, closed_at=by.at, closed_by_name=by.name, current_item=None,
        record_reference=f"RD-{meeting.body.code}-{year}-{meeting.number}",
    )  # fmt: skip
    journal.record(
        "meeting.closed", by=by, subject=meeting,
        facts={"number": meeting.number, "decisions": [decision.reference for decision in sealed]},
    )  # fmt: skip
    tell_of_ended(ended, by=by)
    tell(meeting, "session", by=by, closed=True)
    return sealed


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What closing now would do to an item: the state it leaves the session in, and its fate."""

    item: Item
    state: ItemState
    fate: Fate


def foresee(meeting: Meeting) -> list[Foreseen]:
    """The fate of each item if the session closed now, in the order of the agenda. Writes nothing."""
    items = {item.pk: item for item in meeting.items.select_related("rapporteur")}
    states = {
        key: resting_state(item, meeting, forwards=True)
        if item.state == ItemState.IN_SESSION
        else ItemState(item.state)
        for key, item in items.items()
    }
    lines = (Line(key, states[key], item.position or 0, item.carry_count) for key, item in items.items())
    return [Foreseen(items[ending.key], states[ending.key], ending.fate) for ending in endings(lines)]


def _leave_the_current_item(meeting: Meeting, *, by: Actor) -> None:
    for item in meeting.items.filter(state=ItemState.IN_SESSION):
        advance_item(item, to=resting_state(item, meeting, forwards=True), by=by, meeting=meeting)


def _end_items(meeting: Meeting, *, by: Actor) -> list[Item]:
    """Close what ended, which is returned; carry the rest to the next session, in the order of the agenda."""
    ended: list[Item] = []
    items = {item.pk: item for item in meeting.items.select_related("body", "meeting", "author")}
    lines = [Line(item.pk, item.state, item.position or 0, item.carry_count) for item in items.values()]
    for ending in endings(lines):
        item: Item = items[ending.key]
        if ending.fate == Fate.CLOSE:
            advance_item(item, to=ItemState.CLOSED, by=by, meeting=meeting)
            ended.append(item)
        else:
            untreated = ending.fate == Fate.CARRY_UNTREATED
            reason = stored("Non traité en séance") if untreated else stored("Reporté par la séance")
            carry_over(item, by=by, reason=reason)
    return ended
