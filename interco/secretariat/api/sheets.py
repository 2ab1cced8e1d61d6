"""Sheets of meetings by the API: begun, their agenda, who was there, what was said, what is to do, their sendings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from interco.committees.api.actions import action_shown
from interco.committees.policies.actions import visible_to as visible_actions
from interco.committees.queries.owners import owners_among
from interco.committees.services.actions import ActionContent
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named, Page, part_of
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import signed_in
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.policies.events import visible_to as visible_events
from interco.secretariat.api.sheet_schemas import (
    AgendaGiven,
    AttendanceGiven,
    AtVersion,
    MessagesSent,
    NoteTakerGiven,
    PointShown,
    PointText,
    SheetActionGiven,
    SheetAttendeeShown,
    SheetLineShown,
    SheetOpening,
    SheetsAsked,
    SheetShown,
    SummaryGiven,
)
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.models import MeetingSheet
from interco.secretariat.policies import sheets as policy
from interco.secretariat.queries.sheet_attendance import posts_of
from interco.secretariat.queries.sheet_page import SheetPage, sheet_page
from interco.secretariat.queries.sheets import Sitting, listed, sittings_of
from interco.secretariat.services.sheet_actions import write_sheet_action
from interco.secretariat.services.sheet_document import sheet_pdf
from interco.secretariat.services.sheet_life import hold, take_up_again
from interco.secretariat.services.sheet_release import release_sheet, send_agenda
from interco.secretariat.services.sheets import (
    PointAsked,
    name_note_taker,
    note_attendance,
    open_sheet,
    set_agenda,
    write_point,
    write_summary,
)

SHEETS = Operations("Réunions")


@SHEETS.get(
    "reunions", policy=signed_in, name="api_sheets", answer=Page[SheetLineShown], summary="Lister les fiches de réunion"
)
def list_sheets(request: HttpRequest, asked: Query[SheetsAsked]) -> Page[SheetLineShown]:
    """The last day first; five queries."""
    found = listed(policy.visible_to(acting(request)), state=asked.etat or "", words=asked.q)
    rows, figures = part_of(found, asked)
    sittings = sittings_of(rows)
    return Page[SheetLineShown](
        **figures, items=[SheetLineShown.model_validate(_line(row, sittings[row.pk])) for row in rows]
    )


@SHEETS.write(
    "POST", "reunions", policy=signed_in, name="api_sheets", answer=SheetShown, status=201,
    summary="Ouvrir la fiche d’un jour d’un événement",
    description="Un jour a une fiche : celle qui existe est rendue telle quelle.",
)  # fmt: skip
def open_a_sheet(request: HttpRequest, given: SheetOpening) -> SheetShown:
    """Begin it."""
    actor = acting(request)
    event = get_object_or_404(visible_events(actor), public_id=given.event)
    return _shown(request, open_sheet(event, given.day, by=actor))


@SHEETS.get(
    "reunions/{key}", policy=signed_in, name="api_sheet", answer=SheetShown, summary="Lire une fiche de réunion"
)
def read_sheet(request: HttpRequest, key: str) -> SheetShown:
    """One sheet."""
    return _shown(request, sheet_of(request, key))


@SHEETS.file("reunions/{key}/fiche.pdf", policy=signed_in, name="api_sheet_pdf", summary="Télécharger une fiche en PDF")
def read_a_sheet_as_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda before the meeting, the record after."""
    actor, sheet = acting(request), sheet_of(request, key)
    released_at = sheet.released_at if sheet.state == SheetState.RELEASED else None
    document = sheet_pdf(_page(request, sheet), at=actor.at, released_at=released_at)
    return as_file(document.pdf, media_type="application/pdf", name=f"{sheet.event.title} {sheet.day}.pdf")


