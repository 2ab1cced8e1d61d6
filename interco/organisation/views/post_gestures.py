"""Gestures on posts and on who holds them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.organisation.enums import AssignmentKind
from interco.organisation.forms.posts import (
    AssignForm,
    ChangePostForm,
    CorrectPostForm,
    DayForm,
    OpenPostForm,
    QuotaForm,
)
from interco.organisation.models import Assignment, Post, PostVersion, Unit
from interco.organisation.policies import people, units
from interco.organisation.policies.organisation import posts_visible_to
from interco.organisation.queries.lists import people_on
from interco.organisation.rules.periods import contains
from interco.organisation.services.assignments import assign, correct_assignment, end_assignment
from interco.organisation.services.posts import change_post, close_post, correct_post, open_post
from interco.organisation.views.days import day_in_path
from interco.organisation.views.gestures import Gesture, answer, given_version

SUGGESTED = 500


def _units(actor: Actor) -> QuerySet[Unit]:
    return units.visible_to(actor).filter(collectivity__is_home=True)


def _initial(row: PostVersion) -> dict[str, Any]:
    names = (
        "title",
        "feminine_title",
        "function",
        "leads_unit",
        "fte",
        "category",
        "is_functional",
        "starts_on",
        "ends_on",
    )
    return {name: getattr(row, name) for name in names} | {"unit": row.unit.public_id}


def version_on(post: Post, day: date) -> PostVersion:
    """The version of that day, else the last one."""
    rows = list(post.versions.select_related("unit").order_by("starts_on"))
    if not rows:
        raise Http404
    return next((row for row in rows if contains(row, day)), rows[-1])


def create(request: HttpRequest) -> HttpResponse:
    """Open a post, in the unit it was asked from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    initial = {"starts_on": actor.today, "unit": request.GET.get("unite", "")}
    form = OpenPostForm(request.POST or None, units=_units(actor), on=actor.today, initial=initial)

    def run() -> str:
        given = form.cleaned_data
        post = open_post(form.values(), starts_on=given["starts_on"], reference=given["reference"], by=actor)
        return reverse("post", args=[post.public_id]) + f"?au={given['starts_on'].isoformat()}"

    gesture = Gesture(
        title=_("Ouvrir un poste"),
        form=form,
        button=_("Ouvrir le poste"),
        back=reverse("posts"),
        done=_("Poste ouvert."),
    )
    return answer(request, gesture, run)


def change(request: HttpRequest, key: str) -> HttpResponse:
    """Changer au…"""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    row = version_on(post, actor.today)
    initial = _initial(row) | {"day": actor.today}
    form = ChangePostForm(request.POST or None, units=_units(actor), on=actor.today, initial=initial)

    def run() -> str:
        day = form.cleaned_data["day"]
        change_post(post, form.values(), day=day, by=actor)
        return reverse("post", args=[key]) + f"?au={day.isoformat()}"

    gesture = Gesture(
        title=_("Changer « %(name)s »") % {"name": row.title}, form=form, button=_("Enregistrer le changement"),
        back=reverse("post", args=[key]), done=_("Changement enregistré."),
        note=_("L’histoire d’avant ce jour reste telle qu’elle est. Pour une erreur de saisie, choisissez plutôt « Corriger »."),
    )  # fmt: skip
    return answer(request, gesture, run)


