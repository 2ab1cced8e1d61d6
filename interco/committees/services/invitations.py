"""The messages of a session: convocation, update, cancellation. Plain text, an iTIP invitation, no link; each in the
language of who receives it.

The invitation keeps its UID for ever; what changes raises SEQUENCE, so that diaries replace what they hold. What a
person may not read is not named: a guest sees « Point réservé aux membres » in place of a confidential item.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.committees.enums import AttendeeRole, Confidentiality
from interco.committees.models import Attendee, Item, Meeting
from interco.foundation.accounts.rules.languages import DEFAULT
from interco.foundation.core.actor import Actor
from interco.foundation.core.identifiers import scoped
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.scheduling.rules.itip import Guest, Invitation, Method, Part
from interco.scheduling.services.dispatch import PERSON, Addressee, Dispatch, send

PART_OF_ROLE = {AttendeeRole.CHAIR: Part.CHAIR, AttendeeRole.SUBSTITUTE: Part.OPTIONAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """What one kind of message says, in the language in force when it is asked."""

    kind: str
    title: Callable[[Meeting], str]
    opening: Callable[[], str]
    method: Method
    with_agenda: bool = True


def _convened(meeting: Meeting) -> str:
    return _("Convocation : %(body)s du %(day)s") % _names(meeting)


def _updated(meeting: Meeting) -> str:
    return _("Mise à jour : %(body)s du %(day)s") % _names(meeting)


def _cancelled(meeting: Meeting) -> str:
    return _("Séance annulée : %(body)s du %(day)s") % _names(meeting)


def _names(meeting: Meeting) -> dict[str, str]:
    return {"body": meeting.body.name, "day": _day(meeting)}


CONVOCATION = _Message(
    kind="meeting.convened", title=_convened, opening=lambda: _("Vous êtes convié à la séance suivante."),
    method=Method.REQUEST,
)  # fmt: skip
UPDATE = _Message(
    kind="meeting.updated", title=_updated,
    opening=lambda: _("La séance à laquelle vous êtes convié a changé. Voici ce qui vaut désormais."),
    method=Method.REQUEST,
)  # fmt: skip


def uid_of(meeting: Meeting) -> str:
    """The identifier of the session in everybody's diary; it never changes."""
    return uid_named(meeting.public_id)


def uid_named(public_id: str) -> str:
    """The same, of a session of which only the identifier is read."""
    return f"{scoped('meeting', public_id).replace(':', '-')}@interco"


def letter_of(meeting: Meeting, *, by: Actor) -> str:
    """The text a member would receive now, to be read before sending. Writes nothing."""
    reader = Attendee(meeting=meeting, role=AttendeeRole.MEMBER)
    items = list(meeting.items.order_by("position", "pk").select_related("rapporteur"))
    with override(DEFAULT):
        return _text(meeting, reader, items, CONVOCATION, by)


def send_convocation(meeting: Meeting, *, by: Actor) -> int:
    """Queue the convocation of everybody convened; returns how many messages."""
    return _send(meeting, CONVOCATION, by=by)


def send_to_newcomer(meeting: Meeting, attendee: Attendee, *, by: Actor) -> int:
    """Queue the convocation of somebody added after the others, as the session stands."""
    return _send(meeting, CONVOCATION, by=by, only=attendee)


def send_update(meeting: Meeting, *, by: Actor) -> int:
    """Raise SEQUENCE and queue the invitation again, as it stands now."""
    _raise_sequence(meeting)
    return _send(meeting, UPDATE, by=by)


def send_cancellation(meeting: Meeting, *, reason: str, by: Actor) -> int:
    """Raise SEQUENCE and queue the cancellation."""
    _raise_sequence(meeting)

    def opening() -> str:
        return _("La séance suivante n’aura pas lieu. Motif : %s") % reason

    message = _Message(
        kind="meeting.cancelled", title=_cancelled, opening=opening, method=Method.CANCEL, with_agenda=False
    )
    return _send(meeting, message, by=by)


def _raise_sequence(meeting: Meeting) -> None:
    meeting.invitation_sequence += 1
    meeting.save(update_fields=["invitation_sequence"])


