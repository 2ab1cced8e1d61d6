"""What the screens show of a round: its step, what is awaited, and what was said once it is revealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from interco.committees.enums import RoundPhase, StanceValue
from interco.committees.models import Contribution, Item, Meeting, ProposalText, Respondent, Round, Stance
from interco.committees.rules.consent import CONSENT

#: What blocks is read first, those in favour last.
READING_ORDER = (
    StanceValue.OBJECTION, StanceValue.RESERVATION, StanceValue.ABSTENTION, StanceValue.FAVOURABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceGroup:
    """The stances of one kind on the current text."""

    kind: str
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRound:
    """A round as everybody who follows may read it: no stance before the reveal."""

    round: Round
    texts: tuple[ProposalText, ...]
    received: int
    expected: int
    waiting: tuple[str, ...]
    groups: tuple[StanceGroup, ...]
    past_objections: tuple[Stance, ...]
    contributions: tuple[Contribution, ...]

    @property
    def text(self) -> ProposalText:
        """The current version."""
        return self.texts[-1]

    @property
    def is_revealed(self) -> bool:
        """Whether the stances are shown."""
        return self.round.revealed_at is not None

    @property
    def is_open(self) -> bool:
        """Whether the round still runs."""
        return self.round.closed_at is None

    @property
    def steps(self) -> list[str]:
        """The names of the steps."""
        return [str(phase.label) for phase in RoundPhase]

    @property
    def step(self) -> int:
        """The rank of the present step, or of the one where the round stopped; all are done once the text is adopted."""
        is_adopted = self.round.outcome in CONSENT
        return len(RoundPhase) if is_adopted else RoundPhase.values.index(self.round.phase)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, once revealed."""
        return {group.kind: len(group.stances) for group in self.groups}

    @property
    def blocking(self) -> tuple[Stance, ...]:
        """Objections that stand."""
        return tuple(one for group in self.groups if group.kind == StanceValue.OBJECTION for one in group.stances
                     if one.lifted_at is None)  # fmt: skip


def live_round(item: Item | None, meeting: Meeting) -> LiveRound | None:
    """The last round of an item at this session. Five queries."""
    if item is None:
        return None
    found = Round.objects.filter(item=item, meeting=meeting).order_by("-number").first()
    return story_of_round(found) if found is not None else None


def story_of_round(found: Round) -> LiveRound:
    """A round with its texts, its stances once revealed, and what was said. Four queries."""
    texts = tuple(found.texts.order_by("number"))
    seats = [one.attendee for one in Respondent.objects.filter(round=found).select_related("attendee").order_by("pk")]
    stances = list(Stance.objects.filter(round=found).select_related("attendee__substitute_for", "text").order_by("pk"))
    current = [one for one in stances if one.text_id == texts[-1].pk]
    answered = {one.attendee_id for one in current}
    revealed = found.revealed_at is not None
    past = [one for one in stances if one.text_id != texts[-1].pk and one.value == StanceValue.OBJECTION]
    return LiveRound(
        round=found, texts=texts, received=len(current), expected=len(seats),
        waiting=tuple(seat.name for seat in seats if seat.pk not in answered),
        groups=_groups(current) if revealed else (),
        past_objections=tuple(one for one in past if one.text.revealed_at is not None),
        contributions=tuple(found.contributions.select_related("attendee")),
    )  # fmt: skip


def _groups(stances: Sequence[Stance]) -> tuple[StanceGroup, ...]:
    groups = (
        StanceGroup(kind=kind.value, stances=tuple(one for one in stances if one.value == kind))
        for kind in READING_ORDER
    )
    return tuple(group for group in groups if group.stances)
