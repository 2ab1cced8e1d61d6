"""The sheets of meetings: the list, and one of them with everything that is written on it.

A refusal shows the page again with what was typed: nothing typed is lost.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interco.committees.policies.actions import visible_to as visible_actions
from interco.committees.queries.owners import owners_among
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.policies.events import visible_to as visible_events
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.views.requests import day_asked
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.forms.sheets import SheetActionForm
from interco.secretariat.models import MeetingSheet
from interco.secretariat.policies import sheets as policy
from interco.secretariat.queries.sheet_attendance import posts_of
from interco.secretariat.queries.sheet_page import SheetPage, sheet_page
from interco.secretariat.queries.sheets import coming, lines, listed
from interco.secretariat.rules.points import parse_all
from interco.secretariat.services.sheet_actions import write_sheet_action
from interco.secretariat.services.sheet_life import hold, take_up_again
from interco.secretariat.services.sheets import (
    PointAsked,
    name_note_taker,
    note_attendance,
    open_sheet,
    set_agenda,
    write_point,
    write_summary,
)

PAGE_SIZE = 40
PRESENCE, WAS = "presence-", "was-"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and refused: the part of the page, its sentence, the other text after a race, the fields."""

    part: str = ""
    sentence: str = ""
    theirs: dict[str, str] = field(default_factory=dict)
    version: int | None = None
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """409 after a race, 422 after another refusal."""
        if not self.part:
            return 200
        return 409 if self.version is not None else 422


def sheet_of(request: HttpRequest, key: str) -> MeetingSheet:
    """The sheet of the address that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = policy.visible_to(actor).select_related("event__owner", "note_taker", "document")
    return get_object_or_404(found, public_id=key)


def page_of(sheet: MeetingSheet, actor: Actor) -> SheetPage:
    """Everything its page shows this reader."""
    return sheet_page(sheet, actor, actions=visible_actions(actor), people=visible_people(actor))


def index(request: HttpRequest) -> HttpResponse:
    """The sheets one reads, the last day first, and the next meetings without one; on POST, begin a sheet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        return _open(request, actor)
    words, state = request.GET.get("q", "")[:200], request.GET.get("etat", "")
    found = listed(policy.visible_to(actor), state=state, words=words)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    is_first = page.number == 1 and not words and not state
    context = {
        "page": page, "lines": lines(list(page.object_list)), "words": words, "state": state,
        "states": SheetState.choices, "coming": coming(actor, own_agendas(actor)) if is_first else [],
    }  # fmt: skip
    return render(request, "secretariat/sheets.html", context)


def _open(request: HttpRequest, actor: Actor) -> HttpResponse:
    event = visible_events(actor).filter(public_id=request.POST.get("event", "")[:30]).first()
    day = day_asked(request.POST.get("day", ""))
    if event is None:
        raise Http404
    if day is None:
        raise Invalid(_("Choisissez le jour de la réunion."), field="day")
    return redirect("sheet", key=open_sheet(event, day, by=actor).public_id)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One sheet."""
    return shown(request, sheet_of(request, key), Typed())


def shown(request: HttpRequest, sheet: MeetingSheet, typed: Typed, form: SheetActionForm | None = None) -> HttpResponse:
    """The page of a sheet, with what was typed and refused."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page, writes = page_of(sheet, actor), policy.writes(actor, sheet)
    is_open = writes and sheet.state != SheetState.RELEASED
    context: dict[str, Any] = {
        "sheet": sheet, "page": page, "writes": writes, "is_open": is_open, "typed": typed,
        "attendances": Attendance.choices,
        "version": typed.version if typed.part == "agenda" and typed.version else sheet.version,
        "form": form or (_action_form(page, actor) if writes else None),
        "may_name": policy.may_name(actor, sheet), "is_ahead": page.sitting.ends_at > actor.at,
        "guests": [(one.person_key, one.name) for one in page.attendees[1:] if one.person_key],
        "may_read_event": visible_events(actor).filter(pk=sheet.event_id).exists(),
    }  # fmt: skip
    return render(request, "secretariat/sheet.html", context, status=typed.status or (422 if form else 200))


def _action_form(page: SheetPage, actor: Actor, data: Any = None) -> SheetActionForm:
    posts = owners_among(posts_of(page.sheet), actor.today, visible_people(actor))
    return SheetActionForm(data, posts=posts, points=page.points, prefix="action")


def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """Write the agenda: one point a line."""
    sheet = sheet_of(request, key)
    text = request.POST.get("points", "")
    points = [PointAsked(title=one.title, minutes=one.minutes, presenter=one.presenter) for one in parse_all(text)]
    try:
        set_agenda(sheet, points, version=version_read(request), by=request.actor)  # type: ignore[attr-defined]
    except (Invalid, Conflict) as error:
        return shown(request, sheet_of(request, key), _refused("agenda", error, {"points": text}))
    messages.success(request, _("Ordre du jour enregistré."))
    return redirect("sheet", key=key)