def correct(request: HttpRequest, key: str, start: str) -> HttpResponse:
    """Corriger the version that starts on a day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    row = get_object_or_404(post.versions.select_related("unit"), starts_on=day_in_path(start))
    form = CorrectPostForm(request.POST or None, units=_units(actor), on=row.starts_on, initial=_initial(row))
    shown = row.version

    def run() -> str:
        given = form.cleaned_data
        correct_post(
            row, form.values(), starts_on=given["starts_on"], ends_on=given["ends_on"], by=actor,
            version=given_version(request),
        )  # fmt: skip
        return reverse("post", args=[key])

    gesture = Gesture(
        title=_("Corriger « %(name)s »") % {"name": row.title}, form=form, button=_("Enregistrer la correction"),
        back=reverse("post", args=[key]), done=_("Correction enregistrée."), version=shown,
        note=_("Corriger réécrit ce qui avait été saisi. Si le poste change vraiment, choisissez plutôt « Changer au… »."),
    )  # fmt: skip
    return answer(request, gesture, run)


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close the post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    form = DayForm(request.POST or None, initial={"day": actor.today})

    def run() -> str:
        close_post(post, day=form.cleaned_data["day"], by=actor)
        return reverse("post", args=[key])

    gesture = Gesture(
        title=_("Supprimer « %(name)s »") % {"name": version_on(post, actor.today).title}, form=form,
        button=_("Supprimer le poste"), back=reverse("post", args=[key]), done=_("Suppression enregistrée."),
        note=_("Les affectations et les délégations attachées au poste se terminent ce jour-là. Son histoire reste."),
    )  # fmt: skip
    return answer(request, gesture, run)


def put_someone(request: HttpRequest, key: str) -> HttpResponse:
    """Assign somebody to the post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    present = people_on(people.visible_to(actor), actor.today, "")
    form = AssignForm(request.POST or None, people=people.visible_to(actor), initial={"starts_on": actor.today})
    form.fields["person"].widget.attrs.update({"list": "suggestions", "autocomplete": "off"})

    def run() -> str:
        given = form.cleaned_data
        row = assign(
            post, given["person"], starts_on=given["starts_on"], ends_on=given["ends_on"], quota=given["quota"],
            kind=given["kind"], by=actor,
        )  # fmt: skip
        return reverse("post", args=[key]) + f"?au={row.starts_on.isoformat()}"

    gesture = Gesture(
        title=_("Affecter quelqu’un : %(name)s") % {"name": version_on(post, actor.today).title}, form=form,
        button=_("Enregistrer l’affectation"), back=reverse("post", args=[key]), done=_("Affectation enregistrée."),
        suggestions=[person.full_name for person in present[:SUGGESTED]],
    )  # fmt: skip
    return answer(request, gesture, run)


def _assignment(request: HttpRequest, key: str) -> Assignment:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Assignment.objects.filter(person__in=people.visible_to(actor).values("pk")).select_related("person", "post")
    return get_object_or_404(rows, public_id=key)


def correct_held(request: HttpRequest, key: str) -> HttpResponse:
    """Correct an assignment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = _assignment(request, key)
    initial = {"kind": row.kind, "quota": int(row.quota * 100), "starts_on": row.starts_on, "ends_on": row.ends_on}
    form = QuotaForm(request.POST or None, initial=initial)
    shown = row.version

    def run() -> str:
        given = form.cleaned_data
        correct_assignment(
            row, starts_on=given["starts_on"], ends_on=given["ends_on"], quota=given["quota"],
            kind=AssignmentKind(given["kind"]), by=actor, version=given_version(request),
        )  # fmt: skip
        return reverse("post", args=[row.post.public_id])

    gesture = Gesture(
        title=_("Corriger l’affectation de %(name)s") % {"name": row.person.full_name}, form=form,
        button=_("Enregistrer la correction"), back=reverse("post", args=[row.post.public_id]),
        done=_("Correction enregistrée."), version=shown,
    )  # fmt: skip
    return answer(request, gesture, run)


def end_held(request: HttpRequest, key: str) -> HttpResponse:
    """End an assignment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = _assignment(request, key)
    form = DayForm(request.POST or None, initial={"day": actor.today})

    def run() -> str:
        end_assignment(row, day=form.cleaned_data["day"], by=actor)
        return reverse("post", args=[row.post.public_id])

    gesture = Gesture(
        title=_("Terminer l’affectation de %(name)s") % {"name": row.person.full_name}, form=form,
        button=_("Terminer l’affectation"), back=reverse("post", args=[row.post.public_id]), done=_("Fin enregistrée."),
    )  # fmt: skip
    return answer(request, gesture, run)
