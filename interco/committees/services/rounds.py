"""A consent round: opened on the current item, led step by step, its text amended by versions, closed by an outcome.

Respondents are frozen at the opening. Stances stay hidden until all have answered or whoever leads reveals them. A new
text asks everybody again; what was said of the former text stays on record.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import ROUND_TRANSITIONS, ItemState, Outcome, RoundPhase, StanceValue
from interco.committees.models import Contribution, Item, Meeting, ProposalText, Respondent, Round
from interco.committees.models.meeting import Attendee
from interco.committees.policies.rounds import check_can_conclude, check_can_lead_round
from interco.committees.policies.session import check_can_run_item
from interco.committees.queries.seats import convened, seats_of
from interco.committees.rules import consent, quorum
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_in_session
from interco.committees.services.obstacles import require_none
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.models import refresh
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.texts import many_lines

_TEXT = Prepared(lambda round_: ProposalText.objects.filter(round_id=round_).order_by("-number")[:1], int)

#: Phases reached by a gesture; the others follow from the reveal, a new text or the last lifting.
LED_PHASES = frozenset({RoundPhase.CLARIFICATION, RoundPhase.REACTIONS, RoundPhase.AMENDMENT, RoundPhase.STANCES})
#: Steps at which a new text opens the stances again.
ASKED = frozenset({RoundPhase.STANCES, RoundPhase.LIFTING})
#: Outcomes that are adopted by consent, never chosen.
LONGEST = 10_000


@transaction.atomic
def open_round(item: Item, *, by: Actor, text: str = "") -> Round:
    """Open a round on the current item, on `text` or on the decision asked; a round still open gives way to it."""
    meeting = hold_in_session(item)
    check_can_run_item(by, meeting, item)
    if item.state != ItemState.IN_SESSION:
        raise Invalid(_("Abordez le point avant d’y ouvrir un tour."))
    asked = _asked(meeting)
    wording = many_lines(text, field="text", limit=LONGEST) or _last_text(item) or item.decision_asked or item.title
    for unfinished in item.rounds.filter(closed_at=None).select_for_update(no_key=True):
        _close(unfinished, Outcome.POSTPONED, stored("Un nouveau tour a été ouvert."), by=by)
    made = Round.objects.create(item=item, meeting=meeting, number=item.rounds.count() + 1, opened_at=by.at)
    ProposalText.objects.create(round=made, number=1, text=wording, author_name=by.name, at=by.at)
    Respondent.objects.bulk_create(Respondent(round=made, attendee_id=key) for key in asked)
    facts = {"item": item.public_id, "number": made.number, "respondents": len(asked)}
    journal.record("round.opened", by=by, subject=made, facts=facts)
    tell_round(made, by=by)
    return made


def _asked(meeting: Meeting) -> list[int]:
    """Who answers if a round opens now; the quorum is required."""
    attendees = list(meeting.attendees.all())
    seats = seats_of(attendees)
    if not quorum.is_reached(seats, meeting.quorum):
        raise Refused(
            _("Le quorum n’est pas atteint (%(here)s sur %(quorum)s) : notez les présents, puis ouvrez le tour.")
            % {"here": quorum.seats_held(seats), "quorum": meeting.quorum}
        )
    people = (convened(attendee) for attendee in attendees)
    asked = consent.respondents(people, chair_responds=meeting.body.chair_responds)
    if not asked:
        require_none(consent.Obstacle.NO_RESPONDENT)
    return asked


@transaction.atomic
def lead_to(round_: Round, *, phase: RoundPhase, by: Actor) -> None:
    """Go to clarification, reactions, amendment or stances; being there already changes nothing."""
    lock_led(round_, by)
    if round_.phase == phase:
        return
    if phase not in LED_PHASES or round_.phase in ASKED:
        require_none(consent.Obstacle.NOT_NEXT)
    require_none(consent.obstacle_to_step(state_of(round_), round_.phase, phase))
    _set_phase(round_, phase, by=by)


@transaction.atomic
def contribute(round_: Round, *, attendee: Attendee | None, text: str, by: Actor) -> Contribution:
    """Take down a question of clarification or a reaction, with who said it when one wants it written."""
    lock_led(round_, by)
    if round_.phase not in {RoundPhase.CLARIFICATION, RoundPhase.REACTIONS}:
        raise Invalid(_("Questions et réactions se notent pendant leur étape."))
    words = many_lines(text, field="text", limit=LONGEST)
    if not words:
        raise Invalid(_("Écrivez ce qui a été dit."), field="text")
    if attendee is not None and attendee.meeting_id != round_.meeting_id:
        raise Invalid(_("Cette personne n’est pas convoquée à la séance."), field="attendee")
    said = Contribution.objects.create(round=round_, phase=round_.phase, attendee=attendee, text=words, at=by.at)
    journal.record("round.contribution", by=by, subject=round_, facts={"phase": round_.phase})
    tell_round(round_, by=by)
    return said


@transaction.atomic
def amend_text(round_: Round, *, text: str, by: Actor, number: int | None = None) -> ProposalText:
    """Put a new version of the text; from the stances on, everybody is asked again.

    `number` is the version the screen showed: a text amended meanwhile raises `Conflict`.
    """
    lock_led(round_, by)
    current = current_text(round_)
    if number is not None and number != current.number:
        raise Conflict(
            _("Le texte a été amendé pendant que vous l’écriviez."),
            theirs={"text": current.text},
            version=current.number,
        )
    wording = many_lines(text, field="text", limit=LONGEST)
    if not wording:
        raise Invalid(_("Le texte proposé ne peut pas être vide."), field="text")
    if wording == current.text:
        return current
    if round_.phase == RoundPhase.ADOPTION:
        raise Invalid(_("Plus aucune objection ne demeure : adoptez le texte, ou ouvrez un nouveau tour."))
    made = ProposalText.objects.create(
        round=round_, number=current.number + 1, text=wording, author_name=by.name, at=by.at
    )
    journal.record("round.amended", by=by, subject=round_, facts={"number": made.number})
    if round_.phase in ASKED:
        round_.revealed_at = None
        _set_phase(round_, RoundPhase.STANCES, by=by)
    elif RoundPhase.AMENDMENT in ROUND_TRANSITIONS[round_.phase]:
        _set_phase(round_, RoundPhase.AMENDMENT, by=by)
    else:
        tell_round(round_, by=by)
    return made


@transaction.atomic
def reveal(round_: Round, *, by: Actor) -> None:
    """Show the stances now, without waiting for those who have not answered."""
    lock_led(round_, by)
    if round_.revealed_at is not None:
        return
    if round_.phase != RoundPhase.STANCES:
        raise Invalid(_("Aucune position n’est demandée à cette étape."))
    if not state_of(round_).current:
        raise Invalid(_("Personne n’a encore donné sa position."))
    settle_reveal(round_, by=by)


def settle_reveal(round_: Round, *, by: Actor) -> None:
    """Open the stances of a locked round: objections that the new text answered are lifted, the next step follows."""
    text = current_text(round_)
    consenting = round_.stances.filter(text=text).exclude(value=StanceValue.OBJECTION).values("attendee_id")
    answered = round_.stances.filter(value=StanceValue.OBJECTION, lifted_at=None, attendee_id__in=consenting)
    for stance in answered.exclude(text=text).select_related("attendee"):
        stance.lifted_at, stance.lifted_by_name = by.at, stance.attendee.name
        stance.lifting = stored("Par le texte n° %(number)s.") % {"number": text.number}
        stance.save(update_fields=["lifted_at", "lifted_by_name", "lifting"])
    round_.revealed_at = text.revealed_at = by.at
    text.save(update_fields=["revealed_at"])
    journal.record("round.revealed", by=by, subject=round_, facts={"text": text.number})
    _set_phase(round_, RoundPhase.LIFTING if state_of(round_).standing else RoundPhase.ADOPTION, by=by)


@transaction.atomic
def conclude(round_: Round, *, outcome: Outcome | None, by: Actor, reason: str = "") -> Outcome:
    """Close a round. Without `outcome` the text is adopted: by consensus, with reservations when some were made."""
    lock_led(round_, by)
    state = state_of(round_)
    if outcome is None or outcome in consent.CONSENT:
        reserved = state.tally()[StanceValue.RESERVATION] > 0
        outcome = Outcome.RESERVATIONS if reserved else Outcome.CONSENSUS
    check_can_conclude(by, outcome)
    said = many_lines(reason, field="reason", limit=LONGEST)
    require_none(consent.obstacle_to_outcome(state, outcome, said))
    _close(round_, outcome, said, by=by)
    return outcome


def _close(round_: Round, outcome: Outcome, reason: str, *, by: Actor) -> None:
    round_.closed_at, round_.outcome, round_.reason = by.at, outcome, reason
    round_.version += 1
    round_.save(update_fields=["closed_at", "outcome", "reason", "version"])
    journal.record("round.closed", by=by, subject=round_, facts={"outcome": outcome, "reason": reason})
    tell_round(round_, by=by)


def lock_led(round_: Round, by: Actor) -> None:
    """Read a round again under its lock, and check that the actor leads it."""
    refresh(round_)
    check_can_lead_round(by, round_)


def current_text(round_: Round) -> ProposalText:
    """The version of the text that is put now."""
    found: ProposalText | None = _TEXT.first(round_.pk)
    assert found is not None  # noqa: S101 - a round is opened with its first text
    return found


def state_of(round_: Round) -> consent.RoundState:
    """The round as the rules of consent read it. Three queries."""
    stances = round_.stances.order_by("pk").values_list("attendee_id", "text_id", "value", "lifted_at")
    return consent.RoundState(
        respondents=frozenset(round_.respondents.values_list("attendee_id", flat=True)),
        text=current_text(round_).pk,
        positions=tuple(
            consent.Position(respondent=who, text=text, value=value, is_lifted=lifted_at is not None)
            for who, text, value, lifted_at in stances
        ),
        revealed_by_chair=round_.revealed_at is not None,
    )


def tell_round(round_: Round, *, by: Actor) -> None:
    """Tell the screens that the round moved: they read their page anew."""
    tell(
        round_.meeting, "round", by=by, round=round_.public_id, phase=round_.phase, closed=round_.closed_at is not None
    )


def _set_phase(round_: Round, phase: RoundPhase, *, by: Actor) -> None:
    round_.phase = phase
    round_.version += 1
    round_.save(update_fields=["phase", "revealed_at", "version"])
    journal.record("round.step", by=by, subject=round_, facts={"phase": phase})
    tell_round(round_, by=by)


def _last_text(item: Item) -> str:
    last = ProposalText.objects.filter(round__item=item).order_by("-round__number", "-number").first()
    return last.text if last else ""
