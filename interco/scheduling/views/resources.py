"""Rooms and equipment: what there is, what is booked, and their set-up by the general secretariat."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.scheduling.forms.resources import ResourceForm, initial_of
from interco.scheduling.models import Resource
from interco.scheduling.policies.resources import check_can_set_up, may_set_up
from interco.scheduling.queries.agenda import event_entries
from interco.scheduling.services.resources import add_resource, change_resource

AHEAD = timedelta(days=30)


def index(request: HttpRequest) -> HttpResponse:
    """Everything that can be booked; the secretariat adds here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ResourceForm(request.POST or None)
    if request.method == "POST":
        check_can_set_up(actor)
        if form.is_valid():
            try:
                row = add_resource(form.content(), by=actor)
            except Invalid as error:
                form.tell(error)
            else:
                messages.success(request, _("%s peut être réservé.") % row.name)
                return redirect("resources")
    context = {"form": form, "rows": list(Resource.objects.all()), "may_set_up": may_set_up(actor)}
    return render(request, "scheduling/resources.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One of them: its bookings of the month to come; its set-up for the secretariat."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(Resource, public_id=key)
    form = ResourceForm(request.POST or None, initial=initial_of(row))
    if request.method == "POST":
        check_can_set_up(actor)
        if form.is_valid():
            try:
                content = form.content(is_open="closed" not in request.POST)
                change_resource(row, content, version=version_read(request), by=actor)
            except (Invalid, Conflict) as error:
                form.tell(error)
            else:
                messages.success(request, _("Enregistré."))
                return redirect("resource", key=key)
    booked = event_entries(actor, actor.at, actor.at + AHEAD, people=None, resource=row.pk)
    context = {"form": form, "row": row, "booked": booked, "may_set_up": may_set_up(actor)}
    return render(request, "scheduling/resource.html", context, status=422 if form.is_bound else 200)
