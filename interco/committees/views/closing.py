"""The closing of a session: one screen with its exact effect, one button that names the act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from interco.committees.policies.closing import check_can_close
from interco.committees.policies.meetings import visible_to
from interco.committees.rules.carry_over import Fate
from interco.committees.services.closing import close_meeting, foresee
from interco.foundation.core.actor import Actor


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Show what closing does; on POST, close."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    if request.method == "POST":
        sealed = close_meeting(meeting, by=actor)
        said = ngettext(
            "La séance est close : %d décision numérotée et scellée.",
            "La séance est close : %d décisions numérotées et scellées.",
            len(sealed),
        )
        messages.success(request, said % len(sealed))
        return redirect("record", key=key)
    check_can_close(actor, meeting)
    found = foresee(meeting)
    context = {
        "meeting": meeting,
        "drafts": list(meeting.decisions.order_by("decided_at", "pk")),
        "carried": [one for one in found if one.fate != Fate.CLOSE],
        "ended": [one for one in found if one.fate == Fate.CLOSE],
    }
    return render(request, "committees/close.html", context)
