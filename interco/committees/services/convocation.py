"""Convening: those who sit are frozen with their posts and titles, the quorum is set, the messages leave."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import MeetingState
from interco.committees.models import Attendee, Meeting
from interco.committees.policies.meetings import check_can_convene
from interco.committees.queries.convocation import Convened, audience, voting_seats
from interco.committees.rules.quorum import quorum_of
from interco.committees.services.broadcast import tell
from interco.committees.services.invitations import send_convocation, send_update
from interco.committees.services.lifecycle import advance_meeting
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh


@transaction.atomic
def convene(meeting: Meeting, *, by: Actor) -> int:
    """Convene a planned session, or send the convocation of a convened one again; returns how many messages leave.

    Once convened, the seats stay as they were frozen: sending again adds the rapporteurs who have come since, raises
    SEQUENCE and tells everybody the agenda as it stands.
    """
    refresh(meeting)
    check_can_convene(by, meeting)
    if not meeting.items.exists():
        raise Invalid(_("L’ordre du jour est vide : inscrivez au moins un point avant de convoquer."))
    everybody = audience(meeting)
    if meeting.state == MeetingState.CONVENED:
        _freeze([one for one in everybody if one.reports], meeting)
        sent = send_update(meeting, by=by)
        event = "meeting.convened_again"
    else:
        _freeze(everybody, meeting)
        quorum = quorum_of(voting_seats(everybody), meeting.body.quorum_share)
        advance_meeting(meeting, to=MeetingState.CONVENED, quorum=quorum, convened_at=by.at)
        sent = send_convocation(meeting, by=by)
        event = "meeting.convened"
    facts = {"messages": sent, "sequence": meeting.invitation_sequence, "quorum": meeting.quorum}
    journal.record(event, by=by, subject=meeting, facts=facts)
    tell(meeting, "session", by=by, convened=True)
    return sent


def _freeze(everybody: tuple[Convened, ...] | list[Convened], meeting: Meeting) -> None:
    """Write those who are not on the session yet; a substitute points to the one whose seat may be taken."""
    present = {attendee.person_id: attendee for attendee in meeting.attendees.all()}
    rank = len(present)
    for one in everybody:
        if one.person.pk not in present:
            holder = present.get(one.stands_for.pk) if one.stands_for else None
            present[one.person.pk] = Attendee.objects.create(
                meeting=meeting, person=one.person, post_id=one.post_id, name=one.person.full_name, title=one.title,
                role=one.role, is_voting=one.is_voting, is_member=one.is_member, substitute_for=holder, rank=rank,
            )  # fmt: skip
            rank += 1
