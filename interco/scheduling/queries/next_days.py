"""The day of an event that comes next."""

from datetime import datetime

from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Occurrence


def next_day(event: Event, at: datetime) -> Occurrence | None:
    """The first day that stands and is not over at that instant; nothing when none is. One query."""
    return event.occurrences.filter(state=EventState.CONFIRMED, ends_at__gt=at).first()
