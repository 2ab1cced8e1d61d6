"""Jobs of the worker for the calendar."""

from django_tasks import task

from interco.scheduling.services.event_texts import write_missing_texts


@task()
def write_texts_of_events() -> int:
    """Write the texts of events that have none; returns how many."""
    return write_missing_texts()
