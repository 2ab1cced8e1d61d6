"""Jobs that come back: each application registers its own in `apps.py`, the worker hands them out when they are due.

Example: `register_periodic("notifications.sweep", deliver_due_messages, every=timedelta(minutes=1))`.
A job is a task; it may run twice (a worker that dies is replaced), so it must not mind.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction

from interco.foundation.core.models import PeriodicRun


class Enqueued(Protocol):
    """A task, as `@task()` makes it."""

    def enqueue(self, *args: Any, **kwargs: Any) -> Any:
        """Put the task in the queue."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task and how often it comes back."""

    name: str
    task: Enqueued
    every: timedelta


_jobs: dict[str, Periodic] = {}


def register_periodic(name: str, task: Enqueued, *, every: timedelta) -> None:
    """Have `task` enqueued every so often."""
    _jobs[name] = Periodic(name=name, task=task, every=every)


def periodic_jobs() -> list[Periodic]:
    """The registered jobs, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def enqueue_due(*, at: datetime) -> list[str]:
    """Hand the due jobs to the queue, each once whatever the number of workers; the names of those handed out."""
    return [job.name for job in periodic_jobs() if _claim(job, at)]


@transaction.atomic
def _claim(job: Periodic, at: datetime) -> bool:
    run, created = PeriodicRun.objects.get_or_create(name=job.name, defaults={"ran_at": at})
    if not created:
        moved = PeriodicRun.objects.filter(pk=run.pk, ran_at__lte=at - job.every).update(ran_at=at)
        if not moved:
            return False
    job.task.enqueue()
    return True
