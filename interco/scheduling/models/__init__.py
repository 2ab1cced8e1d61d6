"""Tables of the calendar."""

from interco.scheduling.models.closure import Closure
from interco.scheduling.models.event import AgendaDelegation, Booking, DayAnswer, Event, Occurrence, Participant
from interco.scheduling.models.feed import EventText, Feed
from interco.scheduling.models.linked_calendar import LinkedCalendar, OutsideBusy, PublishedEvent
from interco.scheduling.models.poll import Poll, PollAnswer, PollDate, Voter
from interco.scheduling.models.resource import Resource
from interco.scheduling.models.working_hours import WorkingSpan

__all__ = [
    "AgendaDelegation",
    "Booking",
    "Closure",
    "DayAnswer",
    "Event",
    "EventText",
    "Feed",
    "LinkedCalendar",
    "Occurrence",
    "OutsideBusy",
    "Participant",
    "Poll",
    "PollAnswer",
    "PollDate",
    "PublishedEvent",
    "Resource",
    "Voter",
    "WorkingSpan",
]
