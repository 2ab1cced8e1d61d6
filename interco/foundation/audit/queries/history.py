"""What the journal says of one object: a few lines, the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from interco.foundation.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact. `who` is empty once the name was erased."""

    at: datetime
    event: str
    who: str
    facts: dict[str, Any]


def history_of(subject: models.Model, *, most: int = 100) -> list[Happening]:
    """The last `most` facts about an object, in the order they happened. Two queries. The caller has checked the right."""
    key = str(getattr(subject, "public_id", subject.pk))
    found = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=key).order_by("-number")
    rows = list(found.prefetch_related("personal_values")[:most])
    return [Happening(row.at, row.event, _actor_name(row), row.payload.get("facts", {})) for row in reversed(rows)]


def _actor_name(row: Entry) -> str:
    return next((value.value or "" for value in row.personal_values.all() if value.field == "actor"), "")
