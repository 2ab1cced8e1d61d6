"""How an item of a bulk session was decided: one round of consent, its stances, the sealed decision, an action."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.sets.ledger import Voice
from interco.committees.enums import ActionState, Outcome, RoundPhase, StanceValue
from interco.committees.models import Action, Decision, Item, ProposalText, Respondent, Round, Stance
from interco.committees.rules.numbering import format_reference
from interco.config.demo.build import ZONE

if TYPE_CHECKING:
    from benchmarks.sets.sessions import Held

RESERVATION = "Prévoir un point d’étape dans six mois."
OBJECTION = "Le calendrier proposé fermerait un guichet au second semestre."
ARBITRATION = "Aucun accord après deux échanges ; le calendrier ne permet pas d’attendre."


def decide(held: Held, item: Item, *, at: datetime) -> Decision:
    """Hold the round of an item and seal its decision."""
    outcome = _outcome(held)
    round_, stances = _round(held, item, outcome, at)
    owner = held.chance.choice(held.group.sitters)
    decision = Decision(
        body=item.body, meeting=held.meeting, item=item, round=round_, title=item.title, outcome=outcome,
        text=f"Le principe est approuvé : {item.title.lower()}. Chaque direction rend compte une fois par trimestre.",
        reason=round_.reason, owner_post=owner.post, decided_at=at + timedelta(minutes=4), version=2,
        due_on=at.date() + timedelta(days=45), review_on=at.date() + timedelta(days=135),
    )  # fmt: skip
    decision.year = decision.decided_at.astimezone(ZONE).year
    decision.number = held.ledger.number(f"{item.body.code}-{decision.year}")
    decision.reference = format_reference(item.body.code, decision.year, decision.number)
    chair = Voice(held.group.sitters[0].person.user_id, held.group.sitters[0].person.full_name)
    held.ledger.note(
        "decision.drafted", decision, at=decision.decided_at, by=chair, item=item.public_id, outcome=str(outcome)
    )
    actions = [_action(held, item, decision, owner.post, chair)] if held.chance.random() < 0.5 else []
    closing = held.meeting.closed_at
    assert closing is not None  # noqa: S101 - a bulk session is closed
    facts = _facts(decision, owner.title, stances, actions, owner.title)
    said = {"sealed_by": chair.name, **_words(stances)}
    kept = held.ledger.seal(decision, facts, said, at=closing, by=chair)
    held.rows.add(decision, *kept, *actions)
    return decision


def _outcome(held: Held) -> Outcome:
    drawn = held.chance.random()
    return Outcome.RESERVATIONS if drawn < 0.12 else Outcome.ARBITRATION if drawn < 0.18 else Outcome.CONSENSUS


def _round(held: Held, item: Item, outcome: Outcome, at: datetime) -> tuple[Round, list[Stance]]:
    chair, closes = held.group.sitters[0], at + timedelta(minutes=4)
    arbitrated = outcome == Outcome.ARBITRATION
    round_ = Round(
        item=item, meeting=held.meeting, number=1, phase=RoundPhase.LIFTING if arbitrated else RoundPhase.ADOPTION,
        opened_at=at, revealed_at=at + timedelta(minutes=3), closed_at=closes, outcome=outcome,
        reason=ARBITRATION if arbitrated else "", version=4,
    )  # fmt: skip
    text = ProposalText(
        round=round_, number=1, text=item.decision_asked, author_name=chair.person.full_name, at=at,
        revealed_at=round_.revealed_at,
    )  # fmt: skip
    asked = held.seats[1:]
    stances = []
    for rank, (_sitter, attendee) in enumerate(asked):
        value, reason = StanceValue.FAVOURABLE, ""
        if rank == 0 and outcome != Outcome.CONSENSUS:
            value, reason = (StanceValue.OBJECTION, OBJECTION) if arbitrated else (StanceValue.RESERVATION, RESERVATION)
        stances.append(
            Stance(
                round=round_,
                attendee=attendee,
                text=text,
                value=value,
                reason=reason,
                at=at + timedelta(seconds=90 + rank),
            )
        )
    held.rows.add(round_, text, *[Respondent(round=round_, attendee=attendee) for _sitter, attendee in asked], *stances)
    _note_round(held, item, round_, at)
    return round_, stances


def _note_round(held: Held, item: Item, round_: Round, at: datetime) -> None:
    note, asked = held.ledger.note, held.seats[1:]
    chair = Voice(held.group.sitters[0].person.user_id, held.group.sitters[0].person.full_name)
    note("round.opened", round_, at=at, by=chair, item=item.public_id, number=1, respondents=len(asked))
    note("round.step", round_, at=at + timedelta(seconds=60), by=chair, phase=str(RoundPhase.STANCES))
    for rank, (sitter, _attendee) in enumerate(asked):
        by = Voice(sitter.person.user_id, sitter.person.full_name)
        note("stance.given", round_, at=at + timedelta(seconds=90 + rank), by=by, text=1)
    note("round.revealed", round_, at=at + timedelta(minutes=3), by=chair, text=1)
    note("round.step", round_, at=at + timedelta(minutes=3), by=chair, phase=str(round_.phase))
    note(
        "round.closed",
        round_,
        at=at + timedelta(minutes=4),
        by=chair,
        outcome=str(round_.outcome),
        reason=round_.reason,
    )


def _action(held: Held, item: Item, decision: Decision, owner_post: Any, chair: Voice) -> Action:
    year, days = decision.decided_at.astimezone(ZONE).year, 20 + held.chance.randint(0, 60)
    due_on = decision.decided_at.date() + timedelta(days=days)
    done = due_on < held.today and held.chance.random() < 0.97
    action = Action(
        reference=f"A-{year}-{held.ledger.number(f'A-{year}'):03d}", body=item.body, meeting=held.meeting, item=item,
        decision=decision, title=f"Mettre en œuvre : {item.title.lower()}"[:200], owner_post=owner_post, due_on=due_on,
        state=ActionState.DONE if done else ActionState.TODO, created_at=decision.decided_at,
        done_at=decision.decided_at + timedelta(days=days - 2) if done else None,
        evidence="Constaté par le secrétariat (fictif)." if done else "",
    )  # fmt: skip
    held.ledger.note(
        "action.written", action, at=decision.decided_at, by=chair, item=item.public_id, due_on=str(due_on)
    )
    return action


def _facts(
    decision: Decision, owner: str, stances: list[Stance], actions: list[Action], action_owner: str
) -> dict[str, Any]:
    """What `committees.services.sealing.facts_of` reads from the database, from the rows in hand."""
    return {
        "reference": decision.reference, "public_id": decision.public_id, "body": decision.body.code,
        "meeting": decision.meeting.number, "item": decision.item.reference, "title": decision.title,
        "text": decision.text, "outcome": str(decision.outcome), "reason": decision.reason,
        "decided_at": decision.decided_at.isoformat(), "owner": owner,
        "due_on": str(decision.due_on), "review_on": str(decision.review_on),
        "stances": [
            {"post": stance.attendee.title, "value": str(stance.value), "text": 1, "lifted": False} for stance in stances
        ],
        "actions": [
            {"reference": one.reference, "title": one.title, "owner": action_owner, "due_on": one.due_on.isoformat()}
            for one in actions
        ],
    }  # fmt: skip


def _words(stances: list[Stance]) -> dict[str, str]:
    said = {}
    for rank, stance in enumerate(stances, start=1):
        said[f"stance.{rank}.name"] = stance.attendee.name
        if stance.reason:
            said[f"stance.{rank}.reason"] = stance.reason
    return said
