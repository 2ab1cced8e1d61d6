"""Gestures on units: ouvrir, changer au…, corriger, fermer."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.organisation.forms.units import ChangeUnitForm, CloseUnitForm, CorrectUnitForm, OpenUnitForm
from interco.organisation.models import Collectivity, Unit, UnitVersion
from interco.organisation.policies.units import visible_to
from interco.organisation.rules.periods import contains
from interco.organisation.services.units import change_unit, close_unit, correct_unit, open_unit
from interco.organisation.views.days import day_in_path
from interco.organisation.views.gestures import Gesture, answer, given_version


def _siblings(actor: Actor, collectivity_id: int) -> QuerySet[Unit]:
    return visible_to(actor).filter(collectivity=collectivity_id)


def _initial(row: UnitVersion) -> dict[str, Any]:
    return {
        "name": row.name, "short_name": row.short_name, "kind": row.kind, "rank": row.rank,
        "parent": row.parent.public_id if row.parent else "", "starts_on": row.starts_on, "ends_on": row.ends_on,
    }  # fmt: skip


def version_on(unit: Unit, day: date) -> UnitVersion:
    """The version of that day, else the last one."""
    rows = list(unit.versions.select_related("parent").order_by("starts_on"))
    if not rows:
        raise Http404
    return next((row for row in rows if contains(row, day)), rows[-1])


def create(request: HttpRequest) -> HttpResponse:
    """Open a unit of the EPCI, under the one it was asked from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    home = get_object_or_404(Collectivity, is_home=True)
    initial = {"starts_on": actor.today, "parent": request.GET.get("unite", ""), "kind": "service"}
    units = _siblings(actor, home.pk)
    form = OpenUnitForm(request.POST or None, units=units, on=actor.today, initial=initial)

    def run() -> str:
        unit = open_unit(home, form.values(), starts_on=form.cleaned_data["starts_on"], by=actor)
        return reverse("unit", args=[unit.public_id]) + f"?au={form.cleaned_data['starts_on'].isoformat()}"

    gesture = Gesture(
        title=_("Ouvrir une unité"),
        form=form,
        button=_("Ouvrir l’unité"),
        back=reverse("chart"),
        done=_("Unité ouverte."),
    )
    return answer(request, gesture, run)


def change(request: HttpRequest, key: str) -> HttpResponse:
    """Changer au…"""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    unit = get_object_or_404(visible_to(actor), public_id=key)
    row = version_on(unit, actor.today)
    initial = _initial(row) | {"day": actor.today}
    form = ChangeUnitForm(
        request.POST or None, units=_siblings(actor, unit.collectivity_id), on=actor.today, initial=initial
    )

    def run() -> str:
        day = form.cleaned_data["day"]
        change_unit(unit, form.values(), day=day, by=actor)
        return reverse("unit", args=[key]) + f"?au={day.isoformat()}"

    gesture = Gesture(
        title=_("Changer « %(name)s »") % {"name": row.name}, form=form, button=_("Enregistrer le changement"),
        back=reverse("unit", args=[key]), done=_("Changement enregistré."),
        note=_("L’histoire d’avant ce jour reste telle qu’elle est. Pour une erreur de saisie, choisissez plutôt « Corriger »."),
    )  # fmt: skip
    return answer(request, gesture, run)


def correct(request: HttpRequest, key: str, start: str) -> HttpResponse:
    """Corriger the version that starts on a day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    unit = get_object_or_404(visible_to(actor), public_id=key)
    row = get_object_or_404(unit.versions.select_related("parent", "unit"), starts_on=day_in_path(start))
    units = _siblings(actor, unit.collectivity_id)
    form = CorrectUnitForm(request.POST or None, units=units, on=row.starts_on, initial=_initial(row))
    shown = row.version

    def run() -> str:
        given = form.cleaned_data
        correct_unit(
            row, form.values(), starts_on=given["starts_on"], ends_on=given["ends_on"], by=actor,
            version=given_version(request),
        )  # fmt: skip
        return reverse("unit", args=[key])

    gesture = Gesture(
        title=_("Corriger « %(name)s »") % {"name": row.name}, form=form, button=_("Enregistrer la correction"),
        back=reverse("unit", args=[key]), done=_("Correction enregistrée."), version=shown,
        note=_("Corriger réécrit ce qui avait été saisi. Si l’unité change vraiment, choisissez plutôt « Changer au… »."),
    )  # fmt: skip
    return answer(request, gesture, run)


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Fermer au…"""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    unit = get_object_or_404(visible_to(actor), public_id=key)
    row = version_on(unit, actor.today)
    form = CloseUnitForm(request.POST or None, initial={"day": actor.today})

    def run() -> str:
        close_unit(unit, day=form.cleaned_data["day"], with_posts=form.cleaned_data["with_posts"], by=actor)
        return reverse("unit", args=[key])

    gesture = Gesture(
        title=_("Fermer « %(name)s »") % {"name": row.name}, form=form, button=_("Fermer l’unité"),
        back=reverse("unit", args=[key]), done=_("Fermeture enregistrée."),
        note=_("Les unités qui lui sont rattachées doivent d’abord être déplacées ou fermées."),
    )  # fmt: skip
    return answer(request, gesture, run)
