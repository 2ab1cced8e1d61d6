"""One action: its sheet, what shows it is done, and the pages that write or change it outside a session."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.committees.enums import ACTION_TRANSITIONS, ActionState
from interco.committees.forms.actions import ActionSheetForm, initial_of
from interco.committees.models import Action, Body
from interco.committees.policies import actions as policy
from interco.committees.policies import bodies as body_policy
from interco.committees.policies.decisions import visible_to as visible_decisions
from interco.committees.policies.items import visible_to as visible_items
from interco.committees.queries.action_page import action_page
from interco.committees.queries.origins import origins_of_action
from interco.committees.queries.owners import owners_again, owners_of
from interco.committees.services.actions import content_of, edit_action, note_evidence, write_action
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.policies.people import visible_to as visible_people


def action_of(request: HttpRequest, key: str) -> Action:
    """The action of the address that the actor may see, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = policy.visible_to(actor).select_related("body", "owner_post", "item", "meeting", "decision")
    return get_object_or_404(shown, public_id=key)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Where the action comes from, who carries it, how far it is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = action_of(request, key)
    context = {
        "page": action_page(
            action, items=visible_items(actor), decisions=visible_decisions(actor), people=visible_people(actor),
            day=actor.today,
        ),
        "action": action, "origins": origins_of_action(action, actor),
        "keeps": policy.keeps_action(actor, action), "moves": policy.may_move(actor, action),
        "transitions": ACTION_TRANSITIONS[action.state], "states": dict(ActionState.choices),
    }  # fmt: skip
    return render(request, "committees/action.html", context)


def evidence(request: HttpRequest, key: str) -> HttpResponse:
    """Write how far the action is, or what shows it is done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = action_of(request, key)
    note_evidence(action, evidence=request.POST.get("evidence", ""), version=version_read(request), by=actor)
    messages.success(request, _("Avancement enregistré."))
    return redirect("action", key=key)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change the action: what, who, with whom, by when."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = action_of(request, key)
    policy.check_can_reschedule(actor, action)
    posts = owners_again(action, actor.today, visible_people(actor))
    form = ActionSheetForm(request.POST or None, posts=posts, initial=initial_of(content_of(action)))
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            edit_action(action, form.content(), version=version_read(request), by=actor)
        except (Invalid, Conflict) as error:
            theirs = _show(form, error)
        else:
            messages.success(request, _("Action enregistrée."))
            return redirect("action", key=key)
    context = {"form": form, "action": action, "body": action.body, "theirs": theirs}
    return render(request, "committees/action_edit.html", context, status=422 if form.is_bound else 200)


def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add an action to the follow-up of a body, outside its sessions."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body = Body.objects.filter(pk__in=body_policy.visible_to(actor).values("pk"), public_id=key).first()
    if body is None:
        raise Http404
    policy.check_can_create(actor, body)
    form = ActionSheetForm(request.POST or None, posts=owners_of(body, actor.today, visible_people(actor)))
    if request.method == "POST" and form.is_valid():
        try:
            action = write_action(form.content(), body=body, by=actor)
        except Invalid as error:
            _show(form, error)
        else:
            messages.success(request, _("Action %s écrite.") % action.reference)
            return redirect("action", key=action.public_id)
    context = {"form": form, "action": None, "body": body, "theirs": ""}
    return render(request, "committees/action_edit.html", context, status=422 if form.is_bound else 200)


def _show(form: ActionSheetForm, error: Invalid | Conflict) -> str:
    """Put a refusal in the form; returns the text of the other person after a race."""
    form.tell(error)
    return "\n".join(error.theirs.values()) if isinstance(error, Conflict) else ""
