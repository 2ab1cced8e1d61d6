"""The clock of an item: seconds spent are added up each time it stops; pauses do not count."""

from datetime import datetime

from django.db import transaction

from interco.committees.models import Item, Meeting
from interco.committees.policies.session import check_can_run
from interco.committees.services.broadcast import tell
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.models import refresh


def start_clock(item: Item, *, meeting: Meeting, at: datetime) -> None:
    """Count from now on. An item carried over from another session starts again from zero."""
    carried = item.started_at is not None and meeting.opened_at is not None and item.started_at < meeting.opened_at
    if item.started_at is None or carried:
        item.started_at, item.spent_seconds = at, 0
    item.running_since = None if meeting.paused_at is not None else at
    item.save(update_fields=["started_at", "running_since", "spent_seconds"])


def stop_clock(item: Item, *, at: datetime) -> None:
    """Add what ran since the last start."""
    if item.running_since is not None:
        item.spent_seconds += max(0, round((at - item.running_since).total_seconds()))
        item.running_since = None
        item.save(update_fields=["running_since", "spent_seconds"])


@transaction.atomic
def pause(meeting: Meeting, *, by: Actor) -> None:
    """Stop both clocks; pausing twice changes nothing."""
    refresh(meeting)
    check_can_run(by, meeting)
    if meeting.paused_at is not None:
        return
    meeting.paused_at = by.at
    meeting.save(update_fields=["paused_at"])
    if meeting.current_item is not None:
        stop_clock(meeting.current_item, at=by.at)
    journal.record("meeting.paused", by=by, subject=meeting)
    tell(meeting, "session", by=by, paused=True)


@transaction.atomic
def resume(meeting: Meeting, *, by: Actor) -> None:
    """Let both clocks run again."""
    refresh(meeting)
    check_can_run(by, meeting)
    if meeting.paused_at is None:
        return
    settle_pause(meeting, at=by.at)
    if meeting.current_item is not None:
        start_clock(meeting.current_item, meeting=meeting, at=by.at)
    journal.record("meeting.resumed", by=by, subject=meeting, facts={"paused_seconds": meeting.paused_seconds})
    tell(meeting, "session", by=by, paused=False)


def settle_pause(meeting: Meeting, *, at: datetime) -> None:
    """Add a pause that ends."""
    if meeting.paused_at is not None:
        meeting.paused_seconds += max(0, round((at - meeting.paused_at).total_seconds()))
        meeting.paused_at = None
        meeting.save(update_fields=["paused_at", "paused_seconds"])


def settle_clocks(meeting: Meeting, *, by: Actor) -> None:
    """Stop every clock of a session that ends (called by its closing, inside its transaction)."""
    if meeting.current_item is not None:
        stop_clock(meeting.current_item, at=by.at)
    settle_pause(meeting, at=by.at)
