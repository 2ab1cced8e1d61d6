"""The steps of a preparation: added, changed, entrusted, done, taken off.

Who runs the preparation writes its steps; who is in charge of one moves it, notes it, joins its evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.states import step as move
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.scheduling.queries.closed_days import closed_days
from interco.secretariat.enums import LIVE_PREPARATIONS, PREPARATION_STEP_TRANSITIONS, PreparationStepState
from interco.secretariat.models import Preparation, PreparationStep
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparation_choices import Charge
from interco.secretariat.rules.back_planning import FARTHEST, due_day, offset_in_words
from interco.secretariat.services.pasted_steps import MOST_STEPS, StepGiven
from interco.secretariat.services.preparation_letters import tell_entrusted

NOTE_LIMIT, REASON_LIMIT = 2000, 300
NOBODY = Charge()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContent:
    """A step as its form gives it. `due_on` fixes its day by hand; without it, the day follows the event by `offset`."""

    label: str
    offset: int = 0
    due_on: date | None = None
    charge: Charge = NOBODY
    note: str = ""


@transaction.atomic
def add_step(row: Preparation, content: StepContent, *, by: Actor) -> PreparationStep:
    """Add a step, and tell who is in charge of it."""
    policy.check_can_run(by, row)
    check_lives(row)
    step = PreparationStep(preparation=row, rank=_next_rank(row), assigned_at=by.at)
    _fill(step, content)
    step.save()
    journal.record("preparation.step_added", by=by, subject=row, facts=_told(step))
    index(row, by=by)
    tell_entrusted(row, [step], by=by)
    return step


@transaction.atomic
def add_steps(row: Preparation, given: Sequence[StepGiven], *, by: Actor) -> list[PreparationStep]:
    """Add the steps of a pasted table or of a model; each person in charge receives one letter for all theirs."""
    policy.check_can_run(by, row)
    check_lives(row)
    rank, closed = _next_rank(row), closed_days()
    if rank + len(given) > MOST_STEPS:
        raise Invalid(_("Une préparation a au plus %s étapes.") % MOST_STEPS, field="steps")
    steps = PreparationStep.objects.bulk_create(
        PreparationStep(
            preparation=row, rank=rank + place, label=one.label, offset=one.offset, post=one.post, assigned_at=by.at,
            due_on=due_day(row.held_on, one.offset, closed.is_working),
        )
        for place, one in enumerate(given)
    )  # fmt: skip
    if steps:
        journal.record("preparation.steps_added", by=by, subject=row, facts={"steps": len(steps)})
        index(row, by=by)
        tell_entrusted(row, steps, by=by)
    return steps


@transaction.atomic
def change_step(step: PreparationStep, content: StepContent, *, version: int | None, by: Actor) -> PreparationStep:
    """Write a step again; who becomes in charge is told. Another day is recalled anew."""
    claim(step, version, shown=("label", "note"), allowed=lambda row: policy.check_can_run(by, row.preparation))
    check_lives(step.preparation)
    before, charge = _told(step), (step.post_id, step.person_id)
    _fill(step, content)
    is_entrusted = (step.post_id, step.person_id) != charge and (step.post_id or step.person_id)
    if is_entrusted:
        step.assigned_at = by.at
    step.save()
    journal.record(
        "preparation.step_changed", by=by, subject=step.preparation, facts={"from": before, "to": _told(step)}
    )
    index(step.preparation, by=by)
    if is_entrusted and step.state in {PreparationStepState.TODO, PreparationStepState.DOING}:
        tell_entrusted(step.preparation, [step], by=by)
    return step


@transaction.atomic
def move_step(
    step: PreparationStep, to: str, *, version: int | None, by: Actor, reason: str = "", note: str | None = None
) -> PreparationStep:
    """Begin, finish, take up again a step, or say why it has no object; `note` replaces the one it has."""
    claim(step, version, shown=("note",), allowed=lambda row: policy.check_can_do(by, row))
    check_lives(step.preparation)
    if to not in PreparationStepState.values:
        raise Invalid(_("Choisissez une des réponses proposées."), field="state")
    origin = move(step, PreparationStepState(to), PREPARATION_STEP_TRANSITIONS)
    is_moot, is_done = to == PreparationStepState.MOOT, to == PreparationStepState.DONE
    step.reason = one_line(reason, field="reason", limit=REASON_LIMIT) if is_moot else ""
    if is_moot and not step.reason:
        raise Invalid(_("Dites en une phrase pourquoi cette étape est sans objet."), field="reason")
    step.done_at, step.done_by_name = (by.at, by.name) if is_done or is_moot else (None, "")
    if note is not None:
        step.note = many_lines(note, field="note", limit=NOTE_LIMIT)
    step.save()
    facts = {"step": step.label, "from": origin, "to": str(step.state), "reason": step.reason}
    journal.record("preparation.step_moved", by=by, subject=step.preparation, facts=facts)
    return step


@transaction.atomic
def note_step(step: PreparationStep, note: str, *, version: int | None, by: Actor) -> PreparationStep:
    """Write the note of a step: who is in charge, who runs the preparation."""
    claim(step, version, shown=("note",), allowed=lambda row: policy.check_can_do(by, row))
    check_lives(step.preparation)
    step.note = many_lines(note, field="note", limit=NOTE_LIMIT)
    step.save()
    journal.record("preparation.step_noted", by=by, subject=step.preparation, facts={"step": step.label})
    return step


@transaction.atomic
def remove_step(step: PreparationStep, *, version: int | None, by: Actor) -> None:
    """Take a step off the checklist; its evidence stays among the documents of the preparation."""
    claim(step, version, allowed=lambda row: policy.check_can_run(by, row.preparation))
    check_lives(step.preparation)
    journal.record("preparation.step_removed", by=by, subject=step.preparation, facts=_told(step))
    row = step.preparation
    step.delete()
    index(row, by=by)


def check_lives(row: Preparation) -> None:
    """The steps of a preparation reviewed or cancelled do not move any more, or `Invalid`."""
    if row.state not in LIVE_PREPARATIONS:
        raise Invalid(
            _("Cette préparation est « %s » : ses étapes ne changent plus.") % row.get_state_display(), field="state"
        )


def _fill(step: PreparationStep, content: StepContent) -> None:
    held_on = step.preparation.held_on
    step.label = one_line(content.label, field="label", required=True)
    step.note = many_lines(content.note, field="note", limit=NOTE_LIMIT)
    if abs(content.offset) > FARTHEST:
        raise Invalid(_("Une étape est à %s jours de son événement, au plus.") % FARTHEST, field="offset")
    step.offset = content.offset
    if content.due_on is not None and abs(content.due_on - held_on) > timedelta(days=FARTHEST):
        raise Invalid(_("Une étape est à %s jours de son événement, au plus.") % FARTHEST, field="due_on")
    step.is_fixed = content.due_on is not None
    step.due_on = content.due_on or due_day(held_on, content.offset, closed_days().is_working)
    step.post, step.person = content.charge.post, content.charge.person


def _next_rank(row: Preparation) -> int:
    last = row.steps.order_by("-rank").values_list("rank", flat=True).first()
    return 0 if last is None else last + 1


def _told(step: PreparationStep) -> dict[str, str]:
    return {
        "step": step.label, "day": offset_in_words(step.offset), "due_on": step.due_on.isoformat(),
        "fixed": "oui" if step.is_fixed else "", "post": step.post.public_id if step.post else "",
        "person": step.person.public_id if step.person else "",
    }  # fmt: skip
