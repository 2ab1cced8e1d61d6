"""Gestures of the session: open, move, pause, mark presence, take notes. Each is one service call, then the screen."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from interco.committees.enums import ItemState, Presence
from interco.committees.forms.live import EndingForm, NotesForm, PresenceForm
from interco.committees.models import Attendee, Meeting
from interco.committees.services.notes import save_notes
from interco.committees.services.presence import mark_expected_present, mark_left, mark_presence
from interco.committees.services.session import end_item, go_to_item, next_item, open_session, previous_item
from interco.committees.services.timekeeping import pause, resume
from interco.committees.views.live_access import actor_of_request, item_of, led_meeting
from interco.committees.views.live_panels import refused_panel
from interco.committees.views.live_refusals import REFUSALS, refused
from interco.foundation.core.error_pages import wants_json
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import UNSAID
from interco.foundation.ui.filters import local


def back(meeting: Meeting) -> HttpResponse:
    """The screen again."""
    return redirect("session_lead", meeting.public_id)


def start(request: HttpRequest, key: str) -> HttpResponse:
    """Open the session."""
    meeting = led_meeting(request, key)
    open_session(meeting, by=actor_of_request(request))
    return back(meeting)


def forward(request: HttpRequest, key: str) -> HttpResponse:
    """The next item; `shown` is the one the screen showed."""
    meeting = led_meeting(request, key)
    next_item(meeting, by=actor_of_request(request), after=request.POST.get("shown"))
    return back(meeting)


def backward(request: HttpRequest, key: str) -> HttpResponse:
    """The previous item."""
    meeting = led_meeting(request, key)
    previous_item(meeting, by=actor_of_request(request), before=request.POST.get("shown"))
    return back(meeting)


def go(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Take up an item of the agenda."""
    meeting = led_meeting(request, key)
    go_to_item(meeting, item_of(meeting, item), by=actor_of_request(request))
    return back(meeting)


def end(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """End an item as treated, postponed, referred or untreated."""
    meeting = led_meeting(request, key)
    form = EndingForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(_("Dites comment le point se termine."), field="ending")
        given = form.cleaned_data
        ending = ItemState(given["ending"])
        end_item(item_of(meeting, item), ending=ending, by=actor_of_request(request), reason=given["reason"])
    except REFUSALS as error:
        return refused(request, meeting, error, refused_panel("terminer", request, form, error))
    return back(meeting)


def hold(request: HttpRequest, key: str) -> HttpResponse:
    """Pause the clocks, or let them run again."""
    meeting = led_meeting(request, key)
    gesture = resume if request.POST.get("clock") == "resume" else pause
    gesture(meeting, by=actor_of_request(request))
    return back(meeting)


def all_present(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody expected is there."""
    meeting = led_meeting(request, key)
    mark_expected_present(meeting, by=actor_of_request(request))
    return back(meeting)


def presence(request: HttpRequest, key: str, attendee: str) -> HttpResponse:
    """Somebody is there, excused, absent, or has left."""
    meeting = led_meeting(request, key)
    somebody = get_object_or_404(Attendee.objects.select_related("meeting__body"), meeting=meeting, public_id=attendee)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Dites si la personne est présente, excusée, absente ou partie."), field="presence")
    given = form.cleaned_data["presence"]
    if given == "left":
        mark_left(somebody, by=actor_of_request(request))
    else:
        mark_presence(somebody, presence=Presence(given), by=actor_of_request(request))
    return back(meeting)


def notes(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Save the notes of an item; a script gets the hour and the new version."""
    meeting, actor = led_meeting(request, key), actor_of_request(request)
    form = NotesForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(_("Ces notes ne peuvent pas être enregistrées."), field="notes")
        text = form.cleaned_data["notes"].replace("\r\n", "\n")
        version = save_notes(
            item_of(meeting, item), text=text, version=form.cleaned_data["version"] or UNSAID, by=actor
        )
    except REFUSALS as error:
        if wants_json(request):
            raise
        return refused(request, meeting, error, refused_panel("notes", request, form, error))
    if wants_json(request):
        return JsonResponse({"at": f"{local(actor.at):%H:%M}", "version": version})
    return back(meeting)
