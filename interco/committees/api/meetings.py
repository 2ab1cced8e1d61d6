"""Sessions by the API: their list, one with its agenda and its attendees, and its great moments."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from interco.committees.api.schemas import (
    AgendaEntry,
    AttendeeShown,
    MeetingLine,
    MeetingShown,
    Released,
    Sealed,
    Sent,
)
from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models import Attendee, Meeting
from interco.committees.policies import items as item_policy
from interco.committees.policies.meetings import visible_to
from interco.committees.policies.records import check_can_read_record
from interco.committees.queries.dossier import DossierEntry, dossier
from interco.committees.queries.record import record_of
from interco.committees.queries.sessions import SessionLine, attendees_of, load_of, with_figures
from interco.committees.services.closing import close_meeting
from interco.committees.services.convocation import convene
from interco.committees.services.record import release_record
from interco.committees.services.record_document import record_pdf
from interco.committees.services.session import open_session
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Day, Named, Page, Paging, part_of
from interco.foundation.core.downloads import as_file
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.policies import signed_in

MEETINGS = Operations("Séances")


class MeetingsAsked(Paging):
    """What is asked of the list."""

    instance: str = Field("", max_length=22, description="Identifiant de l’instance.")
    etat: MeetingState | None = Field(None, description="État de la séance.")
    du: Day | None = Field(None, description="Premier jour.")
    jusqu_au: Day | None = Field(None, description="Dernier jour, compris.")


def meeting_of(request: HttpRequest, key: str) -> Meeting:
    """The session of the address that the actor may know of, or 404."""
    actor = acting(request)
    return get_object_or_404(visible_to(actor).select_related("body"), public_id=key)


@MEETINGS.get("seances", policy=reader, name="api_meetings", answer=Page[MeetingLine], summary="Lister les séances")
def list_meetings(request: HttpRequest, asked: Query[MeetingsAsked]) -> Page[MeetingLine]:
    """The nearest in time last; four queries."""
    actor = acting(request)
    found = visible_to(actor)
    if asked.instance:
        found = found.filter(body__public_id=asked.instance)
    if asked.etat is not None:
        found = found.filter(state=asked.etat)
    if asked.du is not None:
        found = found.filter(starts_at__date__gte=asked.du)
    if asked.jusqu_au is not None:
        found = found.filter(starts_at__date__lte=asked.jusqu_au)
    rows, figures = part_of(found.order_by("starts_at", "pk").only("pk"), asked)
    page = Meeting.objects.filter(pk__in=[row.pk for row in rows]).order_by("starts_at", "pk")
    return Page[MeetingLine](**figures, items=[MeetingLine(**line_of(line)) for line in with_figures(page)])


@MEETINGS.get(
    "seances/{key}", policy=reader, name="api_meeting", answer=MeetingShown, summary="Lire une séance et son ordre du jour"
)  # fmt: skip
def read_meeting(request: HttpRequest, key: str) -> MeetingShown:
    """One session as its reader may see it."""
    return shown(request, meeting_of(request, key))


@MEETINGS.write(
    "POST", "seances/{key}/convocation", policy=reader, name="api_convocation", answer=Sent, summary="Convoquer la séance",
    description="Fige les sièges et envoie les convocations ; une séance déjà convoquée l’est de nouveau, à jour.",
)  # fmt: skip
def convene_a_meeting(request: HttpRequest, key: str) -> Sent:
    """Convene, or convene again."""
    meeting = meeting_of(request, key)
    sent = convene(meeting, by=acting(request))
    return Sent(messages=sent, quorum=meeting.quorum, state=MeetingState(meeting.state))


@MEETINGS.write(
    "POST", "seances/{key}/ouverture", policy=signed_in, name="api_meeting_open", answer=MeetingShown,
    summary="Ouvrir la séance convoquée",
)  # fmt: skip
def open_a_meeting(request: HttpRequest, key: str) -> MeetingShown:
    """Open a convened session."""
    meeting = meeting_of(request, key)
    open_session(meeting, by=acting(request))
    return shown(request, meeting)


@MEETINGS.write(
    "POST", "seances/{key}/cloture", policy=signed_in, name="api_meeting_close", answer=Sealed, summary="Clore la séance",
    description="Numérote et scelle ses décisions, reporte ses points non traités, ouvre son relevé. Irréversible.",
)  # fmt: skip
def close_a_meeting(request: HttpRequest, key: str) -> Sealed:
    """Close an open session."""
    meeting = meeting_of(request, key)
    sealed = close_meeting(meeting, by=acting(request))
    return Sealed(record_reference=meeting.record_reference, decisions=[row.reference for row in sealed])


@MEETINGS.file(
    "seances/{key}/releve", policy=signed_in, name="api_record", summary="Télécharger le relevé de décisions (PDF)",
    description="Prêt dès la clôture ; réservé aux personnes convoquées.",
)  # fmt: skip
def read_the_record(request: HttpRequest, key: str) -> HttpResponse:
    """The record as a PDF."""
    meeting = meeting_of(request, key)
    record = record_of(meeting)
    check_can_read_record(acting(request), meeting, record.items)
    document = record_pdf(record, released_at=meeting.record_released_at)
    return as_file(document.pdf, media_type="application/pdf", name=f"{meeting.record_reference}.pdf")


@MEETINGS.write(
    "POST", "seances/{key}/releve/diffusion", policy=signed_in, name="api_record_release", answer=Released,
    summary="Diffuser le relevé de décisions", description="Une fois, par la file d’envoi, à qui peut le détenir.",
)  # fmt: skip
def release_the_record(request: HttpRequest, key: str) -> Released:
    """Send the record of a closed session."""
    return Released(messages=release_record(meeting_of(request, key), by=acting(request)))


def shown(request: HttpRequest, meeting: Meeting) -> MeetingShown:
    """A session with what its reader may read of the agenda."""
    actor = acting(request)
    entries = dossier(meeting, item_policy.visible_to(actor))
    return MeetingShown(
        **line_of(load_of(meeting)), follow_up_minutes=meeting.follow_up_minutes, quorum=meeting.quorum,
        convened_at=meeting.convened_at, opened_at=meeting.opened_at,
        closed_at=meeting.closed_at, record_reference=meeting.record_reference, version=meeting.version,
        paused_at=meeting.paused_at, record_released_at=meeting.record_released_at,
        agenda=[_entry(entry, meeting) for entry in entries], attendees=[_attendee(one) for one in attendees_of(meeting)],
    )  # fmt: skip


def line_of(line: SessionLine) -> dict[str, Any]:
    """A session of a list, field by field."""
    row = line.meeting
    return {
        "key": row.public_id, "body": Named(key=row.body.public_id, name=row.body.name), "number": row.number,
        "state": MeetingState(row.state), "starts_at": row.starts_at, "zone": row.zone,
        "duration_minutes": row.duration_minutes, "place": row.place, "deadline_at": row.deadline_at,
        "items": line.items, "planned_minutes": line.minutes or 0,
    }  # fmt: skip


def _entry(entry: DossierEntry, meeting: Meeting) -> AgendaEntry:
    item = entry.item
    return AgendaEntry(
        number=entry.number, starts_at=entry.starts_at, minutes=entry.minutes,
        item=Named(key=item.public_id, name=item.title) if item else None, reference=item.reference if item else "",
        state=item.state if item else "", is_current=item is not None and item.pk == meeting.current_item_id,
    )  # fmt: skip


def _attendee(row: Attendee) -> AttendeeShown:
    return AttendeeShown(
        key=row.public_id, person=Named(key=row.person.public_id, name=row.name), title=row.title,
        role=AttendeeRole(row.role), left_at=row.left_at, presence=Presence(row.presence), is_voting=row.is_voting,
        substitute_for=row.substitute_for.name if row.substitute_for else "",
    )  # fmt: skip
