"""« Trouver un créneau » on agendas as full as they get: 6 people over four weeks, 30 over eight, twenty rooms.

The agendas are filled in the working copy of the data set: each person has four events a day, one in ten private; each
room is taken two hours a day.
"""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.measure import Caller, Request
from benchmarks.pages import Known
from benchmarks.people import FORM, form
from benchmarks.server import Server
from interco.organisation.models import Person
from interco.scheduling.enums import ResourceKind, Visibility
from interco.scheduling.models import Booking, Event, Occurrence, Resource

#: Name, people beside the one who asks, weeks, goal in milliseconds.
SEARCHES = (("slots_6x4", 5, 4, 1000.0), ("slots_30x8", 29, 8, 3000.0))
ROOMS, EVENTS_A_DAY, DAYS = 20, 4, 56
REPEATED = 8


def measure_slots(
    server: Server, known: Known, headers: dict[str, str], set_name: str, wanted: Callable[[str], bool]
) -> list[Figure]:
    """Wall time of the whole page; the processor time of the server beside it."""
    searches = [search for search in SEARCHES if wanted(search[0])]
    if not searches:
        return []
    people = _fill(date.fromisoformat(known["today"]))
    figures = []
    for name, others, weeks, goal in searches:
        request = _search(known, headers, people[:others], weeks)
        caller = Caller(server)
        caller.batch(request, 2)
        spent, walls = caller.batch(request, REPEATED)
        details = {"server ms": spent, "wall max": max(walls), "people": float(others + 1), "weeks": float(weeks)}
        figures.append(Figure(set_name, name, sorted(walls)[REPEATED // 2], "ms", goal, "", details))
    return figures


def _search(known: Known, headers: dict[str, str], people: Sequence[Person], weeks: int) -> Request:
    first = date.fromisoformat(known["today"])
    fields = {
        "title": "Mesure", "minutes": "90", "room": "any", "seats": "10", "preference": "morning",
        "first": first.isoformat(), "last": (first + timedelta(days=7 * weeks - 1)).isoformat(),
    }  # fmt: skip
    guests = "".join(f"&guest={row.public_id}" for row in people)
    return Request(
        "POST", reverse("free_slots"), {**headers, "Content-Type": FORM}, lambda _serial: form(fields) + guests
    )


def _fill(today: date) -> list[Person]:
    """The people, their events and the rooms of the searches."""
    chance = random.Random(11)  # noqa: S311 - a reproducible data set, no secret
    people = list(Person.objects.filter(collectivity__is_home=True, ends_on=None).order_by("pk")[:30])
    now = datetime.now(UTC)
    events, days = [], []
    for person in people:
        for offset in range(DAYS * EVENTS_A_DAY):
            day = today + timedelta(days=offset // EVENTS_A_DAY)
            starts_at = datetime(day.year, day.month, day.day, chance.randrange(11, 20), 0, tzinfo=UTC)
            event = Event(
                owner=person, written_by_name=person.full_name, title=f"Mesure {offset}", first_on=day, minutes=60,
                at=starts_at.time(), zone="UTC", created_at=now, changed_at=now,
                visibility=Visibility.PRIVATE if offset % 10 == 0 else Visibility.STAFF,
            )  # fmt: skip
            events.append(event)
            days.append(Occurrence(event=event, day=day, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)))
    Event.objects.bulk_create(events, batch_size=500)
    Occurrence.objects.bulk_create(days, batch_size=500)
    rooms = [Resource(name=f"Salle {rank}", kind=ResourceKind.ROOM, capacity=4 + 2 * rank) for rank in range(ROOMS)]
    Resource.objects.bulk_create(rooms)
    taken = [row for row in days if row.starts_at.hour < 14]
    Booking.objects.bulk_create(
        [
            Booking(resource=rooms[rank % ROOMS], occurrence=row, starts_at=row.starts_at, ends_at=row.ends_at)
            for rank, row in enumerate(taken)
        ],
        batch_size=500,
    )
    return people[1:]
