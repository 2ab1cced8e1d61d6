"""My agenda entrusted to somebody, and the agendas I keep."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.organisation.models import Person
from interco.scheduling.forms.guests import guests_of, known_people
from interco.scheduling.forms.resources import DelegationForm
from interco.scheduling.models import AgendaDelegation
from interco.scheduling.services.delegations import entrust_agenda, withdraw_agenda


def index(request: HttpRequest) -> HttpResponse:
    """Who keeps my agenda, whose agendas I keep; entrust mine here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        raise Refused(_("Votre compte n’a pas d’agenda."))
    form = DelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            delegate = _somebody(form.cleaned_data["delegate"], actor)
            owner = Person.objects.get(pk=actor.person_id)
            entrust_agenda(owner, delegate, until=until + timedelta(days=1) if until else None, by=actor)
        except Invalid as error:
            for name, sentence in (error.fields or {"": error.sentence}).items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("%s tient désormais votre agenda.") % delegate.full_name)
            return redirect("agenda_delegations")
    rows = AgendaDelegation.objects.effective_after(actor.today).select_related("owner", "delegate").order_by("pk")
    context = {
        "form": form, "given": rows.filter(owner_id=actor.person_id), "kept": rows.filter(delegate_id=actor.person_id),
        "people": known_people(actor),
    }  # fmt: skip
    return render(request, "scheduling/delegations.html", context, status=422 if form.is_bound else 200)


def _somebody(typed: str, actor: Actor) -> Person:
    found = next(iter(guests_of([typed], actor)), None)
    if found is None or found.person_id is None:
        raise Invalid(_("Choisissez un nom proposé."), field="delegate")
    return Person.objects.get(pk=found.person_id)


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take my agenda back, or give up one I keep."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    mine = AgendaDelegation.objects.filter(owner_id=actor.person_id) | AgendaDelegation.objects.filter(
        delegate_id=actor.person_id
    )
    row = get_object_or_404(mine.select_related("owner", "delegate"), public_id=key)
    withdraw_agenda(row, by=actor)
    messages.success(request, _("La délégation est finie ; ce qui a été écrit reste, avec les deux noms."))
    return redirect("agenda_delegations")