@SHEETS.write(
    "PUT", "reunions/{key}/ordre-du-jour", policy=signed_in, name="api_sheet_agenda", answer=SheetShown,
    summary="Écrire l’ordre du jour d’une réunion",
)  # fmt: skip
def set_an_agenda(request: HttpRequest, key: str, given: AgendaGiven) -> SheetShown:
    """All of it, in order."""
    points = [
        PointAsked(title=one.title, minutes=one.minutes, presenter=one.presenter, key=one.key or "")
        for one in given.points
    ]
    sheet = sheet_of(request, key)
    return _shown(request, set_agenda(sheet, points, version=given.version, by=acting(request)))


@SHEETS.write(
    "PUT", "reunions/{key}/presences", policy=signed_in, name="api_sheet_attendance", answer=SheetShown,
    summary="Noter les présences d’une réunion",
)  # fmt: skip
def note_the_attendance(request: HttpRequest, key: str, given: AttendanceGiven) -> SheetShown:
    """Those named; the others stay as they are."""
    noted = {name: str(value.value) if value else "" for name, value in given.noted.items()}
    sheet = sheet_of(request, key)
    note_attendance(sheet, noted, added=given.added, by=acting(request))
    return _shown(request, sheet)


@SHEETS.write(
    "PUT", "reunions/{key}/compte-rendu", policy=signed_in, name="api_sheet_record", answer=SheetShown,
    summary="Écrire le compte rendu en bref",
)  # fmt: skip
def write_a_summary(request: HttpRequest, key: str, given: SummaryGiven) -> SheetShown:
    """At the version of the summary."""
    return _shown(
        request, write_summary(sheet_of(request, key), given.summary, version=given.version, by=acting(request))
    )


@SHEETS.write(
    "PUT", "reunions/{key}/points/{point}", policy=signed_in, name="api_sheet_point", answer=SheetShown,
    summary="Écrire le compte rendu d’un point",
)  # fmt: skip
def write_on_a_point(request: HttpRequest, key: str, point: str, given: PointText) -> SheetShown:
    """At the version of the point: two people may write on two points."""
    sheet = sheet_of(request, key)
    row = get_object_or_404(sheet.points.select_related("sheet"), public_id=point)
    row.sheet = sheet
    write_point(row, given.text, version=given.version, by=acting(request))
    return _shown(request, sheet)


@SHEETS.write(
    "POST", "reunions/{key}/actions", policy=signed_in, name="api_sheet_action", answer=SheetShown, status=201,
    summary="Écrire une action décidée en réunion",
)  # fmt: skip
def write_an_action_of_a_meeting(request: HttpRequest, key: str, given: SheetActionGiven) -> SheetShown:
    """It joins the follow-up of all actions."""
    actor, sheet = acting(request), sheet_of(request, key)
    policy.check_can_write(actor, sheet)
    offered = owners_among(posts_of(sheet), actor.today, visible_people(actor))
    post = next((post for post, _label in offered if post.public_id == given.owner_post), None)
    if post is None:
        raise Invalid(_("Ce poste ne peut pas porter une action de cette réunion."), field="owner_post")
    point = sheet.points.filter(public_id=given.point).first() if given.point else None
    if given.point and point is None:
        raise Invalid(_("Ce point n’est plus à l’ordre du jour : rechargez la page."), field="point")
    content = ActionContent(title=given.title, owner_post=post, due_on=given.due_on)
    write_sheet_action(sheet, content, point=point, by=actor)
    return _shown(request, sheet)


@SHEETS.write(
    "PUT", "reunions/{key}/notes", policy=signed_in, name="api_sheet_note_taker", answer=SheetShown,
    summary="Confier les notes d’une réunion",
)  # fmt: skip
def name_a_note_taker(request: HttpRequest, key: str, given: NoteTakerGiven) -> SheetShown:
    """To a guest, or back to the organiser."""
    actor, sheet = acting(request), sheet_of(request, key)
    policy.check_can_name(actor, sheet)
    person = get_object_or_404(visible_people(actor), public_id=given.person) if given.person else None
    return _shown(request, name_note_taker(sheet, person, version=given.version, by=actor))


