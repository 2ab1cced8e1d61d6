"""Who runs a session, who follows it.

The chair and the secretary run it, with whoever keeps the body; when the chair is not in the room, so does the
substitute who sits in the chair's place. A chair frozen by the convocation runs nothing once the post is another's.
Those convened follow it, and nobody else.
"""

from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models import Item, Meeting
from interco.committees.policies.bodies import keeps
from interco.committees.policies.meetings import takes_part
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def runs(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor leads or keeps this session."""
    if keeps(actor, meeting.body):
        return True
    if actor.person_id is None:
        return False
    seats = list(meeting.attendees.filter(person_id=actor.person_id).select_related("substitute_for"))
    return any(
        (seat.role in {AttendeeRole.CHAIR, AttendeeRole.SECRETARY} and seat.post_id in {None, *actor.post_ids})
        or (
            seat.substitute_for is not None
            and seat.substitute_for.role == AttendeeRole.CHAIR
            and (seat.substitute_for.presence != Presence.PRESENT or seat.substitute_for.left_at is not None)
        )
        for seat in seats
    )


def check_can_follow(actor: Actor, meeting: Meeting) -> None:
    """See the session live: those convened, and those who run it."""
    if not takes_part(actor, meeting):
        raise Refused(_("La séance se suit par les personnes convoquées."))


def check_can_lead(actor: Actor, meeting: Meeting) -> None:
    """See the screen from which the session is run."""
    if not runs(actor, meeting):
        raise Refused(_("La conduite de séance revient à qui préside et au secrétariat."))


def check_can_open(actor: Actor, meeting: Meeting) -> None:
    """Open a session that was convened."""
    check_can_lead(actor, meeting)
    if meeting.state == MeetingState.PLANNED:
        raise Refused(_("La séance n’est pas convoquée : convoquez-la d’abord."))
    if meeting.state != MeetingState.CONVENED:
        raise Refused(
            _("La séance est %(state)s : elle ne peut pas être ouverte.") % {"state": MeetingState(meeting.state).label}
        )


def check_can_run(actor: Actor, meeting: Meeting) -> None:
    """Make a gesture of the session: it is open, and one leads it."""
    check_can_lead(actor, meeting)
    if meeting.state != MeetingState.OPEN:
        raise Refused(_("La séance n’est pas ouverte : ce geste se fait en séance."))


def check_can_run_item(actor: Actor, meeting: Meeting, item: Item) -> None:
    """Make a gesture of the session on one of its items."""
    check_can_run(actor, meeting)
    if item.meeting_id != meeting.pk:
        raise Refused(_("Ce point n’est pas à l’ordre du jour de cette séance."))
