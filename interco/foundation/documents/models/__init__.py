"""Stored files: content-addressed, immutable."""

from typing import ClassVar

from django.db import models

from interco.foundation.core.models import Identified


class StoredFile(Identified):
    """A file of the store: its content is under its digest (SHA-256), fsynced before this row commits. Size in bytes."""

    digest = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "documents_stored_file"
        ordering: ClassVar = ["pk"]
