"""Bases of all tables: an unguessable public identifier, a version counter for concurrent edits, dated rows."""

from datetime import date
from functools import cache
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from interco.foundation.core.identifiers import new_public_id
from interco.foundation.core.prepared import Prepared

M = TypeVar("M", bound=models.Model)


class Identified(models.Model):
    """A row that appears in addresses under its `public_id`; its integer key never leaves."""

    public_id = models.CharField(max_length=22, unique=True, editable=False, default=new_public_id)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit at once; `core.versions.claim` compares `version`."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[M]):
    """Vocabulary of rows valid over the half-open period [starts_on, ends_on)."""

    def effective_on(self, day: date) -> Self:
        """Rows valid on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def effective_after(self, day: date) -> Self:
        """Rows valid on that day or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Dated(models.Model):
    """A row valid from `starts_on` (inclusive) to `ends_on` (exclusive, nullable)."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def period_constraint(name: str) -> models.CheckConstraint:
    """The constraint every dated table carries: a period ends after it starts."""
    return models.CheckConstraint(name=name, condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")))


def refresh(row: Any) -> None:
    """Read a row again under a lock (PostgreSQL) or inside the immediate transaction (SQLite).

    Its key is not locked (`FOR NO KEY UPDATE`): whoever writes a row that points to it does not wait.
    """
    found = _locked(row.__class__).first(row.pk)
    if found is None:
        raise type(row).DoesNotExist
    row.__dict__.update({field.attname: found.__dict__[field.attname] for field in row._meta.concrete_fields})
    row._state.fields_cache.clear()  # noqa: SLF001 - as refresh_from_db does: relations are read again when asked
    row.__dict__.pop("_prefetched_objects_cache", None)


@cache
def _locked(model: Any) -> Prepared:
    return Prepared(lambda key: model._default_manager.select_for_update(no_key=True).filter(pk=key), int)
