"""Actions after a session: their state, their evidence, their dates, and the reminder of what is late."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import ACTION_TRANSITIONS, ActionState
from interco.committees.models import Action
from interco.committees.policies.actions import check_can_move, check_can_reschedule
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.organisation.models import Post

EVIDENCE_LIMIT = 4000


@transaction.atomic
def move_action(
    action: Action, *, to: ActionState, by: Actor, evidence: str = "", version: int | None = None
) -> Action:
    """Change the state of an action; `done` may carry an evidence (what shows it is done)."""
    check_can_move(by, action)
    claim(action, version)
    if to not in ACTION_TRANSITIONS[action.state]:
        raise Invalid(
            _("L’action est « %(state)s » : elle ne peut pas devenir « %(to)s ».")
            % {"state": ActionState(action.state).label, "to": to.label},
            field="state",
        )
    origin, said = action.state, evidence.strip()
    if len(said) > EVIDENCE_LIMIT:
        raise Invalid(_("La preuve tient en %d caractères.") % EVIDENCE_LIMIT, field="evidence")
    action.state = to
    action.evidence = said or action.evidence
    action.done_at = by.at if to == ActionState.DONE else None
    action.save(update_fields=["state", "evidence", "done_at", "version"])
    journal.record(
        f"action.{to}", by=by, subject=action, facts={"reference": action.reference, "from": origin, "to": to}
    )
    return action


@transaction.atomic
def reschedule_action(
    action: Action, *, due_on: date, by: Actor, owner_post: Post | None = None, version: int | None = None
) -> Action:
    """Give an action another date, or another owner."""
    check_can_reschedule(by, action)
    claim(action, version)
    if due_on < by.today:
        raise Invalid(_("La nouvelle échéance ne peut pas être passée."), field="due_on")
    before = {"due_on": action.due_on.isoformat(), "owner_post": action.owner_post_id}
    action.due_on = due_on
    if owner_post is not None:
        action.owner_post = owner_post
    action.save(update_fields=["due_on", "owner_post", "version"])
    after = {"due_on": due_on.isoformat(), "owner_post": action.owner_post_id}
    journal.record("action.rescheduled", by=by, subject=action, facts={"before": before, "after": after})
    return action
