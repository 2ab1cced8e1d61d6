"""Events as feeds write them: made when an event changes, and on the way for one that has no text yet."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from interco.scheduling.models import Event, EventText, Occurrence
from interco.scheduling.queries.calendar_objects import object_of
from interco.scheduling.rules.ical_text import fragment


def text_of(event: Event, days: Iterable[Occurrence]) -> EventText:
    """The text of an event with its days, as a row that is not saved."""
    held = list(days)
    url = settings.PUBLIC_URL + reverse("event", args=[event.public_id])
    given = object_of(event, stamp=event.changed_at, days=held, url=url)
    ends_at = max((day.ends_at for day in held), default=event.changed_at)
    whole, busy = fragment(given), fragment(given, busy=True)
    return EventText(event=event, version=event.version, ends_at=ends_at, whole=whole, busy=busy)


def texts_of(events: Collection[int]) -> dict[int, EventText]:
    """The texts of some events, made now. Three queries."""
    rows = Event.objects.filter(pk__in=events).select_related("owner").prefetch_related("occurrences", "resources")
    return {row.pk: text_of(row, row.occurrences.all()) for row in rows}


def without_text() -> QuerySet[Event]:
    """Events whose text is missing, or tells an older version."""
    return Event.objects.filter(Q(written=None) | ~Q(written__version=F("version")))
