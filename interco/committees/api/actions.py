"""Actions by the API: mine, late, all; moved, given another date."""

from enum import StrEnum

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.committees.api.item_schemas import ActionDate, ActionMove, ActionShown
from interco.committees.enums import ActionState
from interco.committees.models import Action
from interco.committees.policies.actions import visible_to
from interco.committees.queries.actions import ActionLine, followed, lines
from interco.committees.services.actions import move_action, reschedule_action
from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations
from interco.foundation.core.api.schemas import Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import signed_in
from interco.organisation.models import Post
from interco.organisation.policies.organisation import posts_visible_to

ACTIONS = Operations("Actions")


class View(StrEnum):
    """Which actions."""

    MINE = "mine"
    LATE = "late"
    ALL = "all"


class ActionsAsked(Paging):
    """What is asked of the list."""

    vue: View = Field(View.ALL, description="mine : les vôtres, ouvertes · late : en retard · all : toutes.")


@ACTIONS.get("actions", policy=signed_in, name="api_actions", answer=Page[ActionShown], summary="Lister les actions")
def list_actions(request: HttpRequest, asked: Query[ActionsAsked]) -> Page[ActionShown]:
    """The nearest date first; four queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows, figures = part_of(followed(visible_to(actor), actor, asked.vue), asked)
    return Page[ActionShown](**figures, items=[action_shown(line) for line in lines(rows, actor.today)])


@ACTIONS.get("actions/{key}", policy=signed_in, name="api_action", answer=ActionShown, summary="Lire une action")
def read_action(request: HttpRequest, key: str) -> ActionShown:
    """One action."""
    return _shown(request, _action_of(request, key))


@ACTIONS.write(
    "POST", "actions/{key}/etat", policy=signed_in, name="api_action_move", answer=ActionShown,
    summary="Changer l’état d’une action",
)  # fmt: skip
def move_an_action(request: HttpRequest, key: str, given: ActionMove) -> ActionShown:
    """Move it forward, or back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action = _action_of(request, key)
    move_action(action, to=given.state, evidence=given.evidence, version=given.version, by=actor)
    return _shown(request, action)


@ACTIONS.write(
    "POST", "actions/{key}/echeance", policy=signed_in, name="api_action_reschedule", answer=ActionShown,
    summary="Changer l’échéance ou le pilote d’une action",
)  # fmt: skip
def reschedule_an_action(request: HttpRequest, key: str, given: ActionDate) -> ActionShown:
    """Give it another date, another owner."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    action, owner = _action_of(request, key), None
    if given.owner_post is not None:
        owner = _post(given.owner_post, actor)
    reschedule_action(action, due_on=given.due_on, owner_post=owner, version=given.version, by=actor)
    return _shown(request, action)


def _post(key: str, actor: Actor) -> Post:
    found = posts_visible_to(actor).filter(public_id=key).first()
    if found is None:
        raise Invalid(_("Ce poste n’existe pas."), field="owner_post")
    return found


def _action_of(request: HttpRequest, key: str) -> Action:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(visible_to(actor).select_related("body", "decision"), public_id=key)


def _shown(request: HttpRequest, action: Action) -> ActionShown:
    return action_shown(lines([action], request.actor.today)[0])  # type: ignore[attr-defined]


def action_shown(line: ActionLine) -> ActionShown:
    """An action with today's owner."""
    row = line.action
    return ActionShown(
        key=row.public_id, reference=row.reference, title=row.title, state=ActionState(row.state), due_on=row.due_on,
        late_days=max(line.late_days, 0), owner=line.owner.shown if line.owner else "",
        decision=row.decision.reference if row.decision else "", evidence=row.evidence, done_at=row.done_at,
        version=row.version,
    )  # fmt: skip
