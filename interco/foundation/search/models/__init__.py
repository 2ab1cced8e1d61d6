"""The index: one row for each object that can be found; the full text lives beside it, in the engine's own form.

SQLite keeps it in the FTS5 table `search_text` (same `rowid`), PostgreSQL in the column `vector` of this table; both
are made by the migration, and written by `services.index` only.
"""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """Something that can be found. Rights are not kept here: they are asked to its provider at each search."""

    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=22)
    reference = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    detail = models.CharField(max_length=300, blank=True)
    reference_key = models.CharField(max_length=80, blank=True, db_index=True)
    title_key = models.CharField(max_length=400)
    weight = models.PositiveSmallIntegerField(default=50)
    day = models.DateField(null=True)

    class Meta:
        db_table = "search_entry"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
