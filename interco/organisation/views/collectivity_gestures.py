"""Gestures on communes and partners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.organisation.forms.people import AddCollectivityForm, ChangeCollectivityForm, CorrectCollectivityForm
from interco.organisation.forms.posts import DayForm
from interco.organisation.policies.collectivities import visible_to
from interco.organisation.rules.periods import contains
from interco.organisation.services.collectivities import (
    add_collectivity,
    change_collectivity,
    close_collectivity,
    correct_collectivity,
)
from interco.organisation.views.days import day_in_path
from interco.organisation.views.gestures import Gesture, answer, given_version

_FIELDS = ("name", "short_name", "is_member", "starts_on", "ends_on")


def create(request: HttpRequest) -> HttpResponse:
    """Add a partner."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = AddCollectivityForm(request.POST or None, initial={"starts_on": actor.today})

    def run() -> str:
        given = form.cleaned_data
        add_collectivity(
            form.values(), kind=given["kind"], starts_on=given["starts_on"], siren=given["siren"], insee=given["insee"],
            by=actor,
        )  # fmt: skip
        return reverse("collectivities")

    gesture = Gesture(
        title=_("Ajouter une commune ou un partenaire"), form=form, button=_("Ajouter"), back=reverse("collectivities"),
        done=_("Ajout enregistré."),
    )  # fmt: skip
    return answer(request, gesture, run)


def change(request: HttpRequest, key: str) -> HttpResponse:
    """Changer au…"""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(visible_to(actor), public_id=key)
    rows = list(found.versions.order_by("starts_on"))
    row = next((each for each in rows if contains(each, actor.today)), rows[-1])
    initial = {name: getattr(row, name) for name in _FIELDS[:3]} | {"day": actor.today}
    form = ChangeCollectivityForm(request.POST or None, initial=initial)

    def run() -> str:
        change_collectivity(found, form.values(), day=form.cleaned_data["day"], by=actor)
        return reverse("collectivities")

    gesture = Gesture(
        title=_("Changer « %(name)s »") % {"name": row.name}, form=form, button=_("Enregistrer le changement"),
        back=reverse("collectivities"), done=_("Changement enregistré."),
        note=_("L’histoire d’avant ce jour reste telle qu’elle est. Pour une erreur de saisie, choisissez plutôt « Corriger »."),
    )  # fmt: skip
    return answer(request, gesture, run)


def correct(request: HttpRequest, key: str, start: str) -> HttpResponse:
    """Corriger the version that starts on a day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(visible_to(actor), public_id=key)
    row = get_object_or_404(found.versions.select_related("collectivity"), starts_on=day_in_path(start))
    form = CorrectCollectivityForm(request.POST or None, initial={name: getattr(row, name) for name in _FIELDS})
    shown = row.version

    def run() -> str:
        given = form.cleaned_data
        correct_collectivity(
            row, form.values(), starts_on=given["starts_on"], ends_on=given["ends_on"], by=actor,
            version=given_version(request),
        )  # fmt: skip
        return reverse("collectivities")

    gesture = Gesture(
        title=_("Corriger « %(name)s »") % {"name": row.name}, form=form, button=_("Enregistrer la correction"),
        back=reverse("collectivities"), done=_("Correction enregistrée."), version=shown,
    )  # fmt: skip
    return answer(request, gesture, run)


def close(request: HttpRequest, key: str) -> HttpResponse:
    """A partner that is no more."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(visible_to(actor), public_id=key)
    form = DayForm(request.POST or None, initial={"day": actor.today})

    def run() -> str:
        close_collectivity(found, day=form.cleaned_data["day"], by=actor)
        return reverse("collectivities")

    gesture = Gesture(
        title=_("Retirer de la liste"), form=form, button=_("Retirer"), back=reverse("collectivities"),
        done=_("Retrait enregistré."),
    )  # fmt: skip
    return answer(request, gesture, run)
