"""Gestures of a round, by whoever leads it and by those who answer it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from interco.committees.enums import Outcome, RoundPhase, StanceValue
from interco.committees.forms.live import (
    ConclusionForm,
    ContributionForm,
    LiftingForm,
    PhaseForm,
    StanceForm,
    TextForm,
)
from interco.committees.models import Round, Stance
from interco.committees.policies.session import check_can_follow, runs
from interco.committees.services.drafting import adopt as adopt_round
from interco.committees.services.rounds import amend_text, conclude, contribute, lead_to, open_round
from interco.committees.services.rounds import reveal as reveal_stances
from interco.committees.services.stances import Answer, give_stance, lift_objection
from interco.committees.views.live_access import actor_of_request, item_of, led_meeting, meeting_of, round_of
from interco.committees.views.live_gestures import back
from interco.committees.views.live_panels import refused_panel
from interco.committees.views.live_refusals import REFUSALS, refused, status_of
from interco.committees.views.live_screens import show_position
from interco.foundation.core.errors import Invalid


def start(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Open a round on an item."""
    meeting = led_meeting(request, key)
    open_round(item_of(meeting, item), by=actor_of_request(request), text=request.POST.get("text", "")[:10_000])
    return back(meeting)


def step(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Go to another step."""
    meeting = led_meeting(request, key)
    form = PhaseForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Cette étape n’existe pas."), field="phase")
    lead_to(round_of(meeting, tour), phase=RoundPhase(form.cleaned_data["phase"]), by=actor_of_request(request))
    return back(meeting)


def reveal(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Show the stances without waiting."""
    meeting = led_meeting(request, key)
    reveal_stances(round_of(meeting, tour), by=actor_of_request(request))
    return back(meeting)


def adopt(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Adopt the text: the round is concluded, the project of decision is written."""
    meeting = led_meeting(request, key)
    adopt_round(round_of(meeting, tour), by=actor_of_request(request))
    return back(meeting)


Written = Callable[[Round, dict[str, object]], object]


def _write(request: HttpRequest, key: str, tour: str, name: str, form: forms.Form, written: Written) -> HttpResponse:
    """One panel of the round: parsed, handed to its service, shown again when it is refused."""
    meeting = led_meeting(request, key)
    round_ = round_of(meeting, tour)
    try:
        if not form.is_valid():
            raise Invalid(_("Rien n’a été enregistré : complétez ce qui est signalé."))
        written(round_, form.cleaned_data)
    except REFUSALS as error:
        return refused(request, meeting, error, refused_panel(name, request, form, error))
    return back(meeting)


def say(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Take down a question or a reaction."""

    def written(round_: Round, given: dict[str, object]) -> object:
        by_key = {str(one.public_id): one for one in round_.meeting.attendees.all()}
        attendee = by_key.get(str(given["attendee"]))
        return contribute(round_, attendee=attendee, text=str(given["text"]), by=actor_of_request(request))

    return _write(request, key, tour, "question", ContributionForm(request.POST), written)


def text(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Put a new version of the text."""

    def written(round_: Round, given: dict[str, object]) -> object:
        number = given["number"]
        seen = number if isinstance(number, int) else None
        return amend_text(round_, text=str(given["text"]), by=actor_of_request(request), number=seen)

    return _write(request, key, tour, "texte", TextForm(request.POST), written)


def finish(request: HttpRequest, key: str, tour: str) -> HttpResponse:
    """Close a round without adopting its text."""

    def written(round_: Round, given: dict[str, object]) -> object:
        outcome = Outcome(str(given["outcome"]))
        return conclude(round_, outcome=outcome, by=actor_of_request(request), reason=str(given["reason"]))

    return _write(request, key, tour, "conclure", ConclusionForm(request.POST), written)


def position(request: HttpRequest, key: str) -> HttpResponse:
    """My position: read it, give it, change it until the reveal."""
    meeting = meeting_of(request, key)
    check_can_follow(actor_of_request(request), meeting)
    if request.method != "POST":
        return show_position(request, meeting)
    round_ = round_of(meeting, request.POST.get("round", "")[:30])
    form = StanceForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(_("Choisissez une position."), field="stance")
        given = form.cleaned_data
        answer = Answer(
            value=StanceValue(given["stance"]), reason=given["reason"], name_withheld=given["name_withheld"]
        )
        give_stance(round_, answer=answer, by=actor_of_request(request), text_number=given["text_number"])
    except REFUSALS as error:
        return show_position(request, meeting, error=error.sentence, status=status_of(error))
    return redirect("session_position", meeting.public_id)


def lift(request: HttpRequest, key: str, stance: str) -> HttpResponse:
    """Lift an objection: by its author from the phone, by whoever leads from the screen of the session."""
    meeting, actor = meeting_of(request, key), actor_of_request(request)
    check_can_follow(actor, meeting)
    objection = get_object_or_404(
        Stance.objects.select_related("round__meeting__body", "attendee"), round__meeting=meeting, public_id=stance
    )
    form = LiftingForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(_("Dites plus brièvement ce qui a été changé."), field="change")
        lift_objection(objection, by=actor, change=form.cleaned_data["change"])
    except REFUSALS as error:
        if not runs(actor, meeting):
            return show_position(request, meeting, error=error.sentence, status=status_of(error))
        return refused(request, meeting, error, refused_panel("lever", request, form, error))
    if runs(actor, meeting):
        return back(meeting)
    messages.success(request, _("Votre objection est levée."))
    return redirect("session_position", meeting.public_id)
