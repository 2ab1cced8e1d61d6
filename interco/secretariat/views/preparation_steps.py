"""The steps of a preparation: added, pasted, one page for one step, and its gestures; the documents joined."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.policies.people import visible_to as visible_people
from interco.secretariat.enums import LIVE_PREPARATIONS, PREPARATION_STEP_TRANSITIONS, PreparationStepState
from interco.secretariat.forms.preparations import StepForm
from interco.secretariat.models import PreparationModel, PreparationStep
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparation_choices import charge_of, charges, key_of_charge, models, told_day
from interco.secretariat.queries.preparation_page import told_offset
from interco.secretariat.queries.preparations import in_charge_of
from interco.secretariat.services.pasted_steps import steps_of_file, steps_of_text
from interco.secretariat.services.preparation_models import push_step
from interco.secretariat.services.preparation_steps import (
    StepContent,
    add_step,
    add_steps,
    change_step,
    move_step,
    note_step,
    remove_step,
)
from interco.secretariat.services.preparations import join_document
from interco.secretariat.views.preparations import preparation_of


def step_of(request: HttpRequest, key: str) -> PreparationStep:
    """The step of the address, of a preparation that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = policy.visible_steps(actor).select_related("preparation__event", "preparation__model", "post", "person")
    return get_object_or_404(rows, public_id=key)


def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add the step of the form."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    policy.check_can_run(actor, row)
    form = StepForm(request.POST, charges=charges(actor.today))
    if not form.is_valid():
        field, sentences = next(iter(form.errors.items()))
        raise Invalid(str(sentences[0]), field=field)
    step = add_step(row, _content(form), by=actor)
    messages.success(request, _("Étape ajoutée."))
    return redirect(f"/secretariat/preparations/{key}/#etape-{step.public_id}")


def _content(form: StepForm) -> StepContent:
    given = form.cleaned_data
    return StepContent(
        label=given["label"], offset=given["offset"], due_on=given["due_on"], charge=charge_of(given["charge"]),
        note=given["note"],
    )  # fmt: skip


def paste(request: HttpRequest, key: str) -> HttpResponse:
    """Add the steps of a pasted table, or of a file: all or nothing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    policy.check_can_run(actor, row)
    file = request.FILES.get("file")
    given = (
        steps_of_file(file.name or "", file.read(), actor.today)
        if file is not None
        else steps_of_text(request.POST.get("steps", ""), actor.today)
    )
    if not given:
        raise Invalid(_("Collez au moins une étape."), field="steps")
    count = len(add_steps(row, given, by=actor))
    messages.success(request, ngettext("%d étape ajoutée.", "%d étapes ajoutées.", count) % count)
    return redirect("preparation", key=key)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One step: written again by who runs the preparation, done and noted by who is in charge."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    step = step_of(request, key)
    runs = policy.runs(actor, step.preparation)
    present = {
        "offset": told_day(step.offset), "label": step.label, "charge": key_of_charge(step),
        "due_on": step.due_on if step.is_fixed else None, "note": step.note,
    }  # fmt: skip
    form = StepForm(request.POST or None, charges=charges(actor.today, kept=step) if runs else [], initial=present)
    theirs: dict[str, str] = {}
    if request.method == "POST":
        policy.check_can_run(actor, step.preparation)
        if form.is_valid():
            try:
                change_step(step, _content(form), version=version_read(request), by=actor)
            except Conflict as error:
                theirs = error.theirs
                form.add_error(None, error.sentence)
            except Invalid as error:
                step.refresh_from_db()
                form.tell(error)
            else:
                messages.success(request, _("Étape enregistrée."))
                return redirect("preparation", key=step.preparation.public_id)
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "secretariat/preparation_step.html", _page(step, form, theirs, runs, actor), status=status)


def _page(
    step: PreparationStep, form: StepForm, theirs: dict[str, str], runs: bool, actor: Actor
) -> dict[str, object]:  # fmt: skip
    is_live = step.preparation.state in LIVE_PREPARATIONS
    does = (runs or policy.is_in_charge(actor, step)) and is_live
    keeps = policy.keeps_models(actor)
    who = in_charge_of([step], actor.today, visible_people(actor)).of(step)
    return {
        "step": step, "row": step.preparation, "form": form, "theirs": theirs, "runs": runs and is_live, "does": does,
        "leads_to": PREPARATION_STEP_TRANSITIONS[step.state] if does else frozenset(), "who": who,
        "told": told_offset(step, step.preparation), "files": list(step.files.all()),
        "models": models() if keeps else [],
    }  # fmt: skip


def act(request: HttpRequest, key: str) -> HttpResponse:
    """Move a step, or note it, then come back where one was."""
    step = step_of(request, key)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    version, to = version_read(request), request.POST.get("state", "")
    if to == "note":
        note_step(step, request.POST.get("note", ""), version=version, by=actor)
        messages.success(request, _("Note enregistrée."))
    else:
        move_step(step, to, version=version, reason=request.POST.get("reason", ""), by=actor)
        told = {"label": step.label, "state": PreparationStepState(step.state).label}
        messages.success(request, _("« %(label)s » : %(state)s.") % told)
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect(f"/secretariat/preparations/{step.preparation.public_id}/#etape-{step.public_id}")


def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Take a step off the checklist."""
    step = step_of(request, key)
    row = step.preparation
    remove_step(step, version=version_read(request), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Étape retirée."))
    return redirect("preparation", key=row.public_id)


def take_up(request: HttpRequest, key: str) -> HttpResponse:
    """Have a model take the step up: the next preparations will have it."""
    step, actor = step_of(request, key), request.actor  # type: ignore[attr-defined]
    policy.check_can_keep_models(actor)
    model = get_object_or_404(PreparationModel, public_id=request.POST.get("model", ""))
    push_step(step, model, by=actor)
    messages.success(request, _("Le modèle « %s » reprend cette étape.") % model.name)
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("preparation_step", key=key)


def join(request: HttpRequest, key: str) -> HttpResponse:
    """Join a document to the preparation; with `step`, the evidence of a step."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    asked = request.POST.get("step", "")
    step = get_object_or_404(row.steps, public_id=asked) if asked else None
    policy.check_can_join(actor, row, step)
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choisissez un fichier."), field="file")
    kept = join_document(row, name=file.name or "", content=file.read(), step=step, by=actor)
    messages.success(request, _("« %s » est joint.") % kept.name)
    return redirect("preparation_step", key=asked) if step else redirect("preparation", key=key)