@SHEETS.write(
    "POST", "reunions/{key}/tenue", policy=signed_in, name="api_sheet_hold", answer=SheetShown,
    summary="Dire qu’une réunion a été tenue",
)  # fmt: skip
def hold_a_meeting(request: HttpRequest, key: str, given: AtVersion) -> SheetShown:
    """Its record is to be sent."""
    return _shown(request, hold(sheet_of(request, key), version=given.version, by=acting(request)))


@SHEETS.write(
    "POST", "reunions/{key}/reprise", policy=signed_in, name="api_sheet_again", answer=SheetShown,
    summary="Rouvrir une réunion, ou corriger son compte rendu",
)  # fmt: skip
def take_a_sheet_up_again(request: HttpRequest, key: str, given: AtVersion) -> SheetShown:
    """One step back."""
    return _shown(request, take_up_again(sheet_of(request, key), version=given.version, by=acting(request)))


@SHEETS.write(
    "POST", "reunions/{key}/envoi", policy=signed_in, name="api_sheet_send", answer=MessagesSent,
    summary="Envoyer l’ordre du jour, ou diffuser le compte rendu",
    description="L’ordre du jour tant que la réunion est à tenir, le compte rendu après.",
)  # fmt: skip
def send_a_sheet(request: HttpRequest, key: str, given: AtVersion) -> MessagesSent:
    """To everybody of the meeting who has an address."""
    actor, sheet = acting(request), sheet_of(request, key)
    policy.check_can_write(actor, sheet)
    send = send_agenda if sheet.state == SheetState.PREPARING else release_sheet
    return MessagesSent(messages=send(_page(request, sheet), version=given.version, by=actor))


def sheet_of(request: HttpRequest, key: str) -> MeetingSheet:
    """The sheet of the address that the actor may read, or 404."""
    found = policy.visible_to(acting(request)).select_related("event__owner", "note_taker")
    return get_object_or_404(found, public_id=key)


def _page(request: HttpRequest, sheet: MeetingSheet) -> SheetPage:
    actor = acting(request)
    return sheet_page(sheet, actor, actions=visible_actions(actor), people=visible_people(actor))


def _line(row: MeetingSheet, sitting: Sitting) -> dict[str, object]:
    owner = row.event.owner
    return {
        "key": row.public_id, "title": row.event.title, "day": row.day, "when": sitting.when, "place": sitting.place,
        "state": SheetState(row.state), "is_cancelled": sitting.is_cancelled,
        "organiser": Named(key=owner.public_id, name=owner.full_name), "version": row.version,
    }  # fmt: skip


def _shown(request: HttpRequest, sheet: MeetingSheet) -> SheetShown:
    """A sheet as its reader may read it, as it stands now."""
    row = MeetingSheet.objects.select_related("event__owner", "note_taker").get(pk=sheet.pk)
    page = _page(request, row)
    taker = row.note_taker
    return SheetShown.model_validate({
        **_line(row, page.sitting), "event": row.event.public_id, "summary": row.summary,
        "summary_version": row.summary_version,
        "note_taker": Named(key=taker.public_id, name=taker.full_name) if taker else None,
        "points": [
            PointShown(key=one.public_id, title=one.title, minutes=one.minutes, presenter=one.presenter, text=one.text,
                       version=one.version)
            for one in page.points
        ],
        "attendees": [
            SheetAttendeeShown(key=one.key, name=one.name, is_optional=one.is_optional,
                          attendance=Attendance(one.noted) if one.noted else None)
            for one in page.attendees
        ],
        "actions": [action_shown(line) for line in page.actions], "left": [action_shown(line) for line in page.left],
        "agenda_sent_at": row.agenda_sent_at, "released_at": row.released_at,
    })  # fmt: skip
