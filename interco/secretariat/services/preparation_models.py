"""The models of checklists, kept by the secretariat: written, made from a preparation, enriched by a review."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.secretariat.enums import PreparationStepState
from interco.secretariat.models import Preparation, PreparationModel, PreparationModelStep, PreparationStep
from interco.secretariat.policies import preparations as policy
from interco.secretariat.services.pasted_steps import MOST_STEPS, StepGiven

TEXT_LIMIT = 1000


@transaction.atomic
def write_model(
    *, name: str, text: str, steps: Sequence[StepGiven], by: Actor, model: PreparationModel | None = None,
    version: int | None = None,
) -> PreparationModel:  # fmt: skip
    """Write a model with its steps, or the one given again; its name is its own."""
    policy.check_can_keep_models(by)
    row = claim(model, version, shown=("name", "text")) if model is not None else PreparationModel()
    row.name = one_line(name, field="name", limit=100, required=True)
    row.text = many_lines(text, field="text", limit=TEXT_LIMIT)
    if PreparationModel.objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise Invalid(_("Un modèle porte déjà ce nom."), field="name")
    if not steps:
        raise Invalid(_("Un modèle a au moins une étape."), field="steps")
    row.save()
    row.steps.all().delete()
    PreparationModelStep.objects.bulk_create(
        PreparationModelStep(model=row, rank=rank, label=one.label, offset=one.offset, post=one.post)
        for rank, one in enumerate(steps)
    )
    journal.record("preparation_model.written", by=by, subject=row, facts={"name": row.name, "steps": len(steps)})
    return row


@transaction.atomic
def model_from(preparation: Preparation, *, name: str, by: Actor) -> PreparationModel:
    """Make a model of a preparation: its steps that had an object, without their dates or their notes."""
    policy.check_can_keep_models(by)
    kept = preparation.steps.exclude(state=PreparationStepState.MOOT).select_related("post")
    found: dict[tuple[int, str], StepGiven] = {}
    for one in kept:
        offset = (one.due_on - preparation.held_on).days if one.is_fixed else one.offset
        found.setdefault((offset, one.label), StepGiven(one.label, offset, one.post))
    text = stored("D’après « %s ».") % preparation.title
    return write_model(name=name, text=text, steps=list(found.values()), by=by)


@transaction.atomic
def push_step(step: PreparationStep, model: PreparationModel, *, by: Actor) -> PreparationModelStep:
    """Have a model take a step up, once: the next preparations will have it."""
    policy.check_can_keep_models(by)
    claim(model, None)
    offset = (step.due_on - step.preparation.held_on).days if step.is_fixed else step.offset
    present = model.steps.filter(offset=offset, label=step.label).first()
    if present is not None:
        return present
    if model.steps.count() >= MOST_STEPS:
        raise Invalid(_("Une préparation a au plus %s étapes.") % MOST_STEPS, field="steps")
    last = model.steps.order_by("-rank").values_list("rank", flat=True).first() or 0
    row = PreparationModelStep.objects.create(
        model=model, rank=last + 1, label=step.label, offset=offset, post=step.post
    )
    model.save(update_fields=["version"])
    journal.record("preparation_model.step_taken", by=by, subject=model, facts={"name": model.name, "step": step.label})
    return row


@transaction.atomic
def delete_model(model: PreparationModel, *, by: Actor) -> None:
    """Throw a model away; what started from it keeps its steps."""
    policy.check_can_keep_models(by)
    journal.record("preparation_model.deleted", by=by, subject=model, facts={"name": model.name})
    model.delete()
