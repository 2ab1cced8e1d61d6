"""The sheet of a preparation: its steps by day around the day of the event, who is in charge, its documents."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from django.db.models import QuerySet

from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.organisation.queries.holders import Holder, holders_on
from interco.scheduling.models import Occurrence
from interco.scheduling.queries.words import span_words, where_of
from interco.secretariat.enums import LIVE_PREPARATIONS, OPEN_STEPS, PreparationStepState
from interco.secretariat.models import Preparation, PreparationFile, PreparationModelStep, PreparationStep
from interco.secretariat.queries.preparation_choices import told_day
from interco.secretariat.queries.preparations import counted, in_charge_of
from interco.secretariat.rules.back_planning import Progress, progress_of


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the sheet shows it. `told` is « J-15 »; `late_days` is positive when it is overdue."""

    step: PreparationStep
    told: str
    who: str
    late_days: int
    is_mine: bool
    files: Sequence[PreparationFile]

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.step.state in OPEN_STEPS


@dataclass(frozen=True, slots=True)
class DayOfSteps:
    """What falls on a day. `days` is how far that day is from today; `is_event` on the day itself."""

    day: date
    days: int
    is_event: bool
    lines: list[StepLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """All that the sheet shows beside the preparation. `when` is empty once the day left its agenda."""

    when: str
    place: str
    pilot: Holder
    days: list[DayOfSteps]
    progress: Progress
    files: list[PreparationFile]
    held_in: int

    @property
    def lines(self) -> list[StepLine]:
        """All the steps, in the order of their days."""
        return [line for day in self.days for line in day.lines]


def preparation_page(row: Preparation, actor: Actor, people: QuerySet[Person] | None = None) -> PreparationPage:
    """The sheet as this actor reads it. Nine queries at most, whatever the number of steps."""
    steps = list(row.steps.select_related("post", "person"))
    kept: defaultdict[int | None, list[PreparationFile]] = defaultdict(list)
    for one in row.files.all():
        kept[one.step_id].append(one)
    who = in_charge_of(steps, actor.today, people)
    days: dict[date, DayOfSteps] = {}
    for day in sorted({row.held_on, *(step.due_on for step in steps)}):
        days[day] = DayOfSteps(day, (day - actor.today).days, day == row.held_on)
    is_live = row.state in LIVE_PREPARATIONS
    for step in steps:
        mine = step.post_id in actor.post_ids or (step.person_id is not None and step.person_id == actor.person_id)
        late = max((actor.today - step.due_on).days, 0) if step.state in OPEN_STEPS and is_live else 0
        days[step.due_on].lines.append(
            StepLine(step, told_offset(step, row), who.of(step), late, mine, kept[step.pk])
        )  # fmt: skip
    progress = progress_of((counted(step) for step in steps), actor.today)
    pilot = holders_on([row.pilot_id], actor.today, people)[row.pilot_id]
    occurrence = Occurrence.objects.filter(event_id=row.event_id, day=row.day).first()
    return PreparationPage(
        when=_when(row, occurrence, actor.zone), place=where_of(row.event, occurrence),
        pilot=pilot, days=list(days.values()), progress=progress, files=kept[None], held_in=(row.held_on - actor.today).days,
    )  # fmt: skip


def told_offset(step: PreparationStep, row: Preparation) -> str:
    """« J-15 »; of a step fixed by hand, how far its day really is."""
    return told_day((step.due_on - row.held_on).days if step.is_fixed else step.offset)


def _when(row: Preparation, occurrence: Occurrence | None, zone: tzinfo) -> str:
    if occurrence is None:
        return ""
    return span_words(occurrence.starts_at, occurrence.ends_at, zone, is_whole_day=row.event.at is None)


def missing_from_model(row: Preparation) -> frozenset[int]:
    """The steps that had an object and that the model it started from does not have: one gesture takes them up."""
    if row.model_id is None:
        return frozenset()
    present = set(PreparationModelStep.objects.filter(model_id=row.model_id).values_list("label", flat=True))
    had = row.steps.exclude(state=PreparationStepState.MOOT)
    return frozenset(pk for pk, label in had.values_list("pk", "label") if label not in present)
