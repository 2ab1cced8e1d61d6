"""Actions by the API: mine, late, all; written, corrected, moved, given another date."""

from enum import StrEnum

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.committees.api.item_schemas import ActionDate, ActionEdition, ActionGiven, ActionMove, ActionShown
from interco.committees.enums import ActionState
from interco.committees.models import Action
from interco.committees.policies.actions import check_can_create, check_can_reschedule, visible_to
from interco.committees.policies.bodies import visible_to as visible_bodies
from interco.committees.queries.actions import ActionLine, followed, lines
from interco.committees.queries.owners import Owners, owners_again, owners_of
from interco.committees.services.actions import (
    ActionContent,
    edit_action,
    move_action,
    reschedule_action,
    write_action,
)
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import signed_in
from interco.organisation.policies.people import visible_to as visible_people

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
    actor = acting(request)
    rows, figures = part_of(followed(visible_to(actor), actor, asked.vue).select_related("owner_post"), asked)
    return Page[ActionShown](
        **figures, items=[action_shown(line) for line in lines(rows, actor.today, visible_people(actor))]
    )


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
    actor = acting(request)
    action = _action_of(request, key)
    move_action(action, to=given.state, evidence=given.evidence, version=given.version, by=actor)
    return _shown(request, action)


@ACTIONS.write(
    "POST", "actions/{key}/echeance", policy=signed_in, name="api_action_reschedule", answer=ActionShown,
    summary="Changer l’échéance d’une action",
)  # fmt: skip
def reschedule_an_action(request: HttpRequest, key: str, given: ActionDate) -> ActionShown:
    """Give it another date."""
    actor = acting(request)
    action = _action_of(request, key)
    reschedule_action(action, due_on=given.due_on, version=given.version, by=actor)
    return _shown(request, action)


@ACTIONS.write(
    "PUT", "actions/{key}", policy=signed_in, name="api_action", answer=ActionShown, summary="Corriger une action"
)  # fmt: skip
def edit_an_action(request: HttpRequest, key: str, given: ActionEdition) -> ActionShown:
    """Say it again: what, who, with whom, by when."""
    actor = acting(request)
    action = _action_of(request, key)
    check_can_reschedule(actor, action)
    content = _content(given, owners_again(action, actor.today, visible_people(actor)))
    edit_action(action, content, version=given.version, by=actor)
    return _shown(request, action)


@ACTIONS.write(
    "POST", "instances/{key}/actions", policy=signed_in, name="api_action_add", answer=ActionShown, status=201,
    summary="Ajouter une action hors séance",
)  # fmt: skip
def write_an_action(request: HttpRequest, key: str, given: ActionGiven) -> ActionShown:
    """Add an action to the follow-up of a body."""
    actor = acting(request)
    body = get_object_or_404(visible_bodies(actor), public_id=key)
    check_can_create(actor, body)
    action = write_action(_content(given, owners_of(body, actor.today, visible_people(actor))), body=body, by=actor)
    return _shown(request, action)


def _content(given: ActionGiven, offered: Owners) -> ActionContent:
    """What is given, its posts among those that the pages offer."""
    posts = {post.public_id: post for post, _label in offered}
    for name, keys in (("owner_post", [given.owner_post]), ("contributor_posts", given.contributor_posts)):
        unknown = set(keys) - set(posts)
        if unknown:
            raise Invalid(
                _("Ce poste ne peut pas porter une action de cette instance : %s.") % min(unknown), field=name
            )
    return ActionContent(
        title=given.title, owner_post=posts[given.owner_post], due_on=given.due_on,
        contributor_posts=[posts[key] for key in given.contributor_posts],
    )  # fmt: skip


def _action_of(request: HttpRequest, key: str) -> Action:
    actor = acting(request)
    return get_object_or_404(visible_to(actor).select_related("body", "decision", "owner_post"), public_id=key)


def _shown(request: HttpRequest, action: Action) -> ActionShown:
    actor = acting(request)
    return action_shown(lines([action], actor.today, visible_people(actor))[0])


def action_shown(line: ActionLine) -> ActionShown:
    """An action with today's owner."""
    row = line.action
    return ActionShown(
        key=row.public_id, reference=row.reference, title=row.title, state=ActionState(row.state), due_on=row.due_on,
        late_days=max(line.late_days, 0), owner=line.owner.shown if line.owner else "",
        owner_post=row.owner_post.public_id,
        decision=row.decision.reference if row.decision else "", evidence=row.evidence, done_at=row.done_at,
        version=row.version,
    )  # fmt: skip
