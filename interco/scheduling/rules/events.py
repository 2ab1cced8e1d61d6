"""An event as it is asked for, and what of it may be: pure values handed from forms and programs to the services."""

from dataclasses import dataclass
from datetime import date, time

from interco.scheduling.enums import ClosedDayRule, EventKind, PartRole, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class EventContent:
    """What the event is and when. `at` is nothing for whole days; `zone` empty for the territory's."""

    title: str
    first_on: date
    minutes: int
    at: time | None = None
    kind: str = EventKind.MEETING
    visibility: str = Visibility.STAFF
    zone: str = ""
    rule: str = ""
    until_on: date | None = None
    closed_rule: str = ClosedDayRule.SKIP
    place: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAsked:
    """Somebody to invite: a person by their key in the database, or a name and an address from outside."""

    person_id: int | None = None
    name: str = ""
    address: str = ""
    role: str = PartRole.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class DayContent:
    """One day of an event, at its own hour; title and place are empty when they are those of the event."""

    day: date
    at: time | None
    minutes: int
    title: str = ""
    place: str = ""
