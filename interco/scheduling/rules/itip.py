"""Invitations as iTIP objects (RFC 5546): what a calendar program needs to put a session in its owner's diary.

A REQUEST carries one VEVENT with the zone it is told in (VTIMEZONE), so that the hour stays right whatever the reader's
own zone; a CANCEL carries the same UID with a higher SEQUENCE. Programs compare (UID, SEQUENCE, DTSTAMP): the same
invitation sent twice must be the same bytes, so DTSTAMP is given, never read from a clock. An attendee may answer by
REPLY to the organiser; only a known attendee's answer is believed.

Names are as hostile as texts: line breaks and other control characters become spaces, quotes are dropped (RFC 5545 has
no way to write them in a parameter). An address that is not one is refused.

Worked example. `invitation(...)` for Tuesday 8 December 2026, 8:30 in Martinique gives `METHOD:REQUEST`,
`DTSTART;TZID=America/Martinique:20261208T083000`, `SEQUENCE:0`, one `ATTENDEE;…;PARTSTAT=NEEDS-ACTION;RSVP=TRUE` each.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

PRODUCT = "-//interco//interco//FR"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_MAX_NAME = 200
_MAX_TEXT = 20_000


class Method(StrEnum):
    """What the message asks of the calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Part(StrEnum):
    """How somebody takes part."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody invited."""

    name: str
    address: str
    part: Part = Part.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A session to be put in diaries. `starts_at` is an instant; `zone` is where its hour is told."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    zone: ZoneInfo
    title: str
    organiser: Guest
    guests: Sequence[Guest]
    place: str = ""
    text: str = ""
    url: str = ""
    method: Method = Method.REQUEST


def clean(text: str, limit: int) -> str:
    """One line of text, without control characters, in NFC."""
    spaced = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))[:limit]


def clean_lines(text: str, limit: int = _MAX_TEXT) -> str:
    """Several lines of text, each without control characters."""
    return "\n".join(clean(line, limit) for line in text.splitlines())[:limit]


def address_of(guest: Guest) -> vCalAddress:
    """A calendar address with its name, or `ValueError` when the address is none."""
    if not _ADDRESS.fullmatch(guest.address):
        raise ValueError(f"Not an address: {guest.address!r}")
    made = vCalAddress(f"mailto:{guest.address}")
    name = clean(guest.name.replace('"', "”"), _MAX_NAME)
    if name:
        made.params["CN"] = vText(name)
    return made


def invitation(given: Invitation) -> bytes:
    """The iTIP object; the same bytes for the same invitation."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", given.method.value)
    calendar.add_component(_timezone(given))
    calendar.add_component(_event(given))
    made: bytes = calendar.to_ical(sorted=True)
    return made


def _timezone(given: Invitation) -> Timezone:
    """The rules of the zone around the session: a year before, a year after; the same whatever the day of sending."""
    year = given.starts_at.astimezone(given.zone).year
    return Timezone.from_tzinfo(
        given.zone, given.zone.key, first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1)
    )


def _event(given: Invitation) -> Event:
    event = Event()
    start = given.starts_at.astimezone(given.zone)
    end = (given.starts_at.astimezone(UTC) + timedelta(minutes=given.minutes)).astimezone(given.zone)
    event.add("UID", clean(given.uid, _MAX_NAME))
    event.add("SEQUENCE", given.sequence)
    event.add("DTSTAMP", given.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", clean(given.title, _MAX_NAME))
    event.add("ORGANIZER", address_of(given.organiser))
    for guest in given.guests:
        event.add("ATTENDEE", _attendee(guest, given.method), encode=False)
    if given.place:
        event.add("LOCATION", clean(given.place, _MAX_NAME))
    if given.text:
        event.add("DESCRIPTION", clean_lines(given.text))
    if given.url:
        event.add("URL", clean(given.url, 500))
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE")
    event.add("STATUS", "CANCELLED" if given.method == Method.CANCEL else "CONFIRMED")
    return event


def _attendee(guest: Guest, method: Method) -> vCalAddress:
    made = address_of(guest)
    made.params["ROLE"] = vText(guest.part.value)
    if method == Method.REQUEST:
        made.params["PARTSTAT"] = vText("NEEDS-ACTION")
        made.params["RSVP"] = vText("TRUE")
    return made
