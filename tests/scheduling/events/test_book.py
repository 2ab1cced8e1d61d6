"""A room is never taken twice at once, whoever writes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid
from interco.foundation.core.retries import again_if_undone
from interco.scheduling.models import Booking, Event, Resource
from interco.scheduling.services.bookings import book
from tests.cast import actor
from tests.scheduling.builders import a_room, an_event

WRITERS = 12


def test_a_room_already_taken_refuses_the_event_and_says_when(cast: Built) -> None:
    room = a_room()
    an_event(cast, resources=(room,))
    with pytest.raises(Invalid) as refusal:
        an_event(cast, owner="dost", resources=(room,), at=time(10, 30), title="Autre")
    assert list(refusal.value.fields) == ["resources"]
    assert "mercredi 9 décembre 2026" in refusal.value.sentence.replace("\xa0", " ")
    assert not Event.objects.filter(title="Autre").exists()
    an_event(cast, owner="dost", resources=(room,), at=time(11))


def test_a_series_is_refused_for_one_of_its_days(cast: Built) -> None:
    room = a_room()
    an_event(cast, resources=(room,), first_on=datetime(2027, 3, 3, tzinfo=UTC).date())
    with pytest.raises(Invalid):
        an_event(cast, owner="dost", resources=(room,), rule="FREQ=WEEKLY;COUNT=30")


def test_a_closed_room_is_not_booked(cast: Built) -> None:
    with pytest.raises(Invalid, match="ne se réserve plus"):
        an_event(cast, resources=(a_room(is_open=False),))


def test_booking_other_rooms_frees_the_former(cast: Built) -> None:
    first, second = a_room(), a_room("Salle B")
    event = an_event(cast, resources=(first,))
    book(event, [second], by=actor(cast, "dgs"))
    assert [row.resource for row in Booking.objects.all()] == [second]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_book_the_same_room_at_once_one_has_it(cast: Built) -> None:
    room = a_room()
    barrier = Barrier(WRITERS)

    def write(rank: int) -> bool:
        try:
            barrier.wait(timeout=60)
            given = Resource.objects.get(pk=room.pk)
            at = time(10, 5 * (rank % 3))
            again_if_undone(lambda: an_event(cast, resources=(given,), at=at, title=f"Essai {rank}"))
        except Invalid:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        won = list(pool.map(write, range(WRITERS)))
    assert won.count(True) == 1
    assert Booking.objects.count() == Event.objects.count() == 1


@pytest.mark.postgres
def test_the_database_itself_refuses_two_bookings_at_once(cast: Built) -> None:
    room = a_room()
    taken = Booking.objects.get(occurrence__event=an_event(cast, resources=(room,)))
    other = an_event(cast, owner="dost").occurrences.get()
    later = {"starts_at": taken.starts_at + timedelta(minutes=30), "ends_at": taken.ends_at + timedelta(minutes=30)}
    with pytest.raises(IntegrityError, match="scheduling_booking_no_overlap"), transaction.atomic():
        Booking.objects.create(resource=room, occurrence=other, **later)
    Booking.objects.create(
        resource=room, occurrence=other, starts_at=taken.ends_at, ends_at=taken.ends_at + timedelta(minutes=30)
    )
