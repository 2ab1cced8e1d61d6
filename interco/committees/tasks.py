"""Jobs of the worker: reminding the owners of actions."""

from django_tasks import task

from interco.committees.services.reminders import remind_owners
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone


@task()
def remind_owners_of_actions() -> int:
    """Write to those whose actions are late or nearly due; returns how many letters were queued."""
    return remind_owners(by=system_actor(clock.now(), territory_zone()))
