"""Invitations for calendar programs."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from interco.scheduling.rules.itip import Guest, Invitation, Method, Part, invitation

SESSION = Invitation(
    uid="meeting-abc@interco", sequence=2, stamp=datetime(2026, 12, 4, 18, 0, 0, 7, tzinfo=UTC),
    starts_at=datetime(2026, 12, 8, 12, 30, tzinfo=UTC), minutes=150, zone=ZoneInfo("America/Martinique"),
    title="CODIR n° 46", organiser=Guest(name="Odette Filao", address="odette.filao@cacem.example"),
    guests=(
        Guest(name="Gaspard Fromager", address="gaspard.fromager@cacem.example", part=Part.CHAIR),
        Guest(name="Maxence Tamarin", address="maxence.tamarin@cacem.example"),
    ),
    place="Salle du conseil", text="Ordre du jour :\n1. Budget",
)  # fmt: skip


def event_of(content: bytes) -> Component:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return event


def test_a_request_says_the_hour_of_the_wall_with_its_zone() -> None:
    content = invitation(SESSION)
    text = content.decode()
    assert "METHOD:REQUEST\r\n" in text
    assert "DTSTART;TZID=America/Martinique:20261208T083000\r\n" in text
    assert "DTEND;TZID=America/Martinique:20261208T110000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:America/Martinique\r\n" in text
    assert event_of(content).get("DTSTART").dt == SESSION.starts_at


def test_attendees_are_asked_and_the_organiser_is_told() -> None:
    event = event_of(invitation(SESSION))
    assert str(event.get("ORGANIZER")) == "mailto:odette.filao@cacem.example"
    chair, member = event.get("ATTENDEE")
    assert (chair.params["ROLE"], member.params["ROLE"]) == ("CHAIR", "REQ-PARTICIPANT")
    assert {(one.params["PARTSTAT"], one.params["RSVP"]) for one in (chair, member)} == {("NEEDS-ACTION", "TRUE")}


def test_a_cancellation_keeps_the_uid_and_asks_nothing() -> None:
    content = invitation(replace(SESSION, method=Method.CANCEL, sequence=3))
    event = event_of(content)
    assert (event.get("STATUS"), event.get("SEQUENCE"), event.get("UID")) == ("CANCELLED", 3, SESSION.uid)
    assert b"RSVP" not in content


def test_the_same_invitation_is_the_same_bytes() -> None:
    assert invitation(SESSION) == invitation(replace(SESSION))
    assert b"DTSTAMP:20261204T180000Z" in invitation(SESSION)


def test_daylight_saving_is_told_with_its_rules() -> None:
    text = invitation(replace(SESSION, zone=ZoneInfo("Europe/Paris"))).decode()
    assert "BEGIN:DAYLIGHT" in text
    assert "DTSTART;TZID=Europe/Paris:20261208T133000" in text


@pytest.mark.parametrize("address", ["", "no", "a@b\r\nATTENDEE:x", 'x"@y.fr', "a b@c.fr", "é@x.fr", "a@-"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="Not an address"):
        invitation(replace(SESSION, guests=(Guest(name="X", address=address),)))


@given(name=st.text(max_size=60), title=st.text(max_size=60), text=st.text(max_size=200), place=st.text(max_size=40))
def test_no_text_however_hostile_adds_a_line_or_breaks_the_object(name: str, title: str, text: str, place: str) -> None:
    hostile = Guest(name=name, address="a@b.fr")
    content = invitation(replace(SESSION, guests=(hostile,), title=title, text=text, place=place))
    event = event_of(content)
    known = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "ATTENDEE", "LOCATION",
             "DESCRIPTION", "CLASS", "TRANSP", "STATUS"}  # fmt: skip
    assert set(event) <= known
    assert str(event.get("ATTENDEE")) == "mailto:a@b.fr"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_name_that_tries_to_close_its_quotes_stays_a_name() -> None:
    hostile = Guest(name='A";RSVP=FALSE:mailto:evil@x.fr\r\nSUMMARY:pris', address="a@b.fr")
    event = event_of(invitation(replace(SESSION, guests=(hostile,))))
    attendee = event.get("ATTENDEE")
    assert attendee.params["CN"] == "A”;RSVP=FALSE:mailto:evil@x.fr SUMMARY:pris"
    assert attendee.params["RSVP"] == "TRUE"
    assert event.get("SUMMARY") == "CODIR n° 46"
