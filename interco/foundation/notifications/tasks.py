"""Jobs of the worker: sending what is due in the outbox, reading the box of answers, forgetting the live notices of yesterday."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.notifications.services import live
from interco.foundation.notifications.services.delivery import deliver_due
from interco.foundation.notifications.services.mailbox import read_mailbox


@task()
def deliver_due_messages() -> int:
    """Send every message that is due; returns how many left."""
    return deliver_due(clock.now)


@task()
def read_answers() -> int:
    """Read the box of answers; returns how many there were."""
    return read_mailbox(clock.now)


@task()
def forget_old_notices() -> int:
    """A screen that slept a day reads its page again: its notices may go."""
    return live.sweep(at=clock.now())
