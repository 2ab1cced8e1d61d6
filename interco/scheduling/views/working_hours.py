"""The working hours of the house, read by the staff, written by the general secretariat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import Role
from interco.scheduling.forms.working_hours import WorkingHoursForm
from interco.scheduling.queries.words import weekday_names
from interco.scheduling.queries.working_hours import working_week
from interco.scheduling.services.working_hours import set_working_hours


def index(request: HttpRequest) -> HttpResponse:
    """The week; the secretariat rewrites it here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    week = working_week()
    form = WorkingHoursForm(request.POST if request.method == "POST" else None, week=week)
    if request.method == "POST" and form.is_valid():
        try:
            set_working_hours(form.week(), by=actor)
        except Invalid as error:
            for name, sentence in error.fields.items():
                form.refuse(int(name.removeprefix("day_")), sentence)
        else:
            messages.success(request, _("Les heures de travail sont enregistrées."))
            return redirect("working_hours")
    context = {
        "form": form, "may_change": actor.has(Role.SECRETARIAT, Role.DGS),
        "week": [(name, week.get(day, ())) for day, name in enumerate(weekday_names())],
    }  # fmt: skip
    return render(request, "scheduling/working_hours.html", context, status=422 if form.errors else 200)
