"""Preparations by the API: listed, read, begun, changed, moved, reviewed; their steps; the models they start from."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named, Page, part_of
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Post
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.policies import events as event_policy
from interco.secretariat.api.preparation_schemas import (
    ModelShown,
    ModelStepShown,
    PreparationBegun,
    PreparationChanged,
    PreparationGiven,
    PreparationLineShown,
    PreparationsAsked,
    PreparationShown,
    PreparationStepShown,
    ProgressShown,
    ReviewGiven,
    StateGiven,
    StepChanged,
    StepGivenByApi,
    StepMoved,
)
from interco.secretariat.enums import PreparationKind, PreparationState, PreparationStepState
from interco.secretariat.models import Preparation, PreparationModel, PreparationStep
from interco.secretariat.policies import preparations as policy
from interco.secretariat.policies.preparations import parties_to_preparations as party
from interco.secretariat.policies.preparations import preparers
from interco.secretariat.queries.preparation_choices import charge_of, key_of_charge
from interco.secretariat.queries.preparation_page import StepLine, preparation_page
from interco.secretariat.queries.preparations import PreparationFilter, PreparationLine, lines, matching
from interco.secretariat.services import preparation_steps as step_services
from interco.secretariat.services.preparation_life import move_preparation
from interco.secretariat.services.preparations import PreparationContent, Review, change_preparation, prepare, review

PREPARATIONS = Operations("Préparations")


def preparation_of(request: HttpRequest, key: str) -> Preparation:
    """The preparation of the address that the actor may read, or 404."""
    rows = policy.visible_to(acting(request)).select_related("event", "model", "pilot")
    return get_object_or_404(rows, public_id=key)


def step_of(request: HttpRequest, key: str) -> PreparationStep:
    """The step of the address, of a preparation that the actor may read, or 404."""
    rows = policy.visible_steps(acting(request)).select_related("preparation__event")
    return get_object_or_404(rows, public_id=key)


@PREPARATIONS.get(
    "preparations", policy=party, name="api_preparations", answer=Page[PreparationLineShown],
    summary="Lister les préparations",
)  # fmt: skip
def list_preparations(request: HttpRequest, asked: Query[PreparationsAsked]) -> Page[PreparationLineShown]:
    """The soonest first."""
    actor = acting(request)
    found = matching(policy.visible_to(actor), PreparationFilter(view=asked.vue, words=asked.q), actor)
    rows, figures = part_of(found.select_related("pilot"), asked)
    shown = lines(rows, actor.today, visible_people(actor))
    return Page[PreparationLineShown](**figures, items=[line_shown(line) for line in shown])


@PREPARATIONS.get(
    "preparations/{key}", policy=party, name="api_preparation", answer=PreparationShown,
    summary="Lire une préparation et ses étapes",
)  # fmt: skip
def read_preparation(request: HttpRequest, key: str) -> PreparationShown:
    """One preparation."""
    return preparation_shown(request, preparation_of(request, key).public_id)


@PREPARATIONS.write(
    "POST", "preparations", policy=preparers, name="api_preparations", answer=PreparationShown, status=201,
    summary="Préparer un événement de l’agenda",
)  # fmt: skip
def begin_a_preparation(request: HttpRequest, given: PreparationBegun) -> PreparationShown:
    """Begin it, from a model or not."""
    actor = acting(request)
    event = get_object_or_404(event_policy.visible_to(actor), public_id=given.event)
    policy.check_can_prepare(actor, event)
    model = get_object_or_404(PreparationModel, public_id=given.model) if given.model else None
    row = prepare(event, given.day or event.first_on, content_of(given), model=model, by=actor)
    return preparation_shown(request, row.public_id)


@PREPARATIONS.write(
    "PUT", "preparations/{key}", policy=party, name="api_preparation", answer=PreparationShown,
    summary="Modifier une préparation", description="Le jour, l’heure et le lieu se changent dans l’agenda.",
)  # fmt: skip
def change_a_preparation(request: HttpRequest, key: str, given: PreparationChanged) -> PreparationShown:
    """Write it again."""
    actor, row = acting(request), preparation_of(request, key)
    policy.check_can_run(actor, row)
    change_preparation(row, content_of(given), version=given.version, by=actor)
    return preparation_shown(request, key)


@PREPARATIONS.write(
    "POST", "preparations/{key}/etat", policy=party, name="api_preparation_advance", answer=PreparationShown,
    summary="Dire une préparation prête, tenue, arrêtée ou reprise",
)  # fmt: skip
def advance_a_preparation(request: HttpRequest, key: str, given: StateGiven) -> PreparationShown:
    """Move it."""
    row = preparation_of(request, key)
    move_preparation(row, given.state, version=given.version, reason=given.reason, by=acting(request))
    return preparation_shown(request, key)


@PREPARATIONS.write(
    "PUT", "preparations/{key}/bilan", policy=party, name="api_preparation_review", answer=PreparationShown,
    summary="Écrire le bilan d’une préparation tenue",
)  # fmt: skip
def review_a_preparation(request: HttpRequest, key: str, given: ReviewGiven) -> PreparationShown:
    """Write its review."""
    content = Review(**given.model_dump(exclude={"version"}))
    review(preparation_of(request, key), content, version=given.version, by=acting(request))
    return preparation_shown(request, key)


@PREPARATIONS.write(
    "POST", "preparations/{key}/etapes", policy=party, name="api_preparation_add", answer=PreparationShown, status=201,
    summary="Ajouter une étape",
)  # fmt: skip
def add_a_step(request: HttpRequest, key: str, given: StepGivenByApi) -> PreparationShown:
    """Add it."""
    actor, row = acting(request), preparation_of(request, key)
    policy.check_can_run(actor, row)
    step_services.add_step(row, step_content(given), by=actor)
    return preparation_shown(request, key)


@PREPARATIONS.write(
    "PUT", "etapes/{key}", policy=party, name="api_preparation_step", answer=PreparationShown, summary="Modifier une étape",
    description="Rend la préparation entière.",
)  # fmt: skip
def change_a_step(request: HttpRequest, key: str, given: StepChanged) -> PreparationShown:
    """Write it again."""
    actor, step = acting(request), step_of(request, key)
    policy.check_can_run(actor, step.preparation)
    step_services.change_step(step, step_content(given), version=given.version, by=actor)
    return preparation_shown(request, step.preparation.public_id)


@PREPARATIONS.write(
    "POST", "etapes/{key}/etat", policy=party, name="api_preparation_step_move", answer=PreparationShown,
    summary="Dire une étape en cours, faite, à faire ou sans objet", description="Rend la préparation entière.",
)  # fmt: skip
def move_a_step(request: HttpRequest, key: str, given: StepMoved) -> PreparationShown:
    """Move it."""
    step = step_of(request, key)
    step_services.move_step(
        step, given.state, version=given.version, reason=given.reason, note=given.note, by=acting(request)
    )
    return preparation_shown(request, step.preparation.public_id)


@PREPARATIONS.get(
    "modeles-de-preparation", policy=preparers, name="api_preparation_models", answer=list[ModelShown],
    summary="Lire les modèles de préparation",
)  # fmt: skip
def list_models(request: HttpRequest) -> list[ModelShown]:  # noqa: ARG001 - one shape for all
    """What a preparation may start from."""
    rows = PreparationModel.objects.prefetch_related("steps__post")
    return [
        ModelShown(
            key=row.public_id, name=row.name, text=row.text,
            steps=[
                ModelStepShown(label=one.label, offset=one.offset, post=one.post.public_id if one.post else None)
                for one in row.steps.all()
            ],
        )
        for row in rows
    ]  # fmt: skip


def content_of(given: PreparationGiven) -> PreparationContent:
    """What is prepared, its pilot found; `Invalid` when there is none."""
    pilot = Post.objects.filter(public_id=given.pilot).first()
    if pilot is None:
        raise Invalid(_("Choisissez un pilote."), field="pilot")
    return PreparationContent(
        pilot=pilot, title=given.title, kind=given.kind, stakes=given.stakes, is_open=given.is_open
    )


def step_content(given: StepGivenByApi) -> step_services.StepContent:
    """A step, who is in charge found; `Invalid` when there is no such person or post."""
    return step_services.StepContent(
        label=given.label, offset=given.offset, due_on=given.due_on, charge=charge_of(given.charge), note=given.note
    )


def line_shown(line: PreparationLine) -> PreparationLineShown:
    """A preparation in a list."""
    row, progress = line.preparation, line.progress
    return PreparationLineShown(
        key=row.public_id, title=row.title, kind=PreparationKind(row.kind), state=PreparationState(row.state),
        held_on=row.held_on, pilot=Named(key=row.pilot.public_id, name=line.pilot.shown),
        progress=ProgressShown(done=progress.done, total=progress.total, late=progress.late), version=row.version,
    )  # fmt: skip


def _step_shown(line: StepLine) -> PreparationStepShown:
    step = line.step
    return PreparationStepShown(
        key=step.public_id, label=step.label, offset=step.offset, due_on=step.due_on, is_fixed=step.is_fixed,
        charge=key_of_charge(step), who=line.who, state=PreparationStepState(step.state), reason=step.reason,
        note=step.note, done_at=step.done_at, done_by=step.done_by_name, version=step.version,
        files=[Named(key=kept.public_id, name=kept.name) for kept in line.files],
    )  # fmt: skip


def preparation_shown(request: HttpRequest, key: str) -> PreparationShown:
    """A preparation as its reader may read it, as it stands now."""
    actor = acting(request)
    row = Preparation.objects.select_related("event", "model", "pilot").get(public_id=key)
    page = preparation_page(row, actor, visible_people(actor))
    (line,) = lines([row], actor.today, visible_people(actor))
    reads_event = event_policy.visible_to(actor).filter(pk=row.event_id).exists()
    return PreparationShown(
        **line_shown(line).model_dump(), event=row.event.public_id if reads_event else None, day=row.day,
        stakes=row.stakes, is_open=row.is_open, model=row.model.name if row.model else None,
        steps=[_step_shown(one) for one in page.lines],
        files=[Named(key=kept.public_id, name=kept.name) for kept in page.files],
        cancelled_reason=row.cancelled_reason, went_well=row.went_well, to_improve=row.to_improve, expected=row.expected,
        attended=row.attended, figures=row.figures, reviewed_at=row.reviewed_at,
    )  # fmt: skip
