"""Actions: mine, late, all; their state in one gesture."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from interco.committees.enums import ACTION_TRANSITIONS, ActionState
from interco.committees.policies import bodies as body_policy
from interco.committees.policies.actions import visible_to
from interco.committees.policies.bodies import sees_all
from interco.committees.queries.actions import followed, lines
from interco.committees.services.actions import move_action, reschedule_action
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.policies.people import visible_to as visible_people

VIEWS = ("mine", "late", "all")
PAGE_SIZE = 60


def index(request: HttpRequest) -> HttpResponse:
    """The list, one view at a time."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    chosen = request.GET.get("vue", "mine")
    view = chosen if chosen in VIEWS else "mine"
    bodies = body_policy.visible_to(actor).filter(is_active=True).order_by("pk")
    kept = [body for body in bodies if body_policy.keeps(actor, body)][:1]
    page = Paginator(followed(visible_to(actor), actor, view), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page, "view": view, "lines": lines(list(page.object_list), actor.today, visible_people(actor)),
        "keeps": sees_all(actor), "kept": kept,
        "transitions": ACTION_TRANSITIONS, "states": dict(ActionState.choices),
    }  # fmt: skip
    return render(request, "committees/actions.html", context)


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/seances/actions/"


def move(request: HttpRequest, key: str) -> HttpResponse:
    """Change the state of an action."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    to = request.POST.get("state", "")
    if to not in ActionState.values:
        raise Invalid(_("Choisissez un état de l’action."), field="state")
    evidence = request.POST.get("evidence", "")
    move_action(action, to=ActionState(to), evidence=evidence, by=actor, version=version_read(request))
    messages.success(
        request, _("Action « %(title)s » : %(state)s.") % {"title": action.title, "state": ActionState(to).label}
    )
    return redirect(_back(request))


def reschedule(request: HttpRequest, key: str) -> HttpResponse:
    """Give an action another date."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    try:
        due_on = date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        raise Invalid(_("Donnez une date de la forme 2026-12-31."), field="due_on") from None
    reschedule_action(action, due_on=due_on, by=actor, version=version_read(request))
    messages.success(request, _("Nouvelle échéance enregistrée."))
    return redirect(_back(request))
