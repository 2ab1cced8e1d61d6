"""Jobs of the worker for the calendar."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.services.event_texts import write_missing_texts
from interco.scheduling.services.link_runs import run_links
from interco.scheduling.services.polls import remind_before_the_end


@task()
def write_texts_of_events() -> int:
    """Write the texts of events that have none; returns how many."""
    return write_missing_texts()


@task()
def remind_voters_of_polls() -> int:
    """Write to those who are silent; returns how many letters were queued."""
    return remind_before_the_end(by=system_actor(clock.now(), territory_zone()))


@task()
def run_linked_calendars() -> int:
    """Publish to linked calendars and read them; returns how many went well."""
    return run_links(clock.now)
