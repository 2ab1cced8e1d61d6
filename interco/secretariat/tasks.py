"""Jobs of the worker: notes whose day has come, newcomers and heads of services, the digest of the morning,
and what the preparations recall."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.services.diffusion import reach_newcomers, release_due
from interco.secretariat.services.note_escalation import escalate_due
from interco.secretariat.services.preparation_letters import send_reminders
from interco.secretariat.services.preparation_life import close_past
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


@task()
def follow_preparations() -> int:
    """Say held what is past, then recall the steps that come or are late, from 7:30 on; returns how many letters."""
    by = system_actor(clock.now(), territory_zone())
    close_past(by=by)
    return send_reminders(by=by)
