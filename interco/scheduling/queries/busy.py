"""When people and rooms are taken: from events, and from what the applications above put in calendars."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import Booking, Occurrence, Participant
from interco.scheduling.queries.sources import Busy, sources


class Taken(NamedTuple):
    """A room or a piece of equipment (its key in the database) taken from an instant to another, by which event."""

    resource_id: int
    starts_at: datetime
    ends_at: datetime
    event_id: int


def busy(
    people: Collection[int], start: datetime, end: datetime, *, but: int | None = None, leaving: str = "",
) -> list[Busy]:  # fmt: skip
    """When those people are taken between two instants, whoever asks; `but` leaves an event out, `leaving` a source. Two
    queries and the sources'. Somebody who declined is free, somebody who did not answer yet is not."""
    if not people:
        return []
    standing = Occurrence.objects.filter(
        starts_at__lt=end, ends_at__gt=start, state=EventState.CONFIRMED, event__state=EventState.CONFIRMED
    )
    if but is not None:
        standing = standing.exclude(event_id=but)
    own = standing.filter(event__owner__in=people).values_list("event__owner_id", "starts_at", "ends_at")
    found = {Busy(*row) for row in own}
    guests = Participant.objects.filter(person__in=people).exclude(answer=Answer.DECLINED)
    invited = standing.filter(event__participants__in=guests)
    found.update(Busy(*row) for row in invited.values_list("event__participants__person_id", "starts_at", "ends_at"))
    found = {one for one in found if one.person_id in people}
    for source in (one for one in sources() if one.layer != leaving):
        found.update(source.busy(people, start, end))
    return sorted(found)


def taken(resources: Collection[int], start: datetime, end: datetime, *, but: int | None = None) -> list[Taken]:
    """When rooms and equipment are booked between two instants; `but` leaves an event out. One query."""
    rows = Booking.objects.filter(resource__in=resources, starts_at__lt=end, ends_at__gt=start)
    if but is not None:
        rows = rows.exclude(occurrence__event_id=but)
    found = rows.order_by("starts_at", "resource_id")
    return [Taken(*row) for row in found.values_list("resource_id", "starts_at", "ends_at", "occurrence__event_id")]
