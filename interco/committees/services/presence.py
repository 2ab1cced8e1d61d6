"""Presence in the room, with its hours; the substitute takes the seat of whoever is not there."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, Presence
from interco.committees.models import Attendee, Meeting
from interco.committees.policies.session import check_can_run
from interco.committees.queries.seats import seats_of
from interco.committees.rules import quorum
from interco.committees.services.broadcast import tell
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh


@transaction.atomic
def mark_presence(attendee: Attendee, *, presence: Presence, by: Actor) -> None:
    """Somebody is there, excused or absent. Coming back after leaving keeps the first hour of arrival."""
    meeting = _locked(attendee, by)
    before = (attendee.presence, attendee.left_at)
    attendee.presence, attendee.left_at = presence, None
    if presence == Presence.PRESENT:
        attendee.arrived_at = attendee.arrived_at or by.at
    else:
        attendee.arrived_at = None
    if before != (attendee.presence, attendee.left_at):
        _keep(attendee, meeting, by=by)


@transaction.atomic
def mark_left(attendee: Attendee, *, by: Actor) -> None:
    """Somebody who was there leaves; the hour is kept, and a substitute in the room takes the seat."""
    meeting = _locked(attendee, by)
    if attendee.presence != Presence.PRESENT:
        raise Invalid(_("%(name)s n’est pas arrivé : son départ ne peut pas être noté.") % {"name": attendee.name})
    if attendee.left_at is None:
        attendee.left_at = by.at
        _keep(attendee, meeting, by=by)


@transaction.atomic
def mark_expected_present(meeting: Meeting, *, by: Actor) -> int:
    """Everybody expected is there, in one gesture; substitutes whose holder comes stay expected. Returns how many."""
    refresh(meeting)
    check_can_run(by, meeting)
    expected = list(
        meeting.attendees.filter(presence=Presence.UNKNOWN, substitute_for=None).exclude(role=AttendeeRole.SUBSTITUTE)
    )
    for attendee in expected:
        attendee.presence, attendee.arrived_at = Presence.PRESENT, by.at
    Attendee.objects.bulk_update(expected, ["presence", "arrived_at"])
    if expected:
        journal.record("meeting.all_present", by=by, subject=meeting, facts={"count": len(expected)})
        _tell_room(meeting, by=by)
    return len(expected)


def _locked(attendee: Attendee, by: Actor) -> Meeting:
    meeting = attendee.meeting
    refresh(meeting)
    check_can_run(by, meeting)
    refresh(attendee)
    return meeting


def _keep(attendee: Attendee, meeting: Meeting, *, by: Actor) -> None:
    attendee.save(update_fields=["presence", "arrived_at", "left_at"])
    facts = {"attendee": attendee.public_id, "presence": attendee.presence, "left": attendee.left_at is not None}
    journal.record("meeting.presence", by=by, subject=meeting, facts=facts, personal={"name": attendee.name})
    _tell_room(meeting, by=by)


def _tell_room(meeting: Meeting, *, by: Actor) -> None:
    everybody = seats_of(meeting.attendees.all())
    tell(
        meeting, "presence", by=by,
        held=quorum.seats_held(everybody), seats=quorum.voting_seats(everybody), quorum=meeting.quorum,
    )  # fmt: skip
