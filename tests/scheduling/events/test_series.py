"""Series: each day by itself, a day and those after, the whole; what diaries are told of it."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.enums import Answer
from interco.scheduling.models import Booking, Closure, Event, Occurrence
from interco.scheduling.queries.calendar_objects import object_of
from interco.scheduling.rules.events import DayContent, EventContent
from interco.scheduling.rules.itip import invitation
from interco.scheduling.services.days import cancel_day, move_day
from interco.scheduling.services.events import (
    cancel_following,
    change_event,
    change_following,
    day_of,
)
from interco.scheduling.services.guests import answer_invitation
from tests.cast import NOW, actor
from tests.scheduling.builders import a_room, an_event, content

ZONE = ZoneInfo("America/Martinique")
MONDAYS: dict[str, Any] = {
    "rule": "FREQ=WEEKLY;BYDAY=MO",
    "first_on": date(2026, 12, 9),
    "until_on": date(2027, 1, 31),
    "at": time(9),
}


def days(event: Event) -> list[date]:
    return [row.starts_at.astimezone(ZONE).date() for row in event.occurrences.filter(state="confirmed")]


def as_content(event: Event, **changes: Any) -> EventContent:
    names = (
        "title",
        "first_on",
        "minutes",
        "at",
        "kind",
        "visibility",
        "zone",
        "rule",
        "until_on",
        "closed_rule",
        "place",
        "text",
    )
    return replace(content(), **{name: getattr(event, name) for name in names} | changes)


def parts(calendar: str) -> list[Any]:
    return Calendar.from_ical(calendar).walk("VEVENT")


def test_a_series_begins_on_the_first_day_its_rule_gives(cast: Built) -> None:
    event = an_event(cast, **MONDAYS)
    assert event.first_on == date(2026, 12, 14)
    assert len(days(event)) == 7
    assert event.until_on == date(2027, 1, 25)


def test_a_count_becomes_a_last_day(cast: Built) -> None:
    event = an_event(cast, **{**MONDAYS, "rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "until_on": None})
    assert (event.rule, event.until_on) == ("FREQ=WEEKLY;BYDAY=MO", date(2026, 12, 28))


@pytest.mark.parametrize(
    ("rule", "held"),
    [("skip", []), ("next", [date(2026, 12, 29)]), ("previous", [date(2026, 12, 24)]), ("keep", [date(2026, 12, 28)])],
)
def test_a_closed_day_follows_the_rule_of_the_series(cast: Built, rule: str, held: list[date]) -> None:
    Closure.objects.create(day=date(2026, 12, 28), label="Pont")
    event = an_event(cast, **MONDAYS, closed_rule=rule)
    around = [day for day in days(event) if date(2026, 12, 22) < day < date(2027, 1, 3)]
    assert around == held
    master = parts(invitation(object_of(event, stamp=NOW, days=event.occurrences.all())).decode())
    assert len(master) == (2 if rule in {"next", "previous"} else 1)


def test_one_day_moved_leaves_the_others_and_its_guests_are_told_of_it_alone(cast: Built) -> None:
    event = an_event(cast, **MONDAYS, guests=("dost",))
    move_day(
        day_of(event, date(2026, 12, 21)), DayContent(day=date(2026, 12, 22), at=time(11), minutes=30, place="Salle B"),
        version=event.version, by=actor(cast, "dgs"),
    )  # fmt: skip
    assert date(2026, 12, 22) in days(event)
    assert date(2026, 12, 21) not in days(event)
    (told,) = parts(OutgoingMessage.objects.get(kind="event.updated").calendar)
    assert told["RECURRENCE-ID"].dt == datetime(2026, 12, 21, 9, tzinfo=ZONE)
    assert told["DTSTART"].dt == datetime(2026, 12, 22, 11, tzinfo=ZONE)
    assert (told["SEQUENCE"], str(told["LOCATION"])) == (1, "Salle B")
    whole = parts(invitation(object_of(Event.objects.get(), stamp=NOW, days=Occurrence.objects.all())).decode())
    assert [part.get("RECURRENCE-ID") is not None for part in whole] == [False, True]


def test_one_day_cancelled_is_left_out_of_the_series(cast: Built) -> None:
    event = an_event(cast, **MONDAYS, guests=("dost",), resources=(a_room(),))
    cancel_day(day_of(event, date(2026, 12, 21)), version=event.version, by=actor(cast, "dgs"))
    assert len(days(event)) == 6
    assert Booking.objects.count() == 6
    (told,) = parts(OutgoingMessage.objects.get(kind="event.cancelled").calendar)
    assert told["RECURRENCE-ID"].dt == datetime(2026, 12, 21, 9, tzinfo=ZONE)
    (whole,) = parts(invitation(object_of(Event.objects.get(), stamp=NOW, days=Occurrence.objects.all())).decode())
    assert whole["EXDATE"].dts[0].dt == datetime(2026, 12, 21, 9, tzinfo=ZONE)


def test_a_day_cannot_land_on_another_of_its_series(cast: Built) -> None:
    event = an_event(cast, **MONDAYS)
    with pytest.raises(Invalid):
        move_day(
            day_of(event, date(2026, 12, 21)), DayContent(day=date(2026, 12, 28), at=time(9, 30), minutes=30),
            version=event.version, by=actor(cast, "dgs"),
        )  # fmt: skip


def test_a_day_and_those_after_become_another_series_with_the_same_guests(cast: Built) -> None:
    room = a_room()
    event = an_event(cast, **MONDAYS, guests=("dost",), resources=(room,))
    later = change_following(
        event, as_content(event, first_on=date(2027, 1, 4), at=time(14)), day=date(2027, 1, 4), version=event.version,
        by=actor(cast, "dgs"),
    )  # fmt: skip
    assert (later.follows, later.at, list(later.resources.all())) == (event, time(14), [room])
    assert (max(days(event)), min(days(later)), len(days(later))) == (date(2026, 12, 28), date(2027, 1, 4), 4)
    assert [row.person_id for row in later.participants.all()] == [cast.people["dost"].pk]
    assert Booking.objects.count() == 7


def test_from_the_first_day_on_is_the_whole(cast: Built) -> None:
    event = an_event(cast, **MONDAYS)
    same = change_following(
        event, as_content(event, title="Autre"), day=event.first_on, version=event.version, by=actor(cast, "dgs")
    )
    assert (same.pk, same.title, Event.objects.count()) == (event.pk, "Autre", 1)


def test_another_hour_for_the_whole_asks_again_and_keeps_what_was_cancelled(cast: Built) -> None:
    event = an_event(cast, **MONDAYS, guests=("dost",))
    guest = event.participants.get()
    answer_invitation(guest, answer=Answer.ACCEPTED, by=actor(cast, "dost"))
    cancel_day(day_of(event, date(2026, 12, 21)), version=None, by=actor(cast, "dgs"))
    change_event(event, as_content(event, title="Renommé"), version=None, by=actor(cast, "dgs"))
    guest.refresh_from_db()
    assert guest.answer == Answer.ACCEPTED
    change_event(event, as_content(event, at=time(15)), version=None, by=actor(cast, "dgs"))
    guest.refresh_from_db()
    assert guest.answer == Answer.NEEDED
    assert len(days(event)) == 6
    sequences = [int(parts(row.calendar)[0]["SEQUENCE"]) for row in OutgoingMessage.objects.order_by("pk")]
    assert sequences == sorted(sequences) == [0, 1, 2, 3]


def test_cancelling_from_a_day_on_keeps_the_past(cast: Built) -> None:
    event = an_event(cast, **MONDAYS)
    cancel_following(event, day=date(2027, 1, 4), version=event.version, by=actor(cast, "dgs"))
    assert (len(days(event)), event.state) == (3, "confirmed")


def test_the_second_of_two_writers_sees_what_the_first_wrote(cast: Built) -> None:
    event = an_event(cast)
    change_event(event, as_content(event, title="Premier"), version=event.version, by=actor(cast, "dgs"))
    with pytest.raises(Conflict) as clash:
        change_event(event, as_content(event, title="Second"), version=1, by=actor(cast, "dgs"))
    assert clash.value.theirs["title"] == "Premier"
