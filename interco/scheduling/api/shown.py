"""Rows of the agenda as the API shows them, and what it is given as the services take it."""

from datetime import time

from django.utils.translation import gettext as _

from interco.foundation.core.api.schemas import Named
from interco.foundation.core.errors import Invalid
from interco.scheduling.api.schemas import (
    CalendarEventShown,
    DayShown,
    EventContentGiven,
    GuestShown,
    LinkedCalendarShown,
    ResourceShown,
)
from interco.scheduling.enums import (
    Answer,
    ClosedDayRule,
    EventKind,
    EventState,
    LinkFault,
    PartRole,
    ResourceKind,
    Visibility,
)
from interco.scheduling.models import Event, LinkedCalendar, Participant, Resource
from interco.scheduling.rules.events import EventContent

_PLAIN = ("title", "first_on", "minutes", "zone", "rule", "until_on", "place", "text", "sequence", "version")
_CONTENT = (
    "title",
    "first_on",
    "minutes",
    "kind",
    "visibility",
    "zone",
    "rule",
    "until_on",
    "closed_rule",
    "place",
    "text",
)


def event_shown(event: Event) -> CalendarEventShown:
    """An event with its days, its guests, its rooms: three queries."""
    return CalendarEventShown(
        **{name: getattr(event, name) for name in _PLAIN}, key=event.public_id, kind=EventKind(event.kind),
        visibility=Visibility(event.visibility), closed_rule=ClosedDayRule(event.closed_rule), state=EventState(event.state),
        owner=Named(key=event.owner.public_id, name=event.owner.full_name), written_by=event.written_by_name,
        at=f"{event.at:%H:%M}" if event.at else None,
        resources=[Named(key=row.public_id, name=row.name) for row in event.resources.all()],
        guests=[_guest(row) for row in event.participants.select_related("person")],
        days=[
            DayShown(
                day=row.day, starts_at=row.starts_at, ends_at=row.ends_at, state=EventState(row.state),
                is_exception=row.is_exception, title=row.title, place=row.place,
            )
            for row in event.occurrences.all()
        ],
    )  # fmt: skip


def _guest(row: Participant) -> GuestShown:
    person = Named(key=row.person.public_id, name=row.person.full_name) if row.person else None
    return GuestShown(
        key=row.public_id, person=person, name=row.name, address="" if person else row.address, role=PartRole(row.role),
        answer=Answer(row.answer), comment=row.comment,
    )  # fmt: skip


def resource_shown(row: Resource) -> ResourceShown:
    """A room or a piece of equipment."""
    return ResourceShown(
        key=row.public_id, name=row.name, kind=ResourceKind(row.kind), capacity=row.capacity, place=row.place,
        note=row.note, is_open=row.is_open, version=row.version,
    )  # fmt: skip


def linked_calendar_shown(row: LinkedCalendar) -> LinkedCalendarShown:
    """How a linked calendar stands; `row` comes with its figures (`queries.linked_calendars.with_figures`)."""
    figures = {"published": row.standing, "undecided": row.undecided}  # type: ignore[attr-defined]  # annotated by the query
    return LinkedCalendarShown(
        **{name: getattr(row, name) for name in ("name", "publishes", "reads", "published_at", "read_at", "unread", "fault_since")},
        **figures, key=row.public_id, owner=Named(key=row.person.public_id, name=row.person.full_name),
        fault=LinkFault(row.fault) if row.fault else None, is_leaving=row.leaving_at is not None,
    )  # fmt: skip


def content_of(given: EventContentGiven) -> EventContent:
    """What was given, as the services take it."""
    return EventContent(at=clock_of(given.at), **{name: getattr(given, name) for name in _CONTENT})


def clock_of(text: str | None) -> time | None:
    """An hour written 08:30."""
    return time.fromisoformat(text) if text else None


def resources_of(keys: list[str]) -> list[Resource]:
    """The rooms of these identifiers, or `Invalid`."""
    rows = list(Resource.objects.filter(public_id__in=keys))
    if len(rows) != len(set(keys)):
        raise Invalid(_("Cette salle n’est pas connue."), field="resources")
    return rows
