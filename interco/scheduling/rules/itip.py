"""Invitations as iTIP objects (RFC 5546): what a calendar program needs to put an event in its owner's diary.

A REQUEST carries a VEVENT with the zone it is told in (VTIMEZONE), so that the hour stays right whatever the reader's
own zone; a CANCEL carries the same UID with a higher SEQUENCE. Programs compare (UID, SEQUENCE, DTSTAMP): the same
invitation sent twice must be the same bytes, so DTSTAMP is given, never read from a clock. An attendee may answer by
REPLY to the organiser; only a known attendee's answer is believed.

A series is one object: its rule (RRULE), the days it leaves out (EXDATE), and one VEVENT more for each day that was
moved or renamed (RECURRENCE-ID: the instant the rule gives). `only` tells of that one day and nothing else.

Names are as hostile as texts: line breaks and other control characters become spaces, quotes are dropped (RFC 5545 has
no way to write them in a parameter). An address that is not one is refused.

Worked example. `invitation(...)` for Tuesday 8 December 2026, 8:30 in Martinique gives `METHOD:REQUEST`,
`DTSTART;TZID=America/Martinique:20261208T083000`, `SEQUENCE:0`, one `ATTENDEE;…;PARTSTAT=NEEDS-ACTION;RSVP=TRUE` each.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from interco.scheduling.rules.recurrence import parse
from interco.scheduling.rules.zones import zone_text

if TYPE_CHECKING:
    from icalendar import Component, Event, vCalAddress

PRODUCT = "-//interco//interco//FR"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_MAX_NAME = 200
_MAX_TEXT = 20_000


class Method(StrEnum):
    """What the message asks of the calendar; PUBLISH asks nothing (a feed, an export)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Part(StrEnum):
    """How somebody takes part."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody invited. `answer` is the PARTSTAT already known of them, empty while none is."""

    name: str
    address: str
    part: Part = Part.REQUIRED
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDay:
    """A day of a series as it is held: `due_at` is the instant its rule gives."""

    due_at: datetime
    starts_at: datetime
    minutes: int
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What is put in diaries. `starts_at` is an instant; `zone` is where its hour is told.

    A series has a `rule` and the instant of its last day (`until`), the instants it leaves out, its days changed; `only`
    restricts the message to one of them. Whole days count their `minutes` by days of 1,440.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    minutes: int
    zone: ZoneInfo
    title: str
    organiser: Guest | None
    guests: Sequence[Guest] = ()
    place: str = ""
    text: str = ""
    url: str = ""
    method: Method = Method.REQUEST
    is_whole_day: bool = False
    is_cancelled: bool = False
    rule: str = ""
    until: datetime | None = None
    left_out: Sequence[datetime] = ()
    changed: Sequence[OneDay] = ()
    only: OneDay | None = None


@cache
def _icalendar() -> Any:
    """The library, loaded by the first invitation: 12 MB that most web workers never need."""
    import icalendar  # noqa: PLC0415 - read only when an invitation is written

    return icalendar


def clean(text: str, limit: int) -> str:
    """One line of text, without control characters, in NFC."""
    spaced = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))[:limit]


def clean_lines(text: str, limit: int = _MAX_TEXT) -> str:
    """Several lines of text, each without control characters."""
    return "\n".join(clean(line, limit) for line in text.splitlines())[:limit]


def is_address(text: str) -> bool:
    """Whether a text is an electronic address that a calendar can carry."""
    return bool(_ADDRESS.fullmatch(text))


def address_of(guest: Guest) -> "vCalAddress":
    """A calendar address with its name, or `ValueError` when the address is none."""
    if not is_address(guest.address):
        raise ValueError(f"Not an address: {guest.address!r}")
    made: vCalAddress = _icalendar().vCalAddress(f"mailto:{guest.address}")
    name = clean(guest.name.replace('"', "”"), _MAX_NAME)
    if name:
        made.params["CN"] = _icalendar().vText(name)
    return made


def invitation(given: Invitation) -> bytes:
    """The iTIP object; the same bytes for the same invitation."""
    return calendar_of([given], method=given.method)


