"""Lists of preparations: filtered, with how far each is and who pilots it. The sheet of one is in `preparation_page`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.organisation.models import Person
from interco.organisation.queries.holders import Holder, holders_on
from interco.secretariat.enums import AHEAD, LIVE_PREPARATIONS, OPEN_STEPS, PreparationState, PreparationStepState
from interco.secretariat.models import Preparation, PreparationStep
from interco.secretariat.rules.back_planning import Counted, Progress, progress_of

VIEWS = ("mine", "all", "past")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationFilter:
    """What the reader asks; `view` is one of `VIEWS`: those one takes part in, all to come, those that are over."""

    view: str = "all"
    words: str = ""


@dataclass(frozen=True, slots=True)
class PreparationLine:
    """A preparation as a line shows it. `days` is how far its day is, negative once past."""

    preparation: Preparation
    pilot: Holder
    progress: Progress
    days: int


def matching(readable: QuerySet[Preparation], asked: PreparationFilter, actor: Actor) -> QuerySet[Preparation]:
    """Those that match: the soonest first; those that are over, the last first."""
    found = readable.filter(_taking_part(actor)) if asked.view == "mine" else readable
    for word in asked.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(stakes__icontains=word) | Q(event__title__icontains=word))
    over = Q(state__in=(PreparationState.REVIEWED, PreparationState.CANCELLED))
    if asked.view == "past":
        return found.filter(over).order_by("-held_on", "-pk")
    return found.exclude(over).order_by("held_on", "pk")


def _taking_part(actor: Actor) -> Q:
    mine = Q(person_id=actor.person_id or 0) | Q(post_id__in=actor.post_ids)
    steps = PreparationStep.objects.filter(mine).order_by().values("preparation")
    return Q(pilot_id__in=actor.post_ids) | Q(event__owner_id=actor.person_id or 0) | Q(pk__in=steps)


def counted(step: PreparationStep) -> Counted:
    """A step as the figures read it: one without object does not count."""
    return Counted(step.state in OPEN_STEPS, step.state != PreparationStepState.MOOT, step.due_on)


def lines(rows: Sequence[Preparation], day: date, people: QuerySet[Person] | None = None) -> list[PreparationLine]:
    """Each preparation with its pilot and its progress. Four queries, whatever their number."""
    holders = holders_on((row.pilot_id for row in rows), day, people)
    steps: defaultdict[int, list[Counted]] = defaultdict(list)
    for step in PreparationStep.objects.filter(preparation__in=[row.pk for row in rows]).order_by():
        steps[step.preparation_id].append(counted(step))
    return [
        PreparationLine(
            row, holders[row.pilot_id],
            _without_late(row, progress_of(steps[row.pk], day)), (row.held_on - day).days,
        )
        for row in rows
    ]  # fmt: skip


def _without_late(row: Preparation, progress: Progress) -> Progress:
    """What nobody owes any more is not late."""
    return progress if row.state in LIVE_PREPARATIONS else Progress(progress.done, progress.total, 0)


@dataclass(frozen=True, slots=True)
class InCharge:
    """Who is in charge of each step on a day: a person by name, or whoever holds a post."""

    holders: dict[int, Holder]
    people: dict[int, str]

    def of(self, step: PreparationStep) -> str:
        """« Odette Filao »; the title of a vacant post; nothing when nobody is in charge."""
        if step.person_id is not None:
            return self.people.get(step.person_id, "")
        holder = self.holders.get(step.post_id) if step.post_id is not None else None
        return holder.shown if holder is not None else ""


def in_charge_of(steps: Iterable[PreparationStep], day: date, people: QuerySet[Person] | None = None) -> InCharge:
    """The names of those in charge. Four queries at most, whatever the number of steps."""
    asked = list(steps)
    named = {step.person_id for step in asked if step.person_id is not None}
    rows = (Person.objects.all() if people is None else people).filter(pk__in=named) if named else ()
    return InCharge(holders_on((step.post_id for step in asked), day, people), {row.pk: row.full_name for row in rows})


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes of a preparation: a step, or the review of one that was held (`state` is then "held")."""

    state: str
    key: str
    title: str
    on: date
    version: int
    preparation: str
    preparation_title: str

    @property
    def is_review(self) -> bool:
        """Whether it is the review."""
        return self.state == PreparationState.HELD


def _owed(actor: Actor, until: date) -> QuerySet[PreparationStep, Any]:
    steps = PreparationStep.objects.owed().entrusted_to(actor.person_id or 0, actor.post_ids, actor.today)
    reviews = Preparation.objects.filter(state=PreparationState.HELD, pilot_id__in=actor.post_ids)
    mine = (
        steps.filter(due_on__lte=until)
        .order_by()
        .values_list("state", "public_id", "label", "due_on", "version", "preparation__public_id", "preparation__title")
    )
    held = reviews.order_by().values_list(
        "state", "public_id", "title", "held_on", "version", F("public_id"), F("title")
    )  # fmt: skip
    return mine.union(held, all=True)


_OWED = PreparedFor(_owed, date)


def owed_by(actor: Actor, until: date) -> list[Owed]:
    """Open steps this actor is in charge of, due up to a day, and the reviews they pilot. One query.

    The pilot has the steps of nobody, and those of a vacant post.
    """
    return [Owed(*row) for row in _OWED(actor, until)]


def past_their_day(day: date) -> QuerySet[Preparation]:
    """Preparations whose day is over, and that do not say so yet."""
    return Preparation.objects.filter(state__in=AHEAD, held_on__lt=day).order_by("pk")
