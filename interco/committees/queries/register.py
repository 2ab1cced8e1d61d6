"""The register as it is read: filtered lines, and the whole story of one decision."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from interco.committees.enums import DecisionState, StanceValue
from interco.committees.models import Action, Decision, Item, Round, Stance
from interco.organisation.models import Person
from interco.organisation.queries.holders import Holder, holders_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter:
    """What the reader asks: words, a year, a body, an outcome."""

    words: str = ""
    year: int | None = None
    body: str = ""
    outcome: str = ""


def lines(readable: QuerySet[Decision], asked: RegisterFilter) -> QuerySet[Decision]:
    """Sealed decisions that match, the last one first. Every word must be in the title, the text or the reference."""
    found = readable.exclude(state=DecisionState.DRAFT).select_related("body", "meeting", "item")
    for word in asked.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__icontains=word))
    if asked.year is not None:
        found = found.filter(year=asked.year)
    if asked.body:
        found = found.filter(body__code=asked.body)
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    return found.order_by("-chain_number")


@dataclass(frozen=True, slots=True)
class RoundStory:
    """A round as the fil tells it: stances on the last text by kind, reservations and objections with their author."""

    round: Round
    counts: dict[str, int]
    remarks: list[Stance]
    texts: int


@dataclass(frozen=True, slots=True)
class DecisionStory:
    """Everything one page shows of a decision."""

    decision: Decision
    item: Item
    rounds: list[RoundStory]
    actions: list[Action]
    holders: dict[int, Holder] = field(default_factory=dict)
    reservations: list[Stance] = field(default_factory=list)

    def owner(self, post_id: int | None) -> str:
        """Who holds a post today, or its title when it is vacant."""
        holder = self.holders.get(post_id or 0)
        return holder.shown if holder else ""


def story_of(decision: Decision, day: date, people: QuerySet[Person]) -> DecisionStory:
    """The story of a decision, from the item to the actions, in a constant number of queries."""
    item = Item.objects.select_related("unit", "author", "rapporteur", "body").get(pk=decision.item_id)
    rounds = [_round_story(row) for row in item.rounds.prefetch_related("stances__attendee", "stances__text", "texts")]
    actions = list(decision.actions.prefetch_related("contributor_posts").order_by("due_on", "pk"))
    posts: set[Any] = {decision.owner_post_id, *(action.owner_post_id for action in actions)}
    last = next((story for story in reversed(rounds) if story.round.pk == decision.round_id), None)
    kept = [stance for stance in last.remarks if stance.value == StanceValue.RESERVATION] if last else []
    return DecisionStory(decision, item, rounds, actions, holders_on(posts, day, people), kept)


def _round_story(row: Round) -> RoundStory:
    stances, texts = list(row.stances.all()), list(row.texts.all())
    last_text = texts[-1].pk if texts else None
    counts = {str(value): 0 for value in StanceValue.values}
    for stance in stances:
        if stance.text_id == last_text:
            counts[stance.value] += 1
    spoken = {StanceValue.RESERVATION, StanceValue.OBJECTION}
    shown = [stance for stance in stances if stance.value in spoken and stance.text.revealed_at]
    return RoundStory(row, counts, shown, len(texts))