def calendar_of(events: Sequence[Invitation], *, method: Method, name: str = "") -> bytes:
    """A calendar of any number of events: a message of one, or an export. The same bytes for the same events."""
    calendar = _icalendar().Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method.value)
    if name:
        calendar.add("X-WR-CALNAME", clean(name, _MAX_NAME))
    for zone in _zones(events):
        calendar.add_component(zone)
    for given in events:
        if given.only is not None:
            calendar.add_component(_day_of(given, given.only))
            continue
        calendar.add_component(_event(given))
        for day in given.changed:
            calendar.add_component(_day_of(given, day))
    made: bytes = calendar.to_ical(sorted=True)
    return made


def _zones(events: Sequence[Invitation]) -> "list[Component]":
    """The rules of each zone around its events: a year before, a year after; the same whatever the day of sending."""
    years: dict[str, list[int]] = {}
    for given in events:
        if not given.is_whole_day:
            ends = (given.starts_at, given.until or given.starts_at, *(day.starts_at for day in given.changed))
            years.setdefault(given.zone.key, []).extend(moment.astimezone(given.zone).year for moment in ends)
    return [
        _icalendar().Timezone.from_ical(zone_text(key, min(found) - 1, max(found) + 1))
        for key, found in sorted(years.items())
    ]


def _event(given: Invitation) -> "Event":
    event: Event = _icalendar().Event()
    event.add("UID", clean(given.uid, _MAX_NAME))
    event.add("SEQUENCE", given.sequence)
    event.add("DTSTAMP", given.stamp.astimezone(UTC).replace(microsecond=0))
    _add_span(event, given)
    event.add("SUMMARY", clean(given.title, _MAX_NAME))
    if given.organiser is not None:
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
    event.add("STATUS", "CANCELLED" if given.is_cancelled or given.method == Method.CANCEL else "CONFIRMED")
    if given.rule:
        _add_rule(event, given)
    return event


def _add_span(event: "Event", given: Invitation) -> None:
    start = given.starts_at.astimezone(given.zone)
    if given.is_whole_day:
        event.add("DTSTART", start.date())
        days = max(1, round(given.minutes / 1440))  # one of 23 or 25 hours is a day
        event.add("DTEND", start.date() + timedelta(days=days))
        return
    event.add("DTSTART", start)
    event.add("DTEND", (given.starts_at.astimezone(UTC) + timedelta(minutes=given.minutes)).astimezone(given.zone))


def _add_rule(event: "Event", given: Invitation) -> None:
    """UNTIL is an instant in UTC where DTSTART has a zone, a day where it is one (RFC 5545, 3.3.10)."""
    text = ";".join(f"{name}={value}" for name, value in parse(given.rule).items())
    if given.until is not None:
        last = given.until.astimezone(given.zone)
        text += f";UNTIL={last:%Y%m%d}" if given.is_whole_day else f";UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    event.add("RRULE", _icalendar().vRecur.from_ical(text))
    for moment in sorted(given.left_out):
        event.add("EXDATE", _told(moment, given))


def _told(moment: datetime, given: Invitation) -> date | datetime:
    local = moment.astimezone(given.zone)
    return local.date() if given.is_whole_day else local


def _day_of(given: Invitation, day: OneDay) -> "Event":
    """One day of a series: the same event, at its own hour, under the name the rule gives it."""
    alone = replace(
        given, rule="", starts_at=day.starts_at, minutes=day.minutes, title=day.title or given.title,
        place=day.place or given.place,
    )  # fmt: skip
    event = _event(alone)
    event.add("RECURRENCE-ID", _told(day.due_at, given))
    return event


def _attendee(guest: Guest, method: Method) -> "vCalAddress":
    made = address_of(guest)
    made.params["ROLE"] = _icalendar().vText(guest.part.value)
    if method == Method.REQUEST:
        made.params["PARTSTAT"] = _icalendar().vText(guest.answer or "NEEDS-ACTION")
        made.params["RSVP"] = _icalendar().vText("TRUE")
    elif guest.answer:
        made.params["PARTSTAT"] = _icalendar().vText(guest.answer)
    return made