def attendance(request: HttpRequest, key: str) -> HttpResponse:
    """Note who was there: what differs from what the page showed, so that two people may note at once."""
    sheet, shown_before = sheet_of(request, key), _named(request, WAS)
    given = _named(request, PRESENCE)
    noted = {name: value for name, value in given.items() if value != shown_before.get(name, "")}
    added = request.POST.get("added", "").splitlines()
    try:
        note_attendance(sheet, noted, added=added, by=request.actor)  # type: ignore[attr-defined]
    except Invalid as error:
        typed = {**{f"{PRESENCE}{name}": value for name, value in given.items()}, "added": "\n".join(added)}
        return shown(request, sheet_of(request, key), _refused("attendance", error, typed))
    messages.success(request, _("Présences enregistrées."))
    return redirect("sheet", key=key)


def record(request: HttpRequest, key: str) -> HttpResponse:
    """Write the record in short; the script that saves by itself is answered in JSON."""
    sheet, text = sheet_of(request, key), request.POST.get("summary", "")
    try:
        write_summary(sheet, text, version=version_read(request), by=request.actor)  # type: ignore[attr-defined]
    except (Invalid, Conflict) as error:
        return _unsaved(request, key, _refused("summary", error, {"text": text}))
    return _saved(request, sheet, sheet.summary_version)


def point(request: HttpRequest, key: str, point: str) -> HttpResponse:
    """Write what was said on a point, in the same way."""
    sheet = sheet_of(request, key)
    row = get_object_or_404(sheet.points.select_related("sheet"), public_id=point)
    row.sheet = sheet
    text = request.POST.get(f"text-{point}", "")
    try:
        write_point(row, text, version=version_read(request), by=request.actor)  # type: ignore[attr-defined]
    except (Invalid, Conflict) as error:
        return _unsaved(request, key, _refused(point, error, {"text": text}))
    return _saved(request, sheet, row.version)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _saved(request: HttpRequest, sheet: MeetingSheet, version: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"at": f"{timezone.localtime(sheet.written_at):%H:%M}", "version": version})
    messages.success(request, _("Compte rendu enregistré."))
    return redirect("sheet", key=sheet.public_id)


def _unsaved(request: HttpRequest, key: str, refused: Typed) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"detail": refused.sentence, "theirs": refused.theirs}, status=refused.status)
    return shown(request, sheet_of(request, key), refused)


def action(request: HttpRequest, key: str) -> HttpResponse:
    """Write an action."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sheet = sheet_of(request, key)
    policy.check_can_write(actor, sheet)
    form = _action_form(page_of(sheet, actor), actor, request.POST)
    if form.is_valid():
        try:
            made = write_sheet_action(sheet, form.content(), point=form.chosen_point(), by=actor)
        except Invalid as error:
            form.tell(error)
        else:
            messages.success(request, _("Action %s écrite.") % made.reference)
            return redirect(f"{reverse('sheet', args=[key])}#actions")
    return shown(request, sheet, Typed(), form)


def note_taker(request: HttpRequest, key: str) -> HttpResponse:
    """Entrust the notes to a guest, or take them back."""
    sheet, given = sheet_of(request, key), request.POST.get("note_taker", "")
    person = get_object_or_404(Person, public_id=given) if given else None
    name_note_taker(sheet, person, version=version_read(request), by=request.actor)  # type: ignore[attr-defined]
    messages.success(
        request, _("%s prend les notes.") % person.full_name if person else _("Les notes vous reviennent.")
    )
    return redirect("sheet", key=key)


def move(request: HttpRequest, key: str) -> HttpResponse:
    """Say that the meeting was held, or take its sheet up again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sheet, to = sheet_of(request, key), request.POST.get("to", "")
    if to not in {"held", "again"}:
        raise Invalid(_("Choisissez une des réponses proposées."), field="to")
    step = hold if to == "held" else take_up_again
    step(sheet, version=version_read(request), by=actor)
    messages.success(request, _("Fiche : %s.") % sheet.get_state_display())
    return redirect("sheet", key=key)


def _named(request: HttpRequest, prefix: str) -> dict[str, str]:
    """The fields of a form whose names begin so, by the rest of their names."""
    return {name.removeprefix(prefix): str(value) for name, value in request.POST.items() if name.startswith(prefix)}


def _refused(part: str, error: Invalid | Conflict, fields: dict[str, str]) -> Typed:
    if isinstance(error, Conflict):
        return Typed(part, error.sentence, error.theirs, error.version, fields)
    return Typed(part, error.sentence, {}, None, fields)
