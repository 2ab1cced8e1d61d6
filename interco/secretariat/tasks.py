"""Jobs of the worker: the digest of the morning."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.services.request_digest import send_digests


@task()
def send_morning_digests() -> int:
    """Write to those for whom requests wait, from 7:30 on; returns how many letters were queued."""
    return send_digests(by=system_actor(clock.now(), territory_zone()))
