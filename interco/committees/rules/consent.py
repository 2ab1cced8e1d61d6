"""The consent round: its steps, who is asked, when stances are seen, and how it may end.

Steps. Proposal → clarification (questions only) → reactions → amendment (a new version of the text) → stances →
lifting → adoption; `enums.ROUND_TRANSITIONS` says which may follow which. Lifting opens only when an objection
stands; adoption only when stances are revealed and none stands. A new version of the text asks everybody again.

Who is asked. The voting members present when the round opens, or the substitute present for an absent one; one person a
seat. The chair is not asked, unless the body's rule says so, and neither is whoever sits in the chair's place. A
secretary who is not a member is not asked. Who arrives later joins the next round.

Stances. Favourable, reservation, abstention, objection. Consent is not unanimity: a reservation or an abstention does
not block. A reservation and an objection say why; an objection blocks until lifted, and stays on record once lifted. A
stance counts for the version of the text it was given on; the last one of a person on that version is hers.

Reveal. Each sees only his own stance until all have answered on the current version, or the chair reveals. Whoever has
not answered by then is on record as without a stance and blocks nothing.

Outcome. Consensus: revealed, no objection stands, at least one person consents. With reservations: the same, with one
reservation at least. Arbitration by the DGS: revealed, and consensus is out of reach; the reason is written. Postponed,
referred to the elected officials, rejected: at any step.

Worked example. Nine are asked on text 1: seven favourable, one reservation, one objection. Only arbitration, postponed,
referred and rejected are open. The text is amended: nine are asked on text 2; the objector is now favourable: consensus
with reservations. Text 1 and its objection stay on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from interco.committees.enums import ROUND_TRANSITIONS, AttendeeRole, Outcome, RoundPhase, StanceValue

#: Outcomes that end a round whatever the stances.
ALWAYS_OPEN = frozenset({Outcome.POSTPONED, Outcome.REFERRED, Outcome.REJECTED})
#: Stances that are written with their reason.
SAYS_WHY = frozenset({StanceValue.OBJECTION, StanceValue.RESERVATION})
#: Outcomes of a round whose text was adopted by those asked.
CONSENT = frozenset({Outcome.CONSENSUS, Outcome.RESERVATIONS})
NEEDS_REASON = frozenset({Outcome.ARBITRATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """Somebody convened to the session, as frozen at convocation, and whether in the room now."""

    key: int
    role: str
    is_voting: bool
    is_member: bool
    is_present: bool
    substitute_for: int | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A stance on one version of the text; a lifted objection is still one."""

    respondent: int
    text: int
    value: str
    is_lifted: bool = False

    @property
    def blocks(self) -> bool:
        """Whether it is an objection that stands."""
        return self.value == StanceValue.OBJECTION and not self.is_lifted

    @property
    def consents(self) -> bool:
        """Whether somebody goes along: favourable, with a reservation, or with an objection since lifted."""
        return self.value in {StanceValue.FAVOURABLE, StanceValue.RESERVATION} or (
            self.value == StanceValue.OBJECTION and self.is_lifted
        )


