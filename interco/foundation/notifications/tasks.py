"""Jobs of the worker: sending what is due in the outbox."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.notifications.services.delivery import deliver_due
from interco.foundation.notifications.services.live import sweep


@task()
def deliver_due_messages() -> int:
    """Send every message that is due; returns how many left."""
    return deliver_due(at=clock.now())


@task()
def sweep_live_notices() -> int:
    """Remove the live notices that no screen will ask for any more; returns how many."""
    return sweep(at=clock.now())
