"""The closing of a session: one screen with its exact effect, one button that names the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.committees.enums import ItemState
from interco.committees.policies.closing import check_can_close
from interco.committees.policies.meetings import visible_to
from interco.committees.rules.carry_over import Fate, Line, endings
from interco.committees.services.closing import close_meeting
from interco.foundation.core.actor import Actor


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Show what closing does; on POST, close."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    if request.method == "POST":
        sealed = close_meeting(meeting, by=actor)
        messages.success(request, _("La séance est close : %d décisions numérotées et scellées.") % len(sealed))
        return redirect("record", key=key)
    check_can_close(actor, meeting)
    items = {item.pk: item for item in meeting.items.select_related("rapporteur")}
    found = endings(Line(item.pk, item.state, item.position or 0, item.carry_count) for item in items.values())
    context = {
        "meeting": meeting,
        "drafts": list(meeting.decisions.order_by("decided_at", "pk")),
        "carried": [items[ending.key] for ending in found if ending.fate != Fate.CLOSE],
        "ended": [items[ending.key] for ending in found if ending.fate == Fate.CLOSE],
        "in_session": ItemState.IN_SESSION,
    }
    return render(request, "committees/close.html", context)
