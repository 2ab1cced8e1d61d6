"""Who reads the record of a session, before and after its release; who receives it."""

from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, Confidentiality, MeetingState
from interco.committees.models import Attendee, Item, Meeting
from interco.committees.policies.bodies import keeps
from interco.committees.policies.closing import check_can_release
from interco.committees.policies.items import seated
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def reads_record(attendee: Attendee, items: list[Item], *, is_seated: bool = True) -> bool:
    """Whether somebody convened may hold the whole record: a guest may not when it tells of another's reserved item.

    Neither may whoever `is_seated` no more: convened for a post now another's, and not in the room.
    """
    return (is_seated and attendee.role != AttendeeRole.GUEST) or all(
        item.confidentiality == Confidentiality.STAFF or attendee.person_id in {item.rapporteur_id, item.author_id}
        for item in items
    )


def check_can_read_record(actor: Actor, meeting: Meeting, items: list[Item]) -> None:
    """The record of a closed session is read by its keepers, by those who sit, and by those convened to it."""
    if meeting.state != MeetingState.CLOSED:
        raise Refused(_("Le relevé est prêt quand la séance est close."))
    if keeps(actor, meeting.body) or (actor.person_id is not None and meeting.body_id in bodies_of(actor)):
        return
    convened = meeting.attendees.filter(person_id=actor.person_id).first() if actor.person_id else None
    is_seated = convened is not None and meeting.attendees.filter(seated(actor), pk=convened.pk).exists()
    if convened is None or not reads_record(convened, items, is_seated=is_seated):
        raise Refused(_("Le relevé est réservé aux personnes convoquées à la séance."))


def may_read_record(actor: Actor, meeting: Meeting, items: list[Item]) -> bool:
    """The same rule, to show or hide a link."""
    try:
        check_can_read_record(actor, meeting, items)
    except Refused:
        return False
    return True


def check_can_release_record(actor: Actor, meeting: Meeting) -> None:
    """Release it once: its keepers, when the session is closed."""
    check_can_release(actor, meeting)
    if meeting.record_released_at is not None:
        raise Refused(_("Ce relevé a déjà été diffusé."))
