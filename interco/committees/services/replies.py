"""Answers to a convocation that come by mail: « décline » excuses, « accepte » takes it back; « peut-être » changes nothing."""

from datetime import datetime

from interco.committees.enums import MeetingState
from interco.committees.models import Attendee, Meeting
from interco.committees.services.attendance import declare_absence, declare_coming
from interco.foundation.notifications.models import IncomingOutcome
from interco.scheduling.rules.replies import Reply
from interco.scheduling.services.replies import guest_actor


class Sessions:
    """Sessions of bodies."""

    kind = "meeting"

    def take(self, key: str, reply: Reply, at: datetime) -> IncomingOutcome:
        """The answer of somebody convened, at their address of today."""
        meeting = Meeting.objects.filter(public_id=key).first()
        if meeting is None:
            return IncomingOutcome.UNKNOWN_SUBJECT
        rows = list(meeting.attendees.filter(person__email__iexact=reply.address).select_related("meeting")[:2])
        if len(rows) != 1:
            return IncomingOutcome.UNKNOWN_SENDER
        if meeting.state != MeetingState.CONVENED:
            return IncomingOutcome.CLOSED
        if reply.sequence < meeting.invitation_sequence:
            return IncomingOutcome.TOO_OLD
        return _set(rows[0], reply.answer, at)


def _set(attendee: Attendee, answer: str, at: datetime) -> IncomingOutcome:
    by = guest_actor(at, name=attendee.name, person_id=attendee.person_id)
    if answer == "declined":
        declare_absence(attendee, by=by)
    elif answer == "accepted":
        declare_coming(attendee, by=by)
    else:
        return IncomingOutcome.NOTHING
    return IncomingOutcome.TAKEN
