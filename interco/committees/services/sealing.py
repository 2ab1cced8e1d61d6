"""Numbering and sealing the decisions of a session, in the transaction that closes it.

Each decision takes the next number of its body's local year and the next place of the register's single chain. What is
hashed names posts, not people; names and words of people are committed to and kept beside (`SealedPersonalValue`).
The end of the journal is sealed with each decision: an anchor of the register, printed on a record, holds both chains.
"""

import secrets
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from interco.committees.enums import DecisionState
from interco.committees.models import Decision, SealedPersonalValue, Stance
from interco.committees.rules.numbering import Draft, format_reference, local_year, order_of_decision
from interco.committees.rules.seal import Personal, seal
from interco.committees.services.lifecycle import advance_decision
from interco.committees.services.numbering import next_number
from interco.foundation.audit.queries.verification import JOURNAL
from interco.foundation.audit.services import journal
from interco.foundation.audit.services.chain import advance, lock_head
from interco.foundation.core.actor import Actor
from interco.organisation.models import PostVersion

REGISTER = "decisions"


def seal_decisions(decisions: list[Decision], *, by: Actor) -> list[Decision]:
    """Number and seal drafts in their order of decision; returns them sealed, in that order."""
    known = {decision.pk: decision for decision in decisions}
    order = order_of_decision(Draft(decision.pk, decision.decided_at) for decision in decisions)
    return [_seal_one(known[draft.key], by=by) for draft in order]


def _seal_one(decision: Decision, *, by: Actor) -> Decision:
    zone = ZoneInfo(decision.meeting.zone)
    decision.year = local_year(decision.decided_at, zone)
    decision.number = next_number(f"{decision.body.code}-{decision.year}")
    decision.reference = format_reference(decision.body.code, decision.year, decision.number)
    advance_decision(decision, to=DecisionState.RECORDED)
    # the journal first, like every other gesture: writers who take both never wait for one another in a circle
    witness, head = lock_head(JOURNAL), lock_head(REGISTER)
    decision.sealed_at, decision.sealed_by_name = by.at, by.name
    facts, said = facts_of(decision, zone), words_of(decision, by)
    facts["journal"] = {"number": witness.number, "hash": witness.hash}
    personal = {name: Personal(secrets.token_hex(8), value) for name, value in said.items()}
    entry = seal(head.number + 1, head.hash, facts, personal)
    advance_decision(decision, to=DecisionState.SEALED)
    decision.payload, decision.chain_number = dict(entry.payload), entry.number
    decision.previous_hash, decision.hash = entry.previous_hash, entry.hash
    decision.version += 1
    decision.save()
    SealedPersonalValue.objects.bulk_create(
        SealedPersonalValue(decision=decision, field=name, salt=kept.salt, value=kept.value)
        for name, kept in personal.items()
    )
    advance(head, entry.hash)
    journal.record(
        "decision.sealed", by=by, subject=decision, facts={"reference": decision.reference, "hash": decision.hash}
    )
    return decision


def facts_of(decision: Decision, zone: ZoneInfo) -> dict[str, Any]:
    """What of a decision is hashed as it is: texts and posts, dates as ISO days, instants in UTC."""
    day = decision.decided_at.astimezone(zone).date()
    return {
        "reference": decision.reference,
        "public_id": decision.public_id,
        "body": decision.body.code,
        "meeting": decision.meeting.number,
        "item": decision.item.reference,
        "title": decision.title,
        "text": decision.text,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "decided_at": decision.decided_at.isoformat(),
        "owner": _title_on(decision.owner_post_id, day),
        "owner_post": decision.owner_post.public_id if decision.owner_post else None,
        "round": decision.round.public_id if decision.round else None,
        "sealed_at": decision.sealed_at.astimezone(UTC).isoformat() if decision.sealed_at else None,
        "due_on": decision.due_on.isoformat() if decision.due_on else None,
        "review_on": decision.review_on.isoformat() if decision.review_on else None,
        "stances": [_stance_fact(stance) for stance in _stances(decision)],
        "actions": [
            {
                "reference": action.reference, "title": action.title, "owner": _title_on(action.owner_post_id, day),
                "due_on": action.due_on.isoformat(),
            }
            for action in decision.actions.order_by("pk")
        ],
    }  # fmt: skip


def words_of(decision: Decision, by: Actor) -> dict[str, str]:
    """Names and words of people, by field; a name withheld by its author stays out."""
    said = {"sealed_by": by.name}
    for rank, stance in enumerate(_stances(decision), start=1):
        if not stance.name_withheld:
            said[f"stance.{rank}.name"] = stance.attendee.name
        if stance.reason:
            said[f"stance.{rank}.reason"] = stance.reason
        if stance.lifting:
            said[f"stance.{rank}.lifting"] = stance.lifting
    return said


def _stances(decision: Decision) -> list[Stance]:
    if decision.round is None:
        return []
    return list(decision.round.stances.select_related("attendee", "text").order_by("pk"))


def _stance_fact(stance: Stance) -> dict[str, Any]:
    return {
        "post": "" if stance.name_withheld else stance.attendee.title,
        "value": stance.value,
        "text": stance.text.number,
        "lifted": stance.lifted_at is not None,
    }


def _title_on(post_id: int | None, day: Any) -> str:
    if post_id is None:
        return ""
    version = PostVersion.objects.effective_on(day).select_related("unit").filter(post_id=post_id).first()
    return version.title if version else ""
