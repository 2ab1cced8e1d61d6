"""Before the session: somebody says they will not come, comes after all, or names a substitute."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models import Attendee
from interco.committees.policies.meetings import check_can_declare_absence
from interco.committees.services.broadcast import tell
from interco.committees.services.invitations import send_to_newcomer
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.organisation.models import Person
from interco.organisation.queries.titles import titles_on


@transaction.atomic
def declare_absence(attendee: Attendee, *, by: Actor) -> Attendee:
    """Excuse somebody from a session that has not begun."""
    return _set(attendee, Presence.EXCUSED, by)


@transaction.atomic
def declare_coming(attendee: Attendee, *, by: Actor) -> Attendee:
    """Take an absence back."""
    return _set(attendee, Presence.UNKNOWN, by)


@transaction.atomic
def name_substitute(attendee: Attendee, person: Person, *, by: Actor) -> Attendee:
    """A member who will not come names who sits in their place for this session; the member is excused."""
    check_can_declare_absence(by, attendee)
    if not attendee.is_member:
        raise Invalid(_("Seul un membre se fait remplacer."), field="person")
    taken = attendee.meeting.attendees.filter(person=person).select_related("substitute_for").first()
    if taken is not None and (taken.role != AttendeeRole.GUEST or taken.substitute_for is not None):
        raise Invalid(_("%s est déjà convié à cette séance dans une autre qualité.") % person.full_name, field="person")
    post_id, title = titles_on(by.today, [person.pk]).get(person.pk, (None, person.mandate))
    seat, _created = Attendee.objects.update_or_create(
        meeting=attendee.meeting, person=person,
        defaults={
            "post_id": post_id, "name": person.full_name, "title": title, "role": AttendeeRole.SUBSTITUTE,
            "is_voting": attendee.is_voting, "substitute_for": attendee, "rank": attendee.meeting.attendees.count(),
        },
    )  # fmt: skip
    journal.record(
        "meeting.substitute_named", by=by, subject=attendee.meeting, facts={"for": attendee.public_id},
        personal={"substitute": person.full_name},
    )  # fmt: skip
    _set(attendee, Presence.EXCUSED, by)
    send_to_newcomer(attendee.meeting, seat, by=by)
    return seat


def _set(attendee: Attendee, presence: Presence, by: Actor) -> Attendee:
    refresh(attendee)
    check_can_declare_absence(by, attendee)
    if attendee.meeting.state != MeetingState.CONVENED:
        raise Invalid(_("La séance n’est pas convoquée : personne n’y est encore attendu."))
    attendee.presence = presence
    attendee.save(update_fields=["presence"])
    journal.record(
        "meeting.absence", by=by, subject=attendee.meeting, facts={"presence": presence, "of": attendee.public_id},
        personal={"name": attendee.name},
    )  # fmt: skip
    tell(attendee.meeting, "presence", by=by)
    return attendee
