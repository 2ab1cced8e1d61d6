"""The model letters, kept by the secretariat."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.secretariat.models import NoteModel
from interco.secretariat.policies.notes import check_can_keep_models


@transaction.atomic
def write_model(
    *, name: str, title: str, text: str, by: Actor, model: NoteModel | None = None, version: int | None = None,
) -> NoteModel:  # fmt: skip
    """Write a model letter, or the one given again; its name is its own."""
    check_can_keep_models(by)
    row = claim(model, version, shown=("title", "text")) if model is not None else NoteModel()
    row.name = one_line(name, field="name", limit=100, required=True)
    row.title, row.text = one_line(title, field="title"), many_lines(text, field="text")
    if NoteModel.objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise Invalid(_("Un modèle porte déjà ce nom."), field="name")
    row.save()
    journal.record("note_model.written", by=by, subject=row, facts={"name": row.name})
    return row


@transaction.atomic
def delete_model(model: NoteModel, *, by: Actor) -> None:
    """Throw a model letter away; the notes that started from it keep their text."""
    check_can_keep_models(by)
    journal.record("note_model.deleted", by=by, subject=model, facts={"name": model.name})
    model.delete()
