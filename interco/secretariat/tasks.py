"""Jobs of the worker: notes whose day has come, newcomers and heads of services, the digest of the morning."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.services.diffusion import reach_newcomers, release_due
from interco.secretariat.services.note_escalation import escalate_due
from interco.secretariat.services.request_digest import send_digests


@task()
def release_notes() -> int:
    """Release the signed notes whose day has come; returns how many."""
    return release_due(by=system_actor(clock.now(), territory_zone()))


@task()
def follow_notes() -> int:
    """Reach those who joined, then tell the heads of those who have not acknowledged; returns how many were written to."""
    by = system_actor(clock.now(), territory_zone())
    return reach_newcomers(by=by) + escalate_due(by=by)


@task()
def send_morning_digests() -> int:
    """Write to those for whom requests wait, from 7:30 on; returns how many letters were queued."""
    return send_digests(by=system_actor(clock.now(), territory_zone()))
