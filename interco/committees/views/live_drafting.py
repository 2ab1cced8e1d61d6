"""Writing a decision or an action from the screen of the session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from interco.committees.enums import Outcome
from interco.committees.forms.live import ActionForm, DecisionForm
from interco.committees.models import Decision
from interco.committees.queries.owners import owners
from interco.committees.services.drafting import Draft, draft_action, draft_decision, withdraw_draft
from interco.committees.views.live_access import actor_of_request, item_of, led_meeting
from interco.committees.views.live_gestures import back
from interco.committees.views.live_panels import refused_panel
from interco.committees.views.live_refusals import REFUSALS, refused
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.policies.people import visible_to as visible_people


def decision(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Write the project of a decision, or rewrite the one named by `decision`."""
    meeting, actor = led_meeting(request, key), actor_of_request(request)
    subject = item_of(meeting, item)
    form = DecisionForm(request.POST, posts=owners(meeting, actor.today, visible_people(actor)))
    named = request.POST.get("decision", "")[:30]
    rewritten = get_object_or_404(Decision, meeting=meeting, item=subject, public_id=named) if named else None
    try:
        if not form.is_valid():
            raise Invalid(_("Rien n’a été enregistré : complétez ce qui est signalé."))
        given = form.cleaned_data
        draft = Draft(
            text=given["text"], owner_post=form.post(), due_on=given["due_on"], review_on=given["review_on"],
            outcome=Outcome(given["outcome"]) if given["outcome"] else None, reason=given["reason"],
        )  # fmt: skip
        draft_decision(subject, draft=draft, by=actor, decision=rewritten, version=version_read(request))
    except REFUSALS as error:
        return refused(request, meeting, error, refused_panel("decision", request, form, error, subject=named))
    return back(meeting)


def take_back(request: HttpRequest, key: str, decision: str) -> HttpResponse:
    """Take a project of decision back."""
    meeting = led_meeting(request, key)
    withdraw_draft(
        get_object_or_404(Decision.objects.select_related("item"), meeting=meeting, public_id=decision),
        by=actor_of_request(request),
    )
    return back(meeting)


def action(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Write an action, on the last project of decision of the item when there is one."""
    meeting, actor = led_meeting(request, key), actor_of_request(request)
    subject = item_of(meeting, item)
    form = ActionForm(request.POST, posts=owners(meeting, actor.today, visible_people(actor)))
    try:
        post = form.post() if form.is_valid() else None
        if post is None:
            raise Invalid(_("Rien n’a été enregistré : complétez ce qui est signalé."))
        draft = subject.decisions.filter(meeting=meeting).order_by("-decided_at", "-pk").first()
        draft_action(
            subject, title=form.cleaned_data["title"], owner_post=post, due_on=form.cleaned_data["due_on"], by=actor,
            decision=draft,
        )  # fmt: skip
    except REFUSALS as error:
        return refused(request, meeting, error, refused_panel("action", request, form, error))
    return back(meeting)
