"""Imports of the organisation: what was given, what it did row by row while it can still be taken back."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from interco.foundation.core.models import Identified, Versioned
from interco.organisation.enums import ImportState


class OrganisationImport(Identified, Versioned):
    """A file or a pasted table. `content` (compressed JSON of its sheets) goes when it is applied; `counts` stay.

    `size` is the number of its rows. A large one is written and taken back by the worker: `task` is the job in hand,
    `asked_by` who asked, `trouble` why the last one was refused (a sentence, and the rows in the way).
    """

    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.DRAFT)
    name = models.CharField(max_length=200)
    day = models.DateField()
    content = models.BinaryField(null=True)
    columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)
    task = models.CharField(max_length=36, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    trouble = models.JSONField(default=dict)

    class Meta:
        db_table = "organisation_import"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[ImportState.DRAFT, ImportState.APPLYING])
                | models.Q(applied_at__isnull=False),
                name="organisation_import_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """A row that an import created or changed: what it was (`before`), and the print of what the import left."""

    made_by = models.ForeignKey(OrganisationImport, on_delete=models.CASCADE, related_name="rows")
    store = models.CharField(max_length=24)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    left = models.CharField(max_length=64)

    class Meta:
        db_table = "organisation_imported_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_by", "store", "row_id"], name="organisation_imported_row_once"),
        ]
