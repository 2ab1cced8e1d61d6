"""An event as it stands in a calendar of a server: its text, its name there, and how to tell that it is still ours.

Servers write again what they are given: other order, other line ends, properties of theirs. `mark_of` looks at what an
event says (when, title, place, text, series), so that the text we sent and the one we read back have the same mark, and
one that somebody changed there has another.

Worked example. We put `SUMMARY:Budget`, the server adds `X-RADICALE-…`: same mark. Somebody moves the hour: another one.
"""

import hashlib
from collections.abc import Iterable

from interco.scheduling.rules.ical_reading import BadCalendar, Component, Property, calendar_of, unescaped
from interco.scheduling.rules.itip import PRODUCT
from interco.scheduling.rules.zones import zone_text

_SAID = ("DTSTART", "DTEND", "RECURRENCE-ID", "RRULE", "EXDATE", "SUMMARY", "LOCATION", "DESCRIPTION")
_LISTS = {"RRULE": ";", "EXDATE": ","}


def resource(fragment: str, *, zone: str, around: int) -> bytes:
    """The event as a resource of a calendar: one object, its zone, neither organiser nor guests, hence no letter."""
    zones = zone_text(zone, around - 2, around + 11) if f"TZID={zone}" in fragment else ""
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\n"
    return f"{head}{zones}{fragment}END:VCALENDAR\r\n".encode()


def name_of(uid: str) -> str:
    """The name of its resource: always the same for an event, so that a try made twice makes one."""
    return hashlib.sha256(f"resource {uid}".encode()).hexdigest()[:32] + ".ics"


def fingerprint_of(fragment: str) -> str:
    """Tells whether what we would write is what we wrote."""
    return hashlib.sha256(fragment.encode()).hexdigest()[:32]


def mark_of(content: bytes) -> str:
    """What an event says, as a hash; empty when it is not a calendar that we read."""
    try:
        events = calendar_of(content).within("VEVENT")
    except BadCalendar:
        return ""
    told = sorted("\n".join(sorted(_lines(event))) for event in events)
    return hashlib.sha256("\n\n".join(told).encode()).hexdigest()[:32] if told else ""


def uids_of(content: bytes) -> frozenset[str]:
    """The identifiers of the events it holds."""
    try:
        return frozenset(event.first("UID") for event in calendar_of(content).within("VEVENT"))
    except BadCalendar:
        return frozenset()


def _lines(event: Component) -> Iterable[str]:
    for name in _SAID:
        values = sorted(part for given in event.all(name) for part in _values(given))
        if values:
            yield f"{name}:{'|'.join(values)}"


def _values(given: Property) -> list[str]:
    if given.name in _LISTS:
        parts = [part.strip().upper() for part in given.value.split(_LISTS[given.name]) if part.strip()]
        return [f"{given.parameters.get('TZID', '')} {part}" for part in parts]
    if given.name in {"SUMMARY", "LOCATION", "DESCRIPTION"}:
        return [" ".join(unescaped(given.value).split())]
    return [f"{given.parameters.get('TZID', '')} {given.value.strip()}"]
