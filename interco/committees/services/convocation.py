"""Convening a session: those who sit are frozen, and each receives an invitation that lands in their diary.

Members, substitutes, posts and titles are copied on the session: whatever the organisation becomes, the session keeps
who was convened and as what. Sending again raises the SEQUENCE, so that diaries take the new one for an update.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, MeetingState
from interco.committees.models import Attendee, Meeting
from interco.committees.policies.meetings import check_can_convene
from interco.committees.queries.membership import Seat, seats_on
from interco.committees.rules.quorum import quorum_of
from interco.committees.services.broadcast import tell
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.scheduling.rules.itip import Guest, Invitation, Method, Part, invitation


@dataclass(frozen=True, slots=True)
class Convened:
    """Who would be convened: shown before sending, in the order of the list of presence."""

    name: str
    title: str
    role: AttendeeRole
    address: str


def convened_on(meeting: Meeting) -> list[Convened]:
    """Who receives the convocation: the frozen list once convened, otherwise the seats on the day of the session."""
    if meeting.state != MeetingState.PLANNED:
        rows = meeting.attendees.select_related("person").all()
        return [Convened(row.name, row.title, AttendeeRole(row.role), row.person.email) for row in rows]
    return [
        Convened(sitting.person.full_name, sitting.title, role, sitting.person.email)
        for seat in _seats(meeting)
        for sitting, role in ((seat.holder, seat.role), (seat.substitute, AttendeeRole.SUBSTITUTE))
        if sitting is not None
    ]


@transaction.atomic
def convene(meeting: Meeting, *, by: Actor) -> int:
    """Freeze who sits (the first time) and queue the invitations; returns how many leave."""
    refresh(meeting)
    check_can_convene(by, meeting)
    if not meeting.items.exists():
        raise Invalid(_("L’ordre du jour est vide : inscrivez au moins un point avant de convoquer."))
    if meeting.state == MeetingState.PLANNED:
        _freeze(meeting)
        meeting.state, meeting.convened_at = MeetingState.CONVENED, by.at
    else:
        meeting.invitation_sequence += 1
    meeting.version += 1
    meeting.save(update_fields=["state", "convened_at", "invitation_sequence", "quorum", "version"])
    sent = send_invitations(meeting, by=by, method=Method.REQUEST)
    journal.record(
        "meeting.convened", by=by, subject=meeting, facts={"sequence": meeting.invitation_sequence, "letters": sent}
    )
    tell(meeting, "agenda", by=by, convened=True)
    return sent


def _seats(meeting: Meeting) -> tuple[Seat, ...]:
    return seats_on(meeting.body, meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date())


def _freeze(meeting: Meeting) -> None:
    seats, known, rank = _seats(meeting), set(), 0
    for seat in seats:
        holder = None
        for sitting, role in ((seat.holder, seat.role), (seat.substitute, AttendeeRole.SUBSTITUTE)):
            if sitting is None or sitting.person.pk in known:
                continue
            known.add(sitting.person.pk)
            rank += 1
            made = Attendee.objects.create(
                meeting=meeting, person=sitting.person, post_id=sitting.post_id, name=sitting.person.full_name,
                title=sitting.title, role=role, is_voting=seat.is_voting, is_member=seat.is_member, rank=rank,
                substitute_for=holder if role == AttendeeRole.SUBSTITUTE else None,
            )  # fmt: skip
            holder = made if role != AttendeeRole.SUBSTITUTE else holder
    voting = sum(1 for seat in seats if seat.is_voting and (seat.holder or seat.substitute))
    meeting.quorum = quorum_of(voting, meeting.body.quorum_share)


def send_invitations(meeting: Meeting, *, by: Actor, method: Method) -> int:
    """Queue one letter by attendee who has an address; those without are reached by the secretariat."""
    attendees = [row for row in meeting.attendees.select_related("person") if row.person.email]
    calendar = calendar_of(meeting, attendees, by=by, method=method)
    for attendee in attendees:
        outbox.queue(
            _letter(meeting, attendee, calendar, method),
            to=Recipient(
                key=f"person:{attendee.person.public_id}", name=attendee.name, address=attendee.person.email
            ),
            by=by, reference=f"{meeting.public_id}.{meeting.invitation_sequence}.{method.value.lower()}",
        )  # fmt: skip
    return len(attendees)


def calendar_of(meeting: Meeting, attendees: list[Attendee], *, by: Actor, method: Method) -> str:
    """The iTIP object of a session: one UID for its whole life."""
    guests = [
        Guest(
            name=row.name, address=row.person.email,
            part=Part.CHAIR if row.role == AttendeeRole.CHAIR
            else Part.OPTIONAL if row.role == AttendeeRole.SUBSTITUTE else Part.REQUIRED,
        )
        for row in attendees
    ]  # fmt: skip
    given = Invitation(
        uid=f"{meeting.public_id}@interco", sequence=meeting.invitation_sequence, stamp=by.at, starts_at=meeting.starts_at,
        minutes=meeting.duration_minutes, zone=ZoneInfo(meeting.zone), title=title_of(meeting), place=meeting.place,
        organiser=Guest(name=meeting.body.name, address=settings.DEFAULT_FROM_EMAIL), guests=guests,
        text=agenda_text(meeting), method=method,
    )  # fmt: skip
    return invitation(given).decode()


def title_of(meeting: Meeting) -> str:
    """How a session is called in a diary: « CODIR n° 46 »."""
    return f"{meeting.body.code} n° {meeting.number}"


def agenda_text(meeting: Meeting) -> str:
    """The agenda in plain text, one line an item."""
    rows = meeting.items.order_by("position", "pk")
    return "\n".join(f"{rank}. {row.title} ({row.duration_minutes} min)" for rank, row in enumerate(rows, start=1))


def _letter(meeting: Meeting, attendee: Attendee, calendar: str, method: Method) -> Letter:
    with translation.override("fr"):
        local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
        facts = {
            "name": attendee.name, "title": title_of(meeting), "day": formats.date_format(local, "l j F Y"),
            "hour": f"{local.hour} h {local.minute:02d}", "place": meeting.place or _("lieu à préciser"),
            "agenda": agenda_text(meeting),
        }  # fmt: skip
        if method == Method.CANCEL:
            text = _("Bonjour %(name)s,\n\nLa séance %(title)s du %(day)s à %(hour)s est annulée.\n") % facts
            return Letter(
                kind="meeting.cancelled", title=_("Annulation : %s") % facts["title"], text=text,
                subject_key=meeting.public_id, calendar=calendar, calendar_method=method.value,
            )  # fmt: skip
        text = (
            _(
                "Bonjour %(name)s,\n\nLa séance %(title)s se tient %(day)s à %(hour)s, %(place)s.\n\n"
                "Ordre du jour\n%(agenda)s\n\nLe dossier se lit dans interco, rubrique Séances.\n"
            )
            % facts
        )
        return Letter(
            kind="meeting.convocation", title=f"{_('Convocation')} : {facts['title']}, {facts['day']}", text=text,
            subject_key=meeting.public_id, calendar=calendar, calendar_method=method.value,
        )  # fmt: skip
