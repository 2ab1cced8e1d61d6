"""Jobs of the worker: forgetting what imports kept in order to be undone."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.organisation.services.exchange.retention import forget_old_imports


@task()
def forget_imports() -> int:
    """Drop tables never imported and former values past their 24 hours; returns how many imports were cleared."""
    return forget_old_imports(by=system_actor(clock.now(), territory_zone()))
