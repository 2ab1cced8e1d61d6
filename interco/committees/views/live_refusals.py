"""A refusal in session stays in the session: its sentence above what is being written, what was typed kept."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from interco.committees.models import Meeting
from interco.committees.views.live_access import actor_of_request, led_meeting
from interco.committees.views.live_panels import Panel, empty_panel
from interco.committees.views.live_screens import lead_with
from interco.foundation.core.error_pages import came_from, wants_json
from interco.foundation.core.errors import Conflict, Invalid, Refused

REFUSALS = (Refused, Invalid, Conflict)
Gesture = Callable[..., HttpResponse]


def status_of(error: Refused | Invalid | Conflict) -> int:
    """What a refusal answers."""
    return 403 if isinstance(error, Refused) else 409 if isinstance(error, Conflict) else 422


def in_place(gesture: Gesture) -> Gesture:
    """A gesture of whoever leads, refused on the screen it was made from; elsewhere when that screen is not theirs."""

    @wraps(gesture)
    def answer(request: HttpRequest, key: str, **parts: str) -> HttpResponse:
        try:
            return gesture(request, key, **parts)
        except REFUSALS as error:
            if wants_json(request):
                raise
            meeting = led_meeting(request, key)
            panel = _panel_left_open(request, meeting)
            return lead_with(request, meeting, panel, status=status_of(error), refusal=error.sentence)

    return answer


def refused(request: HttpRequest, meeting: Meeting, error: Refused | Invalid | Conflict, panel: Panel) -> HttpResponse:
    """The screen of the session with a panel that was refused."""
    return lead_with(request, meeting, panel, status=status_of(error))


def _panel_left_open(request: HttpRequest, meeting: Meeting) -> Panel | None:
    """The panel that was open beside the gesture: its text comes back with it, kept by the browser."""
    page = urlsplit(came_from(request))
    if page.path != reverse("session_lead", args=[meeting.public_id]):
        return None
    query = dict(parse_qsl(page.query))
    return empty_panel(query.get("ecrire", ""), meeting, actor_of_request(request), query)
