"""Gestures on people and on what they may sign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.organisation.forms.people import AddPersonForm, DelegationForm, PersonForm
from interco.organisation.forms.posts import DayForm
from interco.organisation.models import Collectivity, Person, SignatureDelegation
from interco.organisation.policies import people
from interco.organisation.services.delegations import correct_delegation, delegate, withdraw
from interco.organisation.services.people import add_person, correct_person, leave
from interco.organisation.views.gestures import Gesture, answer, given_version

_FIELDS = (
    "first_name", "last_name", "gender", "kind", "email", "phone", "matricule", "mandate", "starts_on", "ends_on",
)  # fmt: skip


def create(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    home = get_object_or_404(Collectivity, is_home=True)
    initial: dict[str, Any] = {"starts_on": actor.today, "collectivity": home.public_id}
    form = AddPersonForm(request.POST or None, on=actor.today, initial=initial)

    def run() -> str:
        given = form.cleaned_data
        person = add_person(
            given["collectivity"], form.values(), starts_on=given["starts_on"], ends_on=given["ends_on"], by=actor
        )
        return reverse("person", args=[person.public_id])

    gesture = Gesture(
        title=_("Ajouter une personne"), form=form, button=_("Ajouter la personne"), back=reverse("people"),
        done=_("Personne ajoutée."),
    )  # fmt: skip
    return answer(request, gesture, run)


def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Correct what is known of a person."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = get_object_or_404(people.visible_to(actor), public_id=key)
    form = PersonForm(request.POST or None, initial={name: getattr(person, name) for name in _FIELDS})
    shown = person.version

    def run() -> str:
        given = form.cleaned_data
        correct_person(
            person, form.values(), starts_on=given["starts_on"], ends_on=given["ends_on"], by=actor,
            version=given_version(request),
        )  # fmt: skip
        return reverse("person", args=[key])

    gesture = Gesture(
        title=_("Corriger la fiche de %(name)s") % {"name": person.full_name}, form=form,
        button=_("Enregistrer la correction"), back=reverse("person", args=[key]), done=_("Correction enregistrée."),
        version=shown,
    )  # fmt: skip
    return answer(request, gesture, run)


def depart(request: HttpRequest, key: str) -> HttpResponse:
    """Record a departure."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = get_object_or_404(people.visible_to(actor), public_id=key)
    form = DayForm(request.POST or None, initial={"day": actor.today})

    def run() -> str:
        leave(person, day=form.cleaned_data["day"], by=actor)
        return reverse("person", args=[key])

    gesture = Gesture(
        title=_("Enregistrer le départ de %(name)s") % {"name": person.full_name}, form=form,
        button=_("Enregistrer le départ"), back=reverse("person", args=[key]), done=_("Départ enregistré."),
        note=_("Donnez le premier jour d’absence. Ses affectations et ses délégations se terminent ce jour-là."),
    )  # fmt: skip
    return answer(request, gesture, run)


def give(request: HttpRequest, key: str) -> HttpResponse:
    """Record a delegation of signature."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person: Person = get_object_or_404(people.visible_to(actor), public_id=key)
    form = DelegationForm(request.POST or None, initial={"starts_on": actor.today})

    def run() -> str:
        delegate(person, by=actor, **form.cleaned_data)
        return reverse("person", args=[key])

    gesture = Gesture(
        title=_("Donner une délégation de signature à %(name)s") % {"name": person.full_name}, form=form,
        button=_("Enregistrer la délégation"), back=reverse("person", args=[key]), done=_("Délégation enregistrée."),
        note=_("Elle est donnée par arrêté du président et dure jusqu’à son retrait."),
    )  # fmt: skip
    return answer(request, gesture, run)


def _delegation(request: HttpRequest, key: str) -> SignatureDelegation:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = SignatureDelegation.objects.filter(person__in=people.visible_to(actor).values("pk")).select_related("person")
    return get_object_or_404(rows, public_id=key)


def correct_given(request: HttpRequest, key: str) -> HttpResponse:
    """Correct a delegation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = _delegation(request, key)
    initial = {name: getattr(row, name) for name in ("order_reference", "scope", "starts_on", "ends_on")}
    form = DelegationForm(request.POST or None, initial=initial)
    shown, back = row.version, reverse("person", args=[row.person.public_id])

    def run() -> str:
        correct_delegation(row, by=actor, version=given_version(request), **form.cleaned_data)
        return back

    gesture = Gesture(
        title=_("Corriger la délégation %(name)s") % {"name": row.order_reference}, form=form,
        button=_("Enregistrer la correction"), back=back, done=_("Correction enregistrée."), version=shown,
    )  # fmt: skip
    return answer(request, gesture, run)


def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a delegation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = _delegation(request, key)
    form = DayForm(request.POST or None, initial={"day": actor.today})
    back = reverse("person", args=[row.person.public_id])

    def run() -> str:
        withdraw(row, day=form.cleaned_data["day"], by=actor)
        return back

    gesture = Gesture(
        title=_("Retirer la délégation %(name)s") % {"name": row.order_reference}, form=form,
        button=_("Retirer la délégation"), back=back, done=_("Retrait enregistré."),
    )  # fmt: skip
    return answer(request, gesture, run)
