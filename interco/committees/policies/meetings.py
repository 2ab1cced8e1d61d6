"""Who may see a session, its dossier and its list of attendees; who prepares, moves and convenes it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import MeetingState
from interco.committees.models import Attendee, Meeting
from interco.committees.policies.bodies import check_can_keep, keeps, sees_all
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.roles import Role


def knows_of_every_session(actor: Actor) -> bool:
    """The staff, and whoever reads everything."""
    return sees_all(actor) or actor.has(Role.STAFF)


def visible_to(actor: Actor) -> QuerySet[Meeting]:
    """Sessions the actor may know of: all for the staff; those of one's bodies, or one was convened to, for others."""
    if knows_of_every_session(actor):
        return Meeting.objects.all()
    if actor.person_id is None:
        return Meeting.objects.none()
    convened = Attendee.objects.filter(person_id=actor.person_id).values("meeting_id")
    return Meeting.objects.filter(body_id__in=bodies_of(actor)) | Meeting.objects.filter(pk__in=convened)


_BY_KEY = Prepared(lambda key: Meeting.objects.filter(public_id=key).select_related("body"), str)
_CONVENED = Prepared(
    lambda meeting, person: Attendee.objects.filter(meeting_id=meeting, person_id=person).order_by().values_list("pk"),
    int, int,
)  # fmt: skip
_LIVE = Prepared(lambda key: Meeting.objects.filter(public_id=key).select_related("body", "current_item"), str)


def find(actor: Actor, key: str, *, live: bool = False) -> Meeting | None:
    """The session of an address with its body (and its current item, `live`), if the actor may know of it."""
    if sees_all(actor) or actor.has(Role.STAFF):
        found: Meeting | None = (_LIVE if live else _BY_KEY).first(key)
        return found
    related = ("body", "current_item") if live else ("body",)
    return visible_to(actor).select_related(*related).filter(public_id=key).distinct().first()


def takes_part(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor is convened to this session, sits in its body today, or keeps it."""
    if keeps(actor, meeting.body):
        return True
    if actor.person_id is None:
        return False
    return bool(_CONVENED(meeting.pk, actor.person_id)) or meeting.body_id in bodies_of(actor)


def check_can_read_dossier(actor: Actor, meeting: Meeting) -> None:
    """The dossier goes to those convened, and to those who prepare the session."""
    if not takes_part(actor, meeting):
        raise Refused(_("Le dossier de séance est réservé aux personnes convoquées."))


def check_can_prepare(actor: Actor, meeting: Meeting) -> None:
    """Change the agenda, until the session is over."""
    check_can_keep(actor, meeting.body)
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise Refused(
            _("La séance est %(state)s : son ordre du jour ne change plus.")
            % {"state": MeetingState(meeting.state).label}
        )


def check_can_convene(actor: Actor, meeting: Meeting) -> None:
    """Convene, or send the convocation again, before the session opens."""
    check_can_keep(actor, meeting.body)
    if meeting.state not in {MeetingState.PLANNED, MeetingState.CONVENED}:
        raise Refused(
            _("La séance est %(state)s : elle ne se convoque plus.") % {"state": MeetingState(meeting.state).label}
        )


def check_can_move(actor: Actor, meeting: Meeting) -> None:
    """Move or cancel, before the session opens."""
    check_can_keep(actor, meeting.body)
    if meeting.state not in {MeetingState.PLANNED, MeetingState.CONVENED}:
        raise Refused(
            _("La séance est %(state)s : elle ne peut plus être déplacée ni annulée.")
            % {"state": MeetingState(meeting.state).label}
        )


def check_can_declare_absence(actor: Actor, attendee: Attendee) -> None:
    """Say that somebody will not come: oneself, or the secretariat for anybody."""
    if attendee.meeting.state not in {MeetingState.PLANNED, MeetingState.CONVENED}:
        raise Refused(_("La séance a commencé : la présence se règle dans la salle."))
    if attendee.person_id != actor.person_id and not keeps(actor, attendee.meeting.body):
        raise Refused(_("Vous ne pouvez annoncer que votre propre absence."))
