"""Planning an event: in one's own agenda, or « pour le compte de »."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.enums import EventState
from interco.scheduling.models import Booking
from interco.scheduling.queries.words import author_words
from interco.scheduling.rules.itip import Method
from interco.scheduling.services.events import cancel_event
from tests.cast import actor
from tests.scheduling.builders import a_room, an_event, entrust


def test_an_event_has_its_day_its_guests_and_its_room(cast: Built) -> None:
    room = a_room()
    event = an_event(
        cast, guests=("dost", "communes"), outside=(("Zoé Hors", "zoe@ailleurs.example"),), resources=(room,)
    )
    (day,) = event.occurrences.all()
    assert day.starts_at == datetime(2026, 12, 9, 14, tzinfo=UTC)
    assert day.ends_at == datetime(2026, 12, 9, 15, tzinfo=UTC)
    assert [row.name for row in event.participants.all()] == [
        cast.people["dost"].full_name, cast.people["communes"].full_name, "Zoé Hors",
    ]  # fmt: skip
    assert Booking.objects.get().resource == room
    letters = OutgoingMessage.objects.filter(kind="event.invited")
    assert {letter.address for letter in letters} == {
        cast.people["dost"].email, cast.people["communes"].email, "zoe@ailleurs.example",
    }  # fmt: skip
    assert {letter.calendar_method for letter in letters} == {Method.REQUEST}
    assert Entry.objects.filter(event="event.planned").count() == 1


def test_whole_days_end_at_midnight_of_the_wall(cast: Built) -> None:
    event = an_event(cast, at=None, minutes=5 * 1440, kind="absence", zone="Europe/Paris", first_on=date(2027, 3, 26))
    (day,) = event.occurrences.all()
    assert day.starts_at == datetime(2027, 3, 25, 23, tzinfo=UTC)
    assert day.ends_at == datetime(2027, 3, 30, 22, tzinfo=UTC)  # the clocks changed on the 28th


def test_an_assistant_writes_for_the_one_who_entrusted_their_agenda_and_both_names_stay(cast: Built) -> None:
    entrust(cast, "dgs", "secretariat")
    event = an_event(cast, owner="dgs", by="secretariat", guests=("dost",))
    assert (
        author_words(event)
        == f"{cast.people['secretariat'].full_name}, pour le compte de {cast.people['dgs'].full_name}"
    )
    letter = OutgoingMessage.objects.get(kind="event.invited")
    assert cast.people["secretariat"].full_name in letter.text
    assert cast.people["dgs"].full_name in letter.text


@pytest.mark.parametrize("key", ["secretariat", "dost", "administrateur", "dgs_schoelcher"])
def test_nobody_writes_in_an_agenda_that_was_not_entrusted_to_them(cast: Built, key: str) -> None:
    with pytest.raises(Refused):
        an_event(cast, owner="dgs", by=key)


def test_a_delegation_that_ended_opens_nothing(cast: Built) -> None:
    entrust(cast, "dgs", "secretariat", ends_on=date(2026, 12, 7))
    with pytest.raises(Refused):
        an_event(cast, owner="dgs", by="secretariat")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"minutes": 4}, "minutes"), ({"minutes": 50_000}, "minutes"), ({"zone": "Mars/Base"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"), ({"first_on": date(2080, 1, 1)}, "first_on"), ({"kind": "fête"}, "kind"),
        ({"at": None, "minutes": 60}, "minutes"), ({"rule": "FREQ=SECONDLY"}, "until_on"),
        ({"rule": "FREQ=DAILY"}, "until_on"), ({"rule": "FREQ=DAILY", "until_on": date(2026, 12, 1)}, "until_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_written(
    cast: Built, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        an_event(cast, **wrong)
    assert list(refusal.value.fields) == [field]
    assert not OutgoingMessage.objects.filter(kind="event.invited").exists()


def test_an_address_that_is_none_refuses_the_event(cast: Built) -> None:
    with pytest.raises(Invalid) as refusal:
        an_event(cast, outside=(("Zoé", "zoe@x.fr\r\nBcc: tous@x.fr"),))
    assert list(refusal.value.fields) == ["guests"]


def test_a_cancelled_event_frees_its_room_tells_its_guests_and_no_longer_changes(cast: Built) -> None:
    event = an_event(cast, guests=("dost",), resources=(a_room(),))
    cancel_event(event, version=event.version, reason="Grève", by=actor(cast, "dgs"))
    assert event.state == EventState.CANCELLED
    assert not Booking.objects.exists()
    letter = OutgoingMessage.objects.get(kind="event.cancelled")
    assert "METHOD:CANCEL" in letter.calendar
    assert "SEQUENCE:1" in letter.calendar
    assert "Motif : Grève" in letter.text
    with pytest.raises(Refused):
        cancel_event(event, version=None, by=actor(cast, "dgs"))


def test_one_who_invites_herself_receives_nothing(cast: Built) -> None:
    event = an_event(cast, guests=("dgs", "dost"), at=time(9))
    assert [row.person_id for row in event.participants.all()] == [cast.people["dost"].pk]
