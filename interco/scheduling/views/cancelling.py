"""Cancelling: one screen that says exactly what happens, and one button that names it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.scheduling.policies.events import check_can_change
from interco.scheduling.queries.event_page import event_page
from interco.scheduling.services.days import cancel_day
from interco.scheduling.services.events import cancel_event, cancel_following, day_of
from interco.scheduling.views.requests import day_asked, event_of


def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel one day of an event, that day and those after, or the whole."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    check_can_change(actor, event)
    day = day_asked(request.GET.get("jour", "") or request.POST.get("jour", ""))
    if request.method == "POST":
        scope, version = request.POST.get("scope", "all"), version_read(request)
        reason = request.POST.get("reason", "")
        if scope == "all":
            cancel_event(event, reason=reason, version=version, by=actor)
        elif day is None or scope not in {"day", "following"}:
            raise Invalid(_("Choisissez ce qui est annulé."), field="scope")
        elif scope == "day":
            cancel_day(day_of(event, day), reason=reason, version=version, by=actor)
        else:
            cancel_following(event, day=day, reason=reason, version=version, by=actor)
        messages.success(request, _("Annulé ; les invités sont avertis."))
        return redirect("event", key=key)
    page = event_page(event, actor, day)
    return render(request, "scheduling/event_cancel.html", {"event": event, "page": page})
