"""Convening: one screen that shows who receives what, one button that sends."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from interco.committees.enums import AttendeeRole, MeetingState
from interco.committees.policies.meetings import check_can_convene
from interco.committees.queries.convocation import audience, voting_seats
from interco.committees.queries.sessions import load_of
from interco.committees.rules.quorum import quorum_of
from interco.committees.services.convocation import convene
from interco.committees.services.invitations import letter_of
from interco.committees.views.meetings import meeting_of
from interco.foundation.core.actor import Actor


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Those who would be convened and the message they would read; on POST, convene."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_convene(actor, meeting)
    if request.method == "POST":
        sent = convene(meeting, by=actor)
        said = ngettext("Convocation envoyée à %d personne.", "Convocation envoyée à %d personnes.", sent) % sent
        messages.success(request, said)
        return redirect("meeting", key=key)
    everybody = audience(meeting)
    load = load_of(meeting)
    context = {
        "meeting": meeting, "people": everybody, "reached": sum(one.has_address for one in everybody),
        "quorum": meeting.quorum or quorum_of(voting_seats(everybody), meeting.body.quorum_share),
        "voting": voting_seats(everybody), "minutes": load.minutes, "items": load.items,
        "over": max(load.minutes - meeting.duration_minutes, 0), "roles": dict(AttendeeRole.choices),
        "is_convened": meeting.state == MeetingState.CONVENED, "letter": letter_of(meeting, by=actor),
    }  # fmt: skip
    return render(request, "committees/convocation.html", context)
