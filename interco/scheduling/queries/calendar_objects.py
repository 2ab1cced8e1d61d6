"""Events as calendar programs read them: one iCalendar object for each, its series and its exceptions included."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from interco.foundation.core.identifiers import scoped
from interco.scheduling.enums import EventState, PartRole
from interco.scheduling.models import Event, Occurrence, Participant
from interco.scheduling.queries.sources import Entry
from interco.scheduling.queries.words import where_of
from interco.scheduling.rules.busy_reading import instant_told
from interco.scheduling.rules.itip import Guest, Invitation, Method, OneDay, Part
from interco.scheduling.rules.recurrence import days_of
from interco.scheduling.rules.series import Timing, span

PART_OF_ROLE = {PartRole.ORGANISER: Part.CHAIR, PartRole.REQUIRED: Part.REQUIRED, PartRole.OPTIONAL: Part.OPTIONAL}


def uid_of(event: Event) -> str:
    """The identifier of the event in everybody's diary; it never changes."""
    return f"{scoped('event', event.public_id).replace(':', '-')}@interco"


def object_of(
    event: Event, *, stamp: datetime, method: Method = Method.REQUEST, guests: Sequence[Participant] = (),
    days: Iterable[Occurrence] = (), only: Occurrence | None = None, url: str = "",
) -> Invitation:  # fmt: skip
    """The object of an event. `days` are all its days (a series tells those left out or moved); `only` one of them."""
    zone = ZoneInfo(event.zone)
    timing = Timing(first_on=event.first_on, at=event.at, minutes=event.minutes, zone=zone)
    starts_at, ends_at = span(event.first_on, timing)
    rows = {row.day: row for row in days}
    is_series = bool(event.rule)
    given = days_of(event.rule, first=event.first_on, last=event.until_on or event.first_on) if is_series else []
    if not is_series and rows:  # a single event that was moved by itself is told where it is
        (row,) = rows.values()
        starts_at, ends_at = row.starts_at, row.ends_at
    standing = {day for day, row in rows.items() if row.state == EventState.CONFIRMED}
    changed = [one_day(row, timing) for day, row in sorted(rows.items()) if row.is_exception and day in standing]
    return Invitation(
        uid=uid_of(event), sequence=event.sequence, stamp=stamp, starts_at=starts_at, minutes=_minutes(starts_at, ends_at),
        zone=zone, title=event.title, place=where_of(event), text=event.text, method=method, is_whole_day=event.at is None,
        organiser=Guest(name=event.owner.full_name, address=settings.DEFAULT_FROM_EMAIL),
        is_cancelled=event.state == EventState.CANCELLED, rule=event.rule,
        until=span(event.until_on, timing)[0] if event.until_on else None,
        left_out=[span(day, timing)[0] for day in given if day not in standing] if rows else [],
        changed=changed if is_series else [], only=one_day(only, timing) if only is not None else None,
        guests=[_guest(row) for row in guests if row.address], url=url,
    )  # fmt: skip


def object_of_entry(entry: Entry, zone: str, address: str) -> Invitation:
    """The object of what an application above puts in calendars; `zone` is told when the entry tells none, `address` is
    that of the installation."""
    return Invitation(
        uid=entry.uid or f"{entry.layer}-{entry.starts_at:%Y%m%dT%H%M%S}-{entry.ends_at:%Y%m%dT%H%M%S}",
        sequence=entry.sequence, stamp=entry.changed_at or entry.starts_at, starts_at=entry.starts_at,
        minutes=_minutes(entry.starts_at, entry.ends_at), zone=ZoneInfo(entry.zone or zone), title=entry.title,
        organiser=None, place=entry.place, is_whole_day=entry.is_whole_day, is_cancelled=entry.is_cancelled,
        url=address + entry.url if entry.url else "",
    )  # fmt: skip


def day_named(event: Event, written: str, zone: str) -> Occurrence | None:
    """The day of a series that a RECURRENCE-ID names, by the instant the rule gives it; nothing for another."""
    kept = ZoneInfo(event.zone)
    instant = instant_told(written, zone, kept) if event.rule else None
    if instant is None:
        return None
    timing = Timing(first_on=event.first_on, at=event.at, minutes=event.minutes, zone=kept)
    return next((row for row in event.occurrences.all() if span(row.day, timing)[0] == instant), None)


def one_day(row: Occurrence, timing: Timing) -> OneDay:
    """A day of a series, named by the instant its rule gives."""
    return OneDay(
        due_at=span(row.day, timing)[0], starts_at=row.starts_at, minutes=_minutes(row.starts_at, row.ends_at),
        title=row.title, place=row.place,
    )  # fmt: skip


def _minutes(starts_at: datetime, ends_at: datetime) -> int:
    return round((ends_at - starts_at) / timedelta(minutes=1))


def _guest(row: Participant) -> Guest:
    return Guest(
        name=row.name, address=row.address, part=PART_OF_ROLE.get(PartRole(row.role), Part.REQUIRED),
        answer=row.answer.upper(),
    )  # fmt: skip
