"""Writing in session: the project of a decision and its actions. Numbers and seal come when the session closes."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import DecisionState, ItemState, Outcome
from interco.committees.models import Action, Decision, Item, Meeting, Round
from interco.committees.policies.rounds import check_can_conclude
from interco.committees.policies.session import check_can_run_item
from interco.committees.rules.consent import CONSENT
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_in_session
from interco.committees.services.numbering import next_reference
from interco.committees.services.rounds import conclude, current_text
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Post

LONGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is written of a decision. Without an outcome, it is the one of the round, or consensus."""

    text: str
    title: str = ""
    owner_post: Post | None = None
    due_on: date | None = None
    review_on: date | None = None
    outcome: Outcome | None = None
    reason: str = ""


@transaction.atomic
def draft_decision(
    item: Item, *, draft: Draft, by: Actor, decision: Decision | None = None, version: int | None = None,
) -> Decision:  # fmt: skip
    """Write the project of a decision on the current item, or rewrite one until the session closes.

    A round that waits for its adoption is concluded by the same gesture; one that is not finished must end first.
    """
    meeting = _in_session(item, by)
    draft = _checked(draft, by)
    round_ = item.rounds.filter(meeting=meeting).order_by("-number").first()
    if round_ is not None and round_.closed_at is None:
        outcome = conclude(round_, outcome=draft.outcome, by=by, reason=draft.reason)
    else:
        outcome = _outcome(draft, round_, decision)
    check_can_conclude(by, outcome)
    if decision is None:
        decision = Decision(body_id=item.body_id, meeting=meeting, item=item, round=round_, decided_at=by.at)
        event = "decision.drafted"
    else:
        _check_rewrites(decision, item)
        claim(decision, version, shown=("text",))
        event = "decision.redrafted"
    decision.title, decision.text = draft.title or item.title, draft.text
    decision.outcome, decision.reason = outcome, draft.reason or (round_.reason if round_ else "")
    decision.owner_post, decision.due_on, decision.review_on = draft.owner_post, draft.due_on, draft.review_on
    if outcome == Outcome.ARBITRATION and not decision.reason:
        raise Invalid(_("L’arbitrage du DGS est motivé : écrivez pourquoi."), field="reason")
    decision.save()
    journal.record(event, by=by, subject=decision, facts={"item": item.public_id, "outcome": outcome})
    tell(meeting, "decision", by=by, item=item.public_id)
    return decision


def _outcome(draft: Draft, round_: Round | None, decision: Decision | None) -> Outcome:
    """The outcome said, else the one that stands: a consent found by a round cannot be replaced by another one."""
    found = round_.outcome if round_ is not None else ""
    if draft.outcome is None:
        return Outcome(found or (decision.outcome if decision else Outcome.CONSENSUS))
    if found in CONSENT and draft.outcome in CONSENT:
        return Outcome(found)
    return draft.outcome


def _checked(draft: Draft, by: Actor) -> Draft:
    """The same draft, its texts clean, or `Invalid`."""
    text = many_lines(draft.text, field="text", limit=LONGEST)
    if not text:
        raise Invalid(_("Écrivez la décision."), field="text")
    if draft.due_on is not None and draft.due_on < by.today:
        raise Invalid(_("L’échéance est passée."), field="due_on")
    if draft.review_on is not None and draft.review_on < by.today:
        raise Invalid(_("La date de revue est passée."), field="review_on")
    title, reason = one_line(draft.title, field="title"), many_lines(draft.reason, field="reason", limit=LONGEST)
    return replace(draft, text=text, title=title, reason=reason)


def _check_rewrites(decision: Decision, item: Item) -> None:
    if decision.item_id != item.pk or decision.meeting_id != item.meeting_id:
        raise Refused(_("Cette décision n’appartient pas à ce point."))
    if decision.state != DecisionState.DRAFT:
        raise Refused(_("Cette décision est enregistrée : elle ne se réécrit plus, elle se remplace."))


@transaction.atomic
def adopt(round_: Round, *, by: Actor) -> Decision:
    """Adopt the text of a round: its conclusion and the project of decision in one gesture, owned by the rapporteur."""
    item = round_.item
    return draft_decision(item, draft=Draft(text=current_text(round_).text, owner_post=item.rapporteur_post), by=by)


@transaction.atomic
def withdraw_draft(decision: Decision, *, by: Actor) -> None:
    """Take a project of decision back before the session closes; its actions stay with the item."""
    item = decision.item
    meeting = _in_session(item, by)
    refresh(decision)
    _check_rewrites(decision, item)
    journal.record("decision.draft_withdrawn", by=by, subject=decision, facts={"item": item.public_id})
    decision.actions.update(decision=None)
    decision.delete()
    tell(meeting, "decision", by=by, item=item.public_id)


@transaction.atomic
def draft_action(
    item: Item, *, title: str, owner_post: Post, due_on: date, by: Actor, decision: Decision | None = None,
) -> Action:  # fmt: skip
    """Write an action to carry out, on the decision of the item when it has one."""
    meeting = _in_session(item, by)
    named = one_line(title, field="title")
    if not named:
        raise Invalid(_("Dites en quelques mots ce qui est à faire."), field="title")
    if due_on < by.today:
        raise Invalid(_("L’échéance est passée."), field="due_on")
    if decision is not None:
        _check_rewrites(decision, item)
    action = Action.objects.create(
        reference=next_reference("A", by.today.year), body_id=item.body_id, meeting=meeting, item=item,
        decision=decision, title=named, owner_post=owner_post, due_on=due_on, created_at=by.at,
    )  # fmt: skip
    journal.record("action.written", by=by, subject=action, facts={"item": item.public_id, "due_on": str(due_on)})
    tell(meeting, "decision", by=by, item=item.public_id)
    return action


def _in_session(item: Item, by: Actor) -> Meeting:
    meeting = hold_in_session(item)
    check_can_run_item(by, meeting, item)
    if item.started_at is None or item.state in {ItemState.SCHEDULED, ItemState.ACCEPTED}:
        raise Invalid(_("Abordez le point avant d’y écrire une décision."))
    return meeting