def _send(meeting: Meeting, message: _Message, *, by: Actor, only: Attendee | None = None) -> int:
    attendees = list(meeting.attendees.select_related("person", "substitute_for").order_by("rank", "pk"))
    items = list(meeting.items.order_by("position", "pk").select_related("rapporteur"))
    dispatch = Dispatch(
        kind=message.kind, subject_key=f"meeting:{meeting.public_id}",
        reference=f"{meeting.public_id}.{meeting.invitation_sequence}", title=lambda: message.title(meeting),
        text=lambda place: _text(meeting, attendees[place], items, message, by),
        calendar=lambda: _invitation(meeting, attendees, message.method, by),
    )  # fmt: skip
    to = [
        Addressee(key=f"{PERSON}{row.person.public_id}", name=row.name, address=row.person.email)
        if only is None or row.pk == only.pk else None
        for row in attendees
    ]  # fmt: skip
    return send(dispatch, to, by=by)


def _invitation(meeting: Meeting, attendees: list[Attendee], method: Method, by: Actor) -> Invitation:
    guests = [
        Guest(
            name=attendee.name, address=attendee.person.email,
            part=PART_OF_ROLE.get(AttendeeRole(attendee.role), Part.REQUIRED),
        )
        for attendee in attendees if attendee.person.email
    ]  # fmt: skip
    return Invitation(
        uid=uid_of(meeting), sequence=meeting.invitation_sequence, stamp=by.at, starts_at=meeting.starts_at,
        minutes=meeting.duration_minutes, zone=ZoneInfo(meeting.zone), method=method, guests=guests,
        title=_("%(body)s, séance n° %(number)s") % {"body": meeting.body.name, "number": meeting.number},
        organiser=Guest(name=_("Secrétariat du %s") % meeting.body.code, address=settings.DEFAULT_FROM_EMAIL),
        place=meeting.place,
    )  # fmt: skip


def _text(meeting: Meeting, attendee: Attendee, items: list[Item], message: _Message, by: Actor) -> str:
    parts = [_("Bonjour,"), message.opening(), _facts(meeting), _quality(attendee)]
    if message.with_agenda and items:
        parts.append(_("Ordre du jour") + "\n" + "\n".join(_agenda(meeting, attendee, items)))
        parts.append(_("Le dossier de séance est dans interco, à la page de la séance."))
    parts.append(_("Pour annoncer une absence ou un remplacement, passez par la même page ou répondez à ce message."))
    parts.append(by.name)
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(meeting: Meeting) -> str:
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    end = local + timedelta(minutes=meeting.duration_minutes)
    lines = [
        _("%(body)s, séance n° %(number)s") % {"body": meeting.body.name, "number": meeting.number},
        _("%(day)s, de %(start)s à %(end)s (heure de %(zone)s)")
        % {"day": _day(meeting), "start": _hour(local), "end": _hour(end), "zone": _place_of(meeting.zone)},
    ]
    return "\n".join([*lines, *([meeting.place] if meeting.place else [])])


def _quality(attendee: Attendee) -> str:
    if attendee.role == AttendeeRole.CHAIR:
        return _("Vous présidez la séance.")
    if attendee.role == AttendeeRole.SUBSTITUTE and attendee.substitute_for is not None:
        return _("Vous suppléez %s, si son siège est vide.") % attendee.substitute_for.name
    if attendee.role == AttendeeRole.GUEST:
        return _("Vous êtes attendu pour les points que vous présentez.")
    if attendee.role == AttendeeRole.SECRETARY:
        return _("Vous tenez le secrétariat de la séance.")
    return _("Vous y siégez comme membre.")


def _agenda(meeting: Meeting, attendee: Attendee, items: list[Item]) -> list[str]:
    lines, at = [], meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    if meeting.follow_up_minutes:
        lines.append(f"{_hour(at)}  {_('Suivi des actions')} ({meeting.follow_up_minutes} min)")
        at += timedelta(minutes=meeting.follow_up_minutes)
    for number, item in enumerate(items, start=1):
        hidden = (
            item.confidentiality == Confidentiality.MEMBERS
            and attendee.role == AttendeeRole.GUEST
            and attendee.person_id not in {item.rapporteur_id, item.author_id}
        )
        title = _("Point réservé aux membres") if hidden else item.title
        who = "" if hidden else f", {item.rapporteur.full_name}"
        lines.append(f"{_hour(at)}  {number}. {title} ({item.duration_minutes} min{who})")
        at += timedelta(minutes=item.duration_minutes)
    return lines


def _day(meeting: Meeting) -> str:
    return dates.day(meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date(), language()).striptags()


def _hour(value: datetime) -> str:
    return dates.hour(value, language())


def _place_of(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
