"""Signs of life of the workers, and when each periodic job last ran."""

from typing import ClassVar

from django.db import models


class Heartbeat(models.Model):
    """A worker that was alive at `seen_at`; older than a minute, it is taken for dead and its tasks are run again."""

    worker_id = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_heartbeat"
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.seen_at:%Y-%m-%d %H:%M:%S}"


class PeriodicRun(models.Model):
    """The last time a periodic job was handed to the worker; the row is the lock between several workers."""

    name = models.CharField(max_length=80, unique=True)
    ran_at = models.DateTimeField()

    class Meta:
        db_table = "core_periodic_run"

    def __str__(self) -> str:
        return f"{self.name} {self.ran_at:%Y-%m-%d %H:%M:%S}"
