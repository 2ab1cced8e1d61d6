"""The home page: what I owe."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.cockpit.queries.to_do import Delay, next_meeting, to_do
from interco.foundation.core.actor import Actor


def home(request: HttpRequest) -> HttpResponse:
    """What I owe today, by delay, and my next session."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    groups = to_do(actor)
    upcoming = next_meeting(actor)
    first = next((line for delay in Delay for line in groups[delay] if line.kind == "stance"), None)
    context = {
        "groups": groups, "upcoming": upcoming, "first": first,
        "total": sum(len(lines) for lines in groups.values()), "today": actor.today,
        "tomorrow": actor.today + timedelta(days=1),
    }  # fmt: skip
    return render(request, "cockpit/to_do.html", context)
