"""Signs of life of the workers, and the tasks a dead worker left behind.

A task may thus run twice: every task of the house must not mind. One that killed its worker three times is given up.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from interco.foundation.core.models import Heartbeat

BEAT = timedelta(seconds=10)
SILENCE = timedelta(seconds=60)
FORGOTTEN = timedelta(days=1)
CHANCES = 3


def beat(worker_id: str, *, at: datetime) -> None:
    """Note that the worker lives."""
    Heartbeat.objects.update_or_create(
        worker_id=worker_id, defaults={"seen_at": at}, create_defaults={"seen_at": at, "started_at": at}
    )
    Heartbeat.objects.filter(seen_at__lt=at - FORGOTTEN).delete()


def farewell(worker_id: str) -> None:
    """Forget a worker that stopped in good order."""
    Heartbeat.objects.filter(worker_id=worker_id).delete()


def last_beat() -> datetime | None:
    """When a worker was last seen."""
    return Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


@transaction.atomic
def recover_abandoned(*, at: datetime) -> int:
    """Put back the tasks whose worker gives no sign of life any more; how many."""
    alive = set(Heartbeat.objects.filter(seen_at__gte=at - SILENCE).values_list("worker_id", flat=True))
    recovered = 0
    for left in DBTaskResult.objects.running().select_for_update():
        if left.worker_ids and left.worker_ids[-1] in alive:
            continue
        if len(left.worker_ids) >= CHANCES:
            left.set_failed(RuntimeError("The worker died three times while running this task."))
            continue
        left.status, left.started_at = "READY", None
        left.save(update_fields=["status", "started_at"])
        recovered += 1
    return recovered
