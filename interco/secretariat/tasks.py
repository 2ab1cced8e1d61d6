"""Jobs of the worker: releasing notes whose day has come, reaching newcomers, telling heads of services."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.services.diffusion import reach_newcomers, release_due
from interco.secretariat.services.note_escalation import escalate_due


@task()
def release_notes() -> int:
    """Release the signed notes whose day has come; returns how many."""
    return release_due(by=system_actor(clock.now(), territory_zone()))


@task()
def follow_notes() -> int:
    """Reach those who joined, then tell the heads of those who have not acknowledged; returns how many were written to."""
    by = system_actor(clock.now(), territory_zone())
    return reach_newcomers(by=by) + escalate_due(by=by)
