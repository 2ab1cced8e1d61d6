"""Actions after a session: written, assigned, moved from state to state with what shows it, given other dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import ActionState, MeetingState
from interco.committees.models import Action, Body, Meeting
from interco.committees.policies.actions import check_can_create, check_can_move, check_can_reschedule
from interco.committees.services.broadcast import tell
from interco.committees.services.lifecycle import advance_action
from interco.committees.services.numbering import next_reference
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Post

EVIDENCE_LIMIT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionContent:
    """What is said of an action: to do what, by which post, with which others, by when."""

    title: str
    owner_post: Post
    due_on: date
    contributor_posts: Iterable[Post] = ()


@transaction.atomic
def write_action(content: ActionContent, *, body: Body, by: Actor) -> Action:
    """Add an action to a body's follow-up outside its sessions."""
    check_can_create(by, body)
    return record_action(content, body=body, by=by)


@transaction.atomic
def record_action(content: ActionContent, *, body: Body | None, by: Actor) -> Action:
    """Number and keep an action that its caller may write; without a body, the caller links it to its home at once."""
    checked = _checked(content, earliest=by.today)
    action = Action.objects.create(
        reference=next_reference("A", by.today.year), body=body, title=checked.title, owner_post=checked.owner_post,
        due_on=checked.due_on, created_at=by.at,
    )  # fmt: skip
    action.contributor_posts.set(checked.contributor_posts)
    journal.record("action.written", by=by, subject=action, facts={"due_on": str(action.due_on)})
    _tell_session(action, by)
    return action


@transaction.atomic
def edit_action(action: Action, content: ActionContent, *, version: int | None, by: Actor) -> Action:
    """Change the title, the owner, the contributors or the date of an action. A date that stays may be past."""
    check_can_reschedule(by, action)
    claim(action, version, shown=("title",))
    before = _facts(action)
    checked = _checked(content, earliest=min(action.due_on, by.today))
    action.title, action.owner_post, action.due_on = checked.title, checked.owner_post, checked.due_on
    action.save(update_fields=["title", "owner_post", "due_on", "version"])
    action.contributor_posts.set(checked.contributor_posts)
    after = _facts(action)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    journal.record("action.edited", by=by, subject=action, facts={"changed": changed})
    _tell_session(action, by)
    return action


@transaction.atomic
def move_action(
    action: Action, *, to: ActionState, by: Actor, evidence: str = "", version: int | None = None
) -> Action:
    """Change the state of an action; `done` may carry an evidence (what shows it is done)."""
    check_can_move(by, action)
    claim(action, version, shown=("evidence",))
    origin, said = advance_action(action, to=to), many_lines(evidence, field="evidence", limit=EVIDENCE_LIMIT)
    action.evidence = said or action.evidence
    action.done_at = by.at if to == ActionState.DONE else None
    action.save(update_fields=["state", "evidence", "done_at", "version"])
    facts = {"reference": action.reference, "from": origin, "to": to, "evidence": bool(said)}
    journal.record(f"action.{to}", by=by, subject=action, facts=facts)
    _tell_session(action, by)
    return action


@transaction.atomic
def note_evidence(action: Action, *, evidence: str, version: int | None, by: Actor) -> Action:
    """Write or complete what shows how far an action is, without changing its state."""
    check_can_move(by, action)
    claim(action, version, shown=("evidence",))
    action.evidence = many_lines(evidence, field="evidence", limit=EVIDENCE_LIMIT)
    action.save(update_fields=["evidence", "version"])
    journal.record("action.evidence", by=by, subject=action, facts={"length": len(action.evidence)})
    return action


@transaction.atomic
def reschedule_action(action: Action, *, due_on: date, by: Actor, version: int | None = None) -> Action:
    """Give an action another date, today or later."""
    if due_on < by.today:
        check_can_reschedule(by, action)
        raise Invalid(_("La nouvelle échéance ne peut pas être passée."), field="due_on")
    return edit_action(action, replace(content_of(action), due_on=due_on), version=version, by=by)


def content_of(action: Action) -> ActionContent:
    """What is said of an action now."""
    return ActionContent(
        title=action.title, owner_post=action.owner_post, due_on=action.due_on,
        contributor_posts=tuple(action.contributor_posts.all()),
    )  # fmt: skip


def _checked(content: ActionContent, *, earliest: date) -> ActionContent:
    """The same content, clean, or `Invalid`. The owner is not their own contributor."""
    title = one_line(content.title, field="title")
    if not title:
        raise Invalid(_("Dites en quelques mots ce qui est à faire."), field="title")
    if content.due_on < earliest:
        raise Invalid(_("L’échéance est passée."), field="due_on")
    others = tuple(post for post in content.contributor_posts if post.pk != content.owner_post.pk)
    return replace(content, title=title, contributor_posts=others)


def _facts(action: Action) -> dict[str, object]:
    return {
        "title": action.title, "owner_post": action.owner_post.public_id, "due_on": action.due_on.isoformat(),
        "contributors": sorted(action.contributor_posts.values_list("public_id", flat=True)),
    }  # fmt: skip


def _tell_session(action: Action, by: Actor) -> None:
    """A session of the body in progress shows its follow-up: it is told."""
    if action.body_id is None:
        return
    for meeting in Meeting.objects.filter(body_id=action.body_id, state=MeetingState.OPEN):
        tell(meeting, "decision", by=by, action=action.public_id)