class Obstacle(StrEnum):
    """Why a step or an outcome is not open."""

    NOT_NEXT = "not_next"
    NO_RESPONDENT = "no_respondent"
    NOT_REVEALED = "not_revealed"
    OBJECTION_STANDS = "objection_stands"
    NO_OBJECTION = "no_objection"
    NOBODY_CONSENTS = "nobody_consents"
    NO_RESERVATION = "no_reservation"
    RESERVATION_STANDS = "reservation_stands"
    CONSENSUS_OPEN = "consensus_open"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as it stands: who is asked, the current version of the text, every stance given so far."""

    respondents: frozenset[int]
    text: int
    positions: tuple[Position, ...] = ()
    revealed_by_chair: bool = False

    @property
    def current(self) -> tuple[Position, ...]:
        """The last stance of each person asked, on the current version, in the order given."""
        last = {
            position.respondent: position
            for position in self.positions
            if position.text == self.text and position.respondent in self.respondents
        }
        return tuple(last.values())

    @property
    def missing(self) -> frozenset[int]:
        """Who has not answered on the current version."""
        return self.respondents - {position.respondent for position in self.current}

    @property
    def is_revealed(self) -> bool:
        """Whether everybody sees the stances: all have answered, or the chair revealed."""
        return self.revealed_by_chair or (bool(self.respondents) and not self.missing)

    @property
    def standing(self) -> tuple[Position, ...]:
        """Objections that stand on the current version."""
        return tuple(position for position in self.current if position.blocks)

    def tally(self) -> dict[StanceValue, int]:
        """How many of each stance on the current version; a lifted objection stays under objections."""
        return {value: sum(position.value == value for position in self.current) for value in StanceValue}


def respondents(convened: Iterable[Convened], *, chair_responds: bool = False) -> list[int]:
    """Who is asked if the round opens now, in the order of the list of presence; one person a seat."""
    people = sorted(convened, key=lambda one: (one.rank, one.key))
    by_key = {one.key: one for one in people}
    taken: set[int] = set()
    asked: list[int] = []
    for one in sorted(people, key=lambda one: one.role == AttendeeRole.SUBSTITUTE):
        seat = _seat_held(one, by_key)
        if seat is None or seat.key in taken or (seat.role == AttendeeRole.CHAIR and not chair_responds):
            continue
        taken.add(seat.key)
        asked.append(one.key)
    order = {one.key: place for place, one in enumerate(people)}
    return sorted(asked, key=lambda key: order[key])


def _seat_held(one: Convened, by_key: dict[int, Convened]) -> Convened | None:
    """The voting seat somebody holds in the room: one's own, or that of an absent member one stands for."""
    if not one.is_present:
        return None
    if one.substitute_for is None:
        return one if one.is_voting and one.is_member else None
    member = by_key.get(one.substitute_for)
    if member is None or member.is_present or not (member.is_voting and member.is_member):
        return None
    return member


def obstacle_to_step(state: RoundState, phase: str, to: str) -> Obstacle | None:
    """Why the round may not go from one step to another, or nothing when it may."""
    if to not in ROUND_TRANSITIONS[phase]:
        return Obstacle.NOT_NEXT
    if to == RoundPhase.STANCES and not state.respondents:
        return Obstacle.NO_RESPONDENT
    if to in {RoundPhase.LIFTING, RoundPhase.ADOPTION} and not state.is_revealed:
        return Obstacle.NOT_REVEALED
    if to == RoundPhase.LIFTING and not state.standing:
        return Obstacle.NO_OBJECTION
    if to == RoundPhase.ADOPTION and state.standing:
        return Obstacle.OBJECTION_STANDS
    return None


def obstacle_to_stance(value: str, reason: str) -> Obstacle | None:
    """Why a stance may not be taken: an objection and a reservation say why."""
    return Obstacle.REASON_MISSING if value in SAYS_WHY and not reason.strip() else None


def obstacle_to_consensus(state: RoundState) -> Obstacle | None:
    """Why nobody may call it a consensus, with or without reservations."""
    if not state.respondents:
        return Obstacle.NO_RESPONDENT
    if not state.is_revealed:
        return Obstacle.NOT_REVEALED
    if state.standing:
        return Obstacle.OBJECTION_STANDS
    if not any(position.consents for position in state.current):
        return Obstacle.NOBODY_CONSENTS
    return None


def obstacle_to_outcome(state: RoundState, outcome: str, reason: str = "") -> Obstacle | None:
    """Why the round may not end that way, or nothing when it may."""
    if outcome in ALWAYS_OPEN:
        return None
    blocked = obstacle_to_consensus(state)
    has_reservation = state.tally()[StanceValue.RESERVATION] > 0
    if outcome == Outcome.ARBITRATION:
        return _obstacle_to_arbitration(blocked, reason)
    if blocked is not None:
        return blocked
    if outcome == Outcome.CONSENSUS and has_reservation:
        return Obstacle.RESERVATION_STANDS
    if outcome == Outcome.RESERVATIONS and not has_reservation:
        return Obstacle.NO_RESERVATION
    return None


def _obstacle_to_arbitration(blocked: Obstacle | None, reason: str) -> Obstacle | None:
    if blocked is None:
        return Obstacle.CONSENSUS_OPEN
    if blocked == Obstacle.NOT_REVEALED:
        return Obstacle.NOT_REVEALED
    return None if reason.strip() else Obstacle.REASON_MISSING
