"""What was done with backups: made, restored for a drill, restored for good."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified


class BackupGesture(models.TextChoices):
    """What was done."""

    MADE = "made", _("Sauvegarde")
    DRILL = "drill", _("Restauration d’essai")
    RESTORED = "restored", _("Restauration")


class BackupEvent(Identified):
    """A backup made, or one restored and found the same; `digest` is that of the archive, sizes are in bytes."""

    gesture = models.CharField(max_length=10, choices=BackupGesture)
    at = models.DateTimeField(db_index=True)
    backup_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()

    class Meta:
        db_table = "installation_backup_event"
        ordering: ClassVar = ["-at", "-pk"]
