"""The register of notes, the page of one, and what its author writes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Post, Unit
from interco.organisation.queries.choices import unit_choices
from interco.secretariat.enums import EndsHow, NoteState
from interco.secretariat.forms.notes import NoteForm
from interco.secretariat.models import NoteModel, StaffNote
from interco.secretariat.policies import notes as policy
from interco.secretariat.policies.requests import visible_to as visible_requests
from interco.secretariat.queries.note_choices import signatories
from interco.secretariat.queries.note_follow_up import figures_of
from interco.secretariat.queries.notes import NoteFilter, View, note_lines, note_page, register_of, to_acknowledge
from interco.secretariat.queries.request_origins import RequestOrigins
from interco.secretariat.services.notes import NoteContent, edit_note, write_note

PAGE = 40


def note_of(request: HttpRequest, key: str) -> StaffNote:
    """The note of the address that the actor may know of, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(policy.visible_to(actor).select_related("author", "unit"), public_id=key)


def asked_of(request: HttpRequest) -> NoteFilter:
    """What the address asks of the register."""
    given = request.GET
    year, view = given.get("annee", ""), given.get("vue", "")
    return NoteFilter(
        words=given.get("q", "")[:200], year=int(year) if year.isdecimal() and len(year) == 4 else None,
        unit=given.get("service", "")[:22], view=View(view) if view in list(View) else View.IN_FORCE,
    )  # fmt: skip


def index(request: HttpRequest) -> HttpResponse:
    """The notes this reader may know of: those in force, to read, in preparation, all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    readable, asked = policy.visible_to(actor), asked_of(request)
    page = Paginator(register_of(readable, asked, actor), PAGE).get_page(request.GET.get("page"))
    years = readable.exclude(release_on=None).order_by().dates("release_on", "year", order="DESC")
    units = Unit.objects.filter(pk__in=readable.order_by().values("unit_id"))
    follows = policy.sees_all(actor)
    context: dict[str, Any] = {
        "page": page, "lines": note_lines(page, actor.today, with_figures=follows), "asked": asked, "views": View,
        "years": [(day.year, str(day.year)) for day in years], "units": unit_choices(units, actor.today),
        "may_write": policy.may_write(actor), "keeps_models": follows, "follows": follows,
        "to_read": to_acknowledge(actor).count(), "today": actor.today,
    }  # fmt: skip
    return render(request, "secretariat/notes.html", context)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One note, as an act; what this reader may do of it now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    follows = policy.follows(actor, note)
    signs = policy.sees_all(actor)
    context = {
        "note": note, "page": note_page(note, policy.visible_to(actor), actor), "may_edit": policy.may_edit(actor, note),
        "asked": policy.asked_of(actor, note), "follows": follows, "carries": policy.carries(actor, note),
        "figures": figures_of(note, actor.today) if follows else None, "signs": signs,
        "may_sign": signs and note.state == NoteState.READY,
        "may_return": signs and note.state in {NoteState.READY, NoteState.ENDORSING},
        "may_withdraw": _may_withdraw(actor, note), "today": actor.today,
        "origins": RequestOrigins(visible_requests).of_note(note, actor),
    }  # fmt: skip
    return render(request, "secretariat/note.html", context)


def _may_withdraw(actor: Actor, note: StaffNote) -> bool:
    ahead = {NoteState.DRAFT, NoteState.RETURNED, NoteState.ENDORSING, NoteState.READY}
    if note.state == NoteState.SIGNED:
        return policy.sees_all(actor)
    return note.state in ahead and policy.carries(actor, note)


def write(request: HttpRequest) -> HttpResponse:
    """Begin a note, from nothing or from a model letter."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_may_write(actor)
    own = Unit.objects.all() if policy.sees_all(actor) else Unit.objects.filter(pk__in=actor.unit_ids)
    models = list(NoteModel.objects.all())
    model = next((one for one in models if one.public_id == request.GET.get("modele")), None)
    choices = _choices(own, actor)
    initial = {
        "title": model.title if model else "", "text": model.text if model else "", "asks_acknowledgement": True,
        "escalate_after_days": 7, "unit": _own_unit(actor), "ends_how": EndsHow.REPEALS,
    }  # fmt: skip
    form = NoteForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            note = write_note(content_of(form, actor), by=actor)
        except Invalid as error:
            form.tell(error)
        else:
            messages.success(request, _("Brouillon gardé : dites maintenant à qui la note s’adresse."))
            return redirect("note_audience", key=note.public_id)
    context: dict[str, Any] = {"form": form, "note": None, "models": models, "model": model, "theirs": {}}
    return render(request, "secretariat/note_edit.html", context, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Write the note again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_edit(actor, note)
    own = Unit.objects.all() if policy.sees_all(actor) else Unit.objects.filter(pk__in={*actor.unit_ids, note.unit_id})
    form = NoteForm(request.POST or None, choices=_choices(own, actor, note), initial=_present(note))
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            edit_note(note, content_of(form, actor), version=version_read(request), by=actor)
        except Invalid as error:
            form.tell(error)
        except Conflict as error:
            theirs = {name: text for name, text in error.theirs.items() if text != str(form.cleaned_data.get(name))}
            form.tell(error)
        else:
            messages.success(request, _("Note enregistrée."))
            return redirect("note", key=key)
    context = {"form": form, "note": note, "models": [], "model": None, "theirs": theirs}
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "secretariat/note_edit.html", context, status=status)


def _own_unit(actor: Actor) -> str:
    keys = Unit.objects.filter(pk__in=actor.unit_ids).order_by("pk").values_list("public_id", flat=True)
    return keys.first() or ""


def _choices(own: Any, actor: Actor, note: StaffNote | None = None) -> dict[str, list[tuple[str, str]]]:
    near = actor.unit_ids | ({note.unit_id} if note else set())
    posts = signatories(near, actor.today, beside=note.signatory_post_id if note else None)
    going = policy.visible_to(actor).filter(state=NoteState.PUBLISHED).order_by("-reference")[:60]
    return {
        "unit": unit_choices(own, actor.today),
        "signatory": [(one.key, one.label) for one in posts],
        "ends": [(row.public_id, f"{row.reference}, {row.title}") for row in going],
    }  # fmt: skip


def _present(note: StaffNote) -> dict[str, Any]:
    return {
        "title": note.title, "text": note.text, "unit": note.unit.public_id, "signatory": note.signatory_post.public_id,
        "signature_mention": note.signature_mention, "effective_on": note.effective_on, "expires_on": note.expires_on,
        "ends": list(note.ends.values_list("public_id", flat=True)), "ends_how": note.ends_how or EndsHow.REPEALS,
        "asks_acknowledgement": note.asks_acknowledgement, "escalate_after_days": note.escalate_after_days,
    }  # fmt: skip


def content_of(form: NoteForm, actor: Actor) -> NoteContent:
    """What was typed; the form is valid."""
    given = form.cleaned_data
    return NoteContent(
        title=given["title"], text=given["text"], unit=Unit.objects.get(public_id=given["unit"]),
        signatory_post=Post.objects.get(public_id=given["signatory"]), signature_mention=given["signature_mention"],
        effective_on=given["effective_on"], expires_on=given["expires_on"],
        ends=list(policy.visible_to(actor).filter(public_id__in=given.get("ends") or [])),
        ends_how=given.get("ends_how") or EndsHow.REPEALS, asks_acknowledgement=given["asks_acknowledgement"],
        escalate_after_days=given["escalate_after_days"],
    )  # fmt: skip
