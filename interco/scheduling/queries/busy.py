"""When people and rooms are taken: from events, and from what the applications above put in calendars."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import Booking, DayAnswer, Occurrence, Participant
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
    """When those people are taken between two instants, whoever asks; `but` leaves an event out, `leaving` a source. Three
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
    invited = standing.filter(event__participants__in=Participant.objects.filter(person__in=people))
    asked = invited.values_list(
        "pk", "event__participants__person_id", "event__participants__answer", "starts_at", "ends_at"
    )
    said = day_answers(people, start, end)
    found.update(
        Busy(person or 0, begins, ends)
        for key, person, answer, begins, ends in asked
        if said.get((key, person or 0), answer) != Answer.DECLINED
    )
    found = {one for one in found if one.person_id in people}
    for source in (one for one in sources() if one.layer != leaving):
        found.update(source.busy(people, start, end))
    return sorted(found)


def day_answers(people: Collection[int], start: datetime, end: datetime) -> dict[tuple[int, int], str]:
    """What those people said of single days between two instants, by day and person. One query."""
    rows = DayAnswer.objects.filter(
        participant__person__in=people, occurrence__starts_at__lt=end, occurrence__ends_at__gt=start
    )
    told = rows.values_list("occurrence_id", "participant__person_id", "answer")
    return {(day, person or 0): answer for day, person, answer in told}


def taken(resources: Collection[int], start: datetime, end: datetime, *, but: int | None = None) -> list[Taken]:
    """When rooms and equipment are booked between two instants; `but` leaves an event out. One query."""
    rows = Booking.objects.filter(resource__in=resources, starts_at__lt=end, ends_at__gt=start)
    if but is not None:
        rows = rows.exclude(occurrence__event_id=but)
    found = rows.order_by("starts_at", "resource_id")
    return [Taken(*row) for row in found.values_list("resource_id", "starts_at", "ends_at", "occurrence__event_id")]
