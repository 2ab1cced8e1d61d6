"""iCalendar as text (RFC 5545), written by ourselves where speed counts: feeds are made of thousands of events.

An event becomes a *fragment*: its VEVENT, and one more for each of its days that was moved. Fragments are kept beside
events when these change, so that a feed is a header, the zones and fragments put end to end; nothing is parsed, built
or folded again. Messages (iTIP) stay with `rules.itip`: they are few, and name their guests.

A feed names no guest: who reads a calendar need not know the answers of the others, and some programs would take
themselves for invited. `busy` writes the same hours and no word: neither title, place, text, nor address.

Worked example. `line("SUMMARY", text("Budget; suite"))` gives `SUMMARY:Budget\\; suite` and a CRLF; a line of more than
75 octets goes on after CRLF and a space, never inside a character.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from interco.scheduling.rules.itip import PRODUCT, Invitation, OneDay, clean, clean_lines
from interco.scheduling.rules.recurrence import parse
from interco.scheduling.rules.zones import zone_text

#: Stands for the word « Occupé » in what is kept: whoever reads chooses the language.
BUSY = "SUMMARY:@busy@\r\n"
_OCTETS = 75
_LONGEST_LINE = 500
_LONGEST_TEXT = 5000


def line(name: str, value: str) -> str:
    """One content line, folded at 75 octets. `value` is already escaped."""
    whole = f"{name}:{value}"
    if len(whole) <= _OCTETS and (whole.isascii() or len(whole.encode()) <= _OCTETS):
        return whole + "\r\n"
    octets = whole.encode()
    parts, start, room = [], 0, _OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _OCTETS - 1
    return b"\r\n ".join(parts).decode() + "\r\n"


def text(value: str, limit: int = _LONGEST_LINE) -> str:
    """A text of one line as a value: control characters out, what means something escaped."""
    is_plain = value.isprintable() and unicodedata.is_normalized("NFC", value)
    return _escaped(" ".join(value.split())[:limit] if is_plain else clean(value, limit))


def paragraphs(value: str) -> str:
    """A text of several lines as a value."""
    return _escaped(clean_lines(value, _LONGEST_TEXT))


def _escaped(plain: str) -> str:
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fragment(given: Invitation, *, busy: bool = False) -> str:
    """The object of an event, its moved days included; with `busy`, only when it takes place."""
    parts = [_component(given, None, busy=busy)]
    parts += [_component(given, day, busy=busy) for day in given.changed]
    return "".join(parts)


def calendar(fragments: Iterable[bytes], *, name: str, zones: Iterable[str], around: int) -> bytes:
    """A calendar to be read: its name, the rules of its zones around a year, its fragments. All in UTF-8."""
    head = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\n"
        + line("X-WR-CALNAME", text(name, 200))
        + line("NAME", text(name, 200))
        + "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
    )
    told = "".join(zone_text(key, around - 2, around + 11) for key in sorted(set(zones)))
    return b"".join([head.encode(), told.encode(), *fragments, b"END:VCALENDAR\r\n"])


def busy_uid(uid: str) -> str:
    """The identifier under which an event is told to who may only know that it takes somebody."""
    return hashlib.sha256(f"busy {uid}".encode()).hexdigest()[:32] + "@interco"


def _component(given: Invitation, day: OneDay | None, *, busy: bool) -> str:
    uid = busy_uid(given.uid) if busy else clean(given.uid, 200)
    parts = ["BEGIN:VEVENT\r\n", line("UID", uid), f"DTSTAMP:{_utc(given.stamp)}\r\n", f"SEQUENCE:{given.sequence}\r\n"]
    if day is None:
        parts += _span(given, given.starts_at, given.minutes)
        parts += _recurrence(given)
    else:
        parts.append(_moment("RECURRENCE-ID", day.due_at, given))
        parts += _span(given, day.starts_at, day.minutes)
    parts += [BUSY, "CLASS:PRIVATE\r\n"] if busy else _words(given, day)
    parts.append("TRANSP:OPAQUE\r\n")
    parts.append("STATUS:CANCELLED\r\n" if given.is_cancelled else "STATUS:CONFIRMED\r\n")
    parts.append("END:VEVENT\r\n")
    return "".join(parts)


def _words(given: Invitation, day: OneDay | None) -> list[str]:
    title, place = given.title, given.place
    if day is not None:
        title, place = day.title or title, day.place or place
    parts = [line("SUMMARY", text(title))]
    if place:
        parts.append(line("LOCATION", text(place)))
    if given.text:
        parts.append(line("DESCRIPTION", paragraphs(given.text)))
    if given.url:
        parts.append(line("URL", clean(given.url, _LONGEST_LINE)))
    return parts


def _span(given: Invitation, starts_at: datetime, minutes: int) -> list[str]:
    if given.is_whole_day:
        first = starts_at.astimezone(given.zone).date()
        after = first + timedelta(days=max(1, round(minutes / 1440)))  # one of 23 or 25 hours is a day
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}\r\n", f"DTEND;VALUE=DATE:{after:%Y%m%d}\r\n"]
    ends_at = starts_at.astimezone(UTC) + timedelta(minutes=minutes)
    return [_moment("DTSTART", starts_at, given), _moment("DTEND", ends_at, given)]


def _recurrence(given: Invitation) -> list[str]:
    if not given.rule:
        return []
    told = ";".join(f"{name}={value}" for name, value in parse(given.rule).items())
    if given.until is not None:
        last = given.until.astimezone(given.zone)
        told += f";UNTIL={last:%Y%m%d}" if given.is_whole_day else f";UNTIL={_utc(last)}"
    return [f"RRULE:{told}\r\n", *(_moment("EXDATE", moment, given) for moment in sorted(given.left_out))]


def _moment(name: str, moment: datetime, given: Invitation) -> str:
    local = moment.astimezone(given.zone)
    if given.is_whole_day:
        return f"{name};VALUE=DATE:{local:%Y%m%d}\r\n"
    return line(f"{name};TZID={given.zone.key}", f"{local:%Y%m%dT%H%M%S}")


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
