"""Preparing: a preparation begun for a day of an event, with or without a model; changed, reviewed, its documents kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.documents.services.uploads import keep_upload
from interco.foundation.search.services.index import index
from interco.organisation.models import Person, Post
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent
from interco.scheduling.services.events import plan_event
from interco.secretariat.enums import PreparationKind, PreparationState
from interco.secretariat.models import Preparation, PreparationFile, PreparationModel, PreparationStep
from interco.secretariat.policies import preparations as policy
from interco.secretariat.services.pasted_steps import StepGiven
from interco.secretariat.services.preparation_life import advance_preparation, day_held
from interco.secretariat.services.preparation_steps import add_steps

STAKES_LIMIT, REVIEW_LIMIT = 2000, 4000
MOST_FILES = 60
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationContent:
    """What is prepared and by whom; an empty title takes that of the event."""

    pilot: Post
    title: str = ""
    kind: str = PreparationKind.EVENT
    stakes: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is written once it was held; figures other than the people are a text, one a line."""

    went_well: str = ""
    to_improve: str = ""
    expected: int | None = None
    attended: int | None = None
    figures: str = ""


@transaction.atomic
def prepare(
    event: Event, day: date, content: PreparationContent, *, by: Actor, model: PreparationModel | None = None,
    steps: Sequence[StepGiven] = (),
) -> Preparation:  # fmt: skip
    """Begin the preparation of a day of an event, with the steps of a model then those given."""
    policy.check_can_prepare(by, event)
    held_on = day_held(event, day)
    if Preparation.objects.filter(event=event, day=day).exists():
        raise Invalid(_("La préparation de ce jour existe déjà."), field="event")
    row = Preparation(
        event=event, day=day, held_on=held_on, model=model, created_by_name=by.name, created_at=by.at, changed_at=by.at
    )
    _fill(row, content)
    row.save()
    facts = {"event": event.public_id, "day": day.isoformat(), "pilot": content.pilot.public_id, "open": row.is_open}
    journal.record("preparation.begun", by=by, subject=row, facts=facts)
    given = [*(steps_of(model) if model is not None else ()), *steps]
    if given:
        _add_at_birth(row, given, by)
    index(row, by=by)
    return row


@transaction.atomic
def plan_and_prepare(
    event: EventContent, content: PreparationContent, *, owner: Person, by: Actor, model: PreparationModel | None = None,
    steps: Sequence[StepGiven] = (),
) -> Preparation:  # fmt: skip
    """Put an event in an agenda and begin its preparation, all or nothing."""
    planned = plan_event(event, owner=owner, by=by)
    return prepare(planned, planned.first_on, content, model=model, steps=steps, by=by)


def _add_at_birth(row: Preparation, given: Sequence[StepGiven], by: Actor) -> None:
    """The first steps; one given twice, by the model and by hand, comes once."""
    seen: dict[tuple[int, str], StepGiven] = {}
    for one in given:
        seen.setdefault((one.offset, one.label), one)
    add_steps(row, list(seen.values()), by=by)


def steps_of(model: PreparationModel) -> list[StepGiven]:
    """The steps of a model, in their order. One query."""
    return [StepGiven(one.label, one.offset, one.post) for one in model.steps.select_related("post")]


@transaction.atomic
def change_preparation(
    row: Preparation, content: PreparationContent, *, version: int | None, by: Actor
) -> Preparation:  # fmt: skip
    """Change what is prepared, its pilot, whether the agents read it. The event is changed in the agenda."""
    claim(row, version, shown=("title", "stakes"), allowed=lambda held: policy.check_can_run(by, held))
    if row.state == PreparationState.CANCELLED:
        raise Invalid(_("Cette préparation est annulée : elle ne change plus."))
    _fill(row, content)
    row.changed_at = by.at
    row.save()
    facts = {"title": row.title, "kind": row.kind, "pilot": content.pilot.public_id, "open": row.is_open}
    journal.record("preparation.changed", by=by, subject=row, facts=facts)
    index(row, by=by)
    return row


@transaction.atomic
def review(row: Preparation, content: Review, *, version: int | None, by: Actor) -> Preparation:
    """Write the review of what was held, or write it again; it must say something."""
    claim(
        row, version, shown=("went_well", "to_improve", "figures"), allowed=lambda held: policy.check_can_run(by, held)
    )
    if row.state not in {PreparationState.HELD, PreparationState.REVIEWED}:
        raise Invalid(_("Le bilan s’écrit une fois l’événement tenu."), field="state")
    row.went_well = many_lines(content.went_well, field="went_well", limit=REVIEW_LIMIT)
    row.to_improve = many_lines(content.to_improve, field="to_improve", limit=REVIEW_LIMIT)
    row.figures = many_lines(content.figures, field="figures", limit=REVIEW_LIMIT)
    row.expected, row.attended = _people(content.expected, "expected"), _people(content.attended, "attended")
    if not (row.went_well or row.to_improve or row.figures or row.attended is not None):
        raise Invalid(_("Écrivez ce qui a bien marché, ce qui est à améliorer, ou un chiffre."), field="went_well")
    row.reviewed_at, row.reviewed_by_name, row.changed_at = by.at, by.name, by.at
    if row.state == PreparationState.HELD:
        advance_preparation(row, PreparationState.REVIEWED, by=by)
    else:
        row.save()
        journal.record("preparation.review_changed", by=by, subject=row)
        index(row, by=by)
    return row


@transaction.atomic
def join_document(
    row: Preparation, *, name: str, content: bytes, by: Actor, step: PreparationStep | None = None
) -> PreparationFile:
    """Keep a document of the preparation, or the evidence of one of its steps; `Invalid` when it is not one we keep."""
    policy.check_can_join(by, row, step)
    if row.files.count() >= MOST_FILES:
        raise Invalid(_("Une préparation garde au plus %s documents.") % MOST_FILES, field="file")
    stored, safe_name = keep_upload(name, content, at=by.at)
    facts = {"name": safe_name, "digest": stored.digest, "step": step.label if step else ""}
    journal.record("preparation.file_kept", by=by, subject=row, facts=facts)
    return PreparationFile.objects.create(
        preparation=row, step=step, file=stored, name=safe_name, added_by_name=by.name, added_at=by.at
    )


def _people(given: int | None, field: str) -> int | None:
    if given is not None and not 0 <= given <= MOST_PEOPLE:
        raise Invalid(_("Donnez un nombre de personnes entre 0 et %s.") % MOST_PEOPLE, field=field)
    return given


def _fill(row: Preparation, content: PreparationContent) -> None:
    row.title = one_line(content.title, field="title") or row.event.title
    row.stakes = many_lines(content.stakes, field="stakes", limit=STAKES_LIMIT)
    if content.kind not in PreparationKind.values:
        raise Invalid(_("Choisissez une des réponses proposées."), field="kind")
    row.kind, row.pilot, row.is_open = content.kind, content.pilot, content.is_open
