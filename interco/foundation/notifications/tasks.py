"""Jobs of the worker: sending what is due in the outbox, forgetting the live notices of yesterday."""

from datetime import timedelta

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.notifications.models import LiveNotice
from interco.foundation.notifications.services.delivery import deliver_due

KEPT = timedelta(days=1)


@task()
def deliver_due_messages() -> int:
    """Send every message that is due; returns how many left."""
    return deliver_due(clock.now)


@task()
def forget_old_notices() -> int:
    """A screen that slept a day reads its page again: its notices may go."""
    return LiveNotice.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
