"""Closed days: the holidays of the territory and the closures of the house."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import Role
from interco.organisation.models import Territory
from interco.scheduling.forms.closures import ClosureForm
from interco.scheduling.models import Closure
from interco.scheduling.rules.holidays import holidays
from interco.scheduling.services.closures import add_closure, remove_closure


def index(request: HttpRequest) -> HttpResponse:
    """This year's and next year's closed days; the secretariat adds one here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ClosureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            closure = add_closure(by=actor, **form.cleaned_data)
        except Invalid as error:
            for name, sentence in (error.fields or {"": error.sentence}).items():
                form.add_error(name or None, sentence)
        else:
            messages.success(request, _("%s : jour fermé.") % closure.label)
            return redirect("closures")
    department = Territory.objects.values_list("department", flat=True).first() or ""
    years = (actor.today.year, actor.today.year + 1)
    public = {day: name for year in years for day, name in holidays(department, year).items()}
    closures = {closure.day: closure for closure in Closure.objects.filter(day__year__in=years)}
    days = [(day, closures.get(day), public.get(day, "")) for day in sorted({*public, *closures})]
    context = {
        "form": form, "years": [(year, [one for one in days if one[0].year == year]) for year in years],
        "may_change": actor.has(Role.SECRETARIAT, Role.DGS),
    }  # fmt: skip
    return render(request, "scheduling/closures.html", context, status=422 if form.is_bound else 200)


def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Open a day again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    closure = get_object_or_404(Closure, public_id=key)
    remove_closure(closure, by=actor)
    messages.success(request, _("Ce jour est de nouveau ouvert."))
    return redirect("closures")
