"""Who leads a round, who answers it, who lifts an objection, who arbitrates."""

from django.utils.translation import gettext as _

from interco.committees.enums import MeetingState, Outcome
from interco.committees.models import Attendee, Respondent, Round, Stance
from interco.committees.policies.items import visible_to as visible_items
from interco.committees.policies.session import check_can_run, runs
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.roles import Role

_SEAT = Prepared(
    lambda round_, person: Respondent.objects.filter(round_id=round_, attendee__person_id=person)
    .select_related("attendee").order_by("pk")[:1],
    int, int,
)  # fmt: skip


def check_can_lead_round(actor: Actor, round_: Round) -> None:
    """Move a round forward, amend its text, reveal, close."""
    check_can_run(actor, round_.meeting)
    if round_.closed_at is not None:
        raise Refused(_("Ce tour est clos."))


def reads_round(actor: Actor, round_: Round) -> bool:
    """Whether somebody who follows the session is told of this round: whoever reads its item, or conducts the session."""
    return visible_items(actor).filter(pk=round_.item_id).exists() or runs(actor, round_.meeting)


def seat_of(actor: Actor, round_: Round) -> Attendee | None:
    """The seat in which the actor is asked for a stance in this round."""
    if actor.person_id is None:
        return None
    found = _SEAT.first(round_.pk, actor.person_id)
    return found.attendee if found else None


def check_can_answer(actor: Actor, round_: Round) -> Attendee:
    """Give one's own stance: the respondents frozen when the round opened, and nobody in their place."""
    if round_.meeting.state != MeetingState.OPEN or round_.closed_at is not None:
        raise Refused(_("Ce tour est clos."))
    seat = seat_of(actor, round_)
    if seat is None:
        raise Refused(_("Votre position n’est pas demandée dans ce tour : vous n’aviez pas de siège à son ouverture."))
    return seat


def check_can_lift(actor: Actor, stance: Stance) -> None:
    """Lift an objection: its author, or whoever leads the session and says what was changed."""
    own = actor.person_id is not None and stance.attendee.person_id == actor.person_id
    if not own and not runs(actor, stance.round.meeting):
        raise Refused(_("Une objection est levée par son auteur, ou par qui préside en disant ce qui a changé."))
    if stance.round.closed_at is not None or stance.round.meeting.state != MeetingState.OPEN:
        raise Refused(_("Ce tour est clos."))


def check_can_conclude(actor: Actor, outcome: Outcome) -> None:
    """Arbitration is the DGS's alone; every other outcome is recorded by whoever leads the session."""
    if outcome == Outcome.ARBITRATION and not actor.has(Role.DGS):
        raise Refused(_("L’arbitrage revient au directeur général des services."))
