"""Jobs of the worker: forgetting what served its time."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.installation.services.purge import purge


@task()
def forget_what_served() -> int:
    """Purge; returns how many rows went."""
    return purge(by=system_actor(clock.now()))
