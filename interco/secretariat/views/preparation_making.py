"""Beginning a preparation, beside an event of the agenda or with it; changing it, moving it, writing its review."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person, Post
from interco.scheduling.enums import EventKind, EventState
from interco.scheduling.models import Event
from interco.scheduling.policies import events as event_policy
from interco.scheduling.queries.choices import owner_choices
from interco.scheduling.queries.next_days import next_day
from interco.scheduling.rules.events import EventContent
from interco.scheduling.views.requests import day_asked
from interco.secretariat.enums import PreparationState
from interco.secretariat.forms.preparations import PlannedForm, PreparationForm, ReviewForm, StartForm
from interco.secretariat.models import Preparation, PreparationModel
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparation_choices import models, pilots
from interco.secretariat.services.pasted_steps import steps_of_text
from interco.secretariat.services.preparation_life import move_preparation
from interco.secretariat.services.preparations import (
    PreparationContent,
    Review,
    change_preparation,
    plan_and_prepare,
    prepare,
    review,
)
from interco.secretariat.views.preparations import preparation_of


def start(request: HttpRequest) -> HttpResponse:
    """Prepare the event of the address (`?evenement=…&jour=…`), or plan one and prepare it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = _event_asked(request)
    if event is None and actor.person_id is None:
        raise Refused(_("Il faut un agenda pour y préparer un événement."))
    form = _start_form(request, event)
    if request.method == "POST" and form.is_valid():
        try:
            row = _begun(form, event, day_asked(request.GET.get("jour", "")), actor)
        except Invalid as error:
            form.tell(error)
        else:
            messages.success(request, _("La préparation est ouverte."))
            return redirect("preparation", key=row.public_id)
    context = {"form": form, "event": event, "day": request.GET.get("jour", "")}
    return render(request, "secretariat/preparation_start.html", context, status=422 if form.is_bound else 200)


def _event_asked(request: HttpRequest) -> Event | None:
    """The event of the address: 404 when it is not the actor's to read, a sentence when not theirs to prepare."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key = request.GET.get("evenement", "")
    if not key:
        return None
    event = get_object_or_404(event_policy.visible_to(actor), public_id=key)
    policy.check_can_prepare(actor, event)
    return event


def _start_form(request: HttpRequest, event: Event | None) -> StartForm:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = Post.objects.filter(pk__in=actor.post_ids).order_by("pk").values_list("public_id", flat=True).first()
    choices: dict[str, Any] = {"pilot": pilots(actor.today), "model": [("", _("aucun")), *models()]}
    initial = {"pilot": own or "", "kind": "event", "model": "", "minutes": 120, "at": "09:00"}
    if event is not None:
        return StartForm(request.POST or None, choices=choices, initial={**initial, "title": event.title})
    owners = owner_choices(actor)
    choices["owner"] = owners
    return PlannedForm(request.POST or None, choices=choices, initial={**initial, "owner": owners[0][0]})


def _begun(form: StartForm, event: Event | None, day: Any, actor: Actor) -> Preparation:
    given = form.cleaned_data
    steps = steps_of_text(given["steps"], actor.today)
    model = PreparationModel.objects.filter(public_id=given["model"]).first() if given["model"] else None
    content = _content(given)
    if event is not None:
        return prepare(event, day or _next_day(event, actor), content, model=model, steps=steps, by=actor)
    planned = EventContent(
        title=given["title"], first_on=given["day"], at=given["at"], minutes=given["minutes"], place=given["place"],
        kind=EventKind.EVENT,
    )  # fmt: skip
    owner = Person.objects.get(public_id=given["owner"])
    return plan_and_prepare(planned, content, owner=owner, model=model, steps=steps, by=actor)


def _next_day(event: Event, actor: Actor) -> Any:
    """The next day of the event, its last when all are past."""
    coming = next_day(event, actor.at) or event.occurrences.filter(state=EventState.CONFIRMED).last()
    return coming.day if coming is not None else event.first_on


def _content(given: dict[str, Any]) -> PreparationContent:
    return PreparationContent(
        pilot=Post.objects.get(public_id=given["pilot"]), title=given["title"], kind=given["kind"],
        stakes=given["stakes"], is_open=given["is_open"],
    )  # fmt: skip


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is prepared, its pilot, who reads it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    policy.check_can_run(actor, row)
    present = {
        "title": row.title, "kind": row.kind, "pilot": row.pilot.public_id, "stakes": row.stakes, "is_open": row.is_open,
    }  # fmt: skip
    form = PreparationForm(request.POST or None, choices={"pilot": pilots(actor.today)}, initial=present)
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            change_preparation(row, _content(form.cleaned_data), version=version_read(request), by=actor)
        except Conflict as error:
            theirs = error.theirs
            form.add_error(None, error.sentence)
        except Invalid as error:
            row.refresh_from_db()
            form.tell(error)
        else:
            messages.success(request, _("Préparation enregistrée."))
            return redirect("preparation", key=key)
    status = 409 if theirs else 422 if form.is_bound else 200
    context = {"form": form, "row": row, "theirs": theirs}
    return render(request, "secretariat/preparation_edit.html", context, status=status)


def advance(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it is ready, held, stopped or taken up again."""
    row = preparation_of(request, key)
    to, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    move_preparation(row, to, version=version_read(request), reason=reason, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("La préparation est « %s ».") % PreparationState(row.state).label)
    return redirect("preparation", key=key)


def write_review(request: HttpRequest, key: str) -> HttpResponse:
    """What went well, what to improve, the figures."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    policy.check_can_run(actor, row)
    names = ("went_well", "to_improve", "expected", "attended", "figures")
    form = ReviewForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            review(row, Review(**form.cleaned_data), version=version_read(request), by=actor)
        except Conflict as error:
            theirs = error.theirs
            form.add_error(None, error.sentence)
        except Invalid as error:
            row.refresh_from_db()
            form.tell(error)
        else:
            messages.success(request, _("Le bilan est enregistré."))
            return redirect("preparation", key=key)
    status = 409 if theirs else 422 if form.is_bound else 200
    context = {"form": form, "row": row, "theirs": theirs}
    return render(request, "secretariat/preparation_review.html", context, status=status)
