"""When a calendar from outside takes somebody: hours, and nothing else of what it holds.

Series that the server did not lay out are laid out here by the rules of our own series (`rules.recurrence`), which know
days only and stop; anything else (a rule by the hour, a list of dates) is counted as not read, and said. A day moved
replaces the one its series gives. What is cancelled, transparent, or one of ours (by its UID) takes nobody.

Zones are told by their name; the definitions a calendar carries are not believed. An hour without a zone is that of the
territory.

Worked example. A VEVENT each Tuesday at 8:30 Europe/Paris for an hour, asked from 1 to 15 December 2026, gives 1 December
7:30–8:30 UTC and 8 December 7:30–8:30 UTC; `merged` puts together what touches.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from interco.scheduling.rules.ical_reading import Component, Property
from interco.scheduling.rules.recurrence import MAX_OCCURRENCES, BadRule, days_of, instant_of, parse

Span = tuple[datetime, datetime]
MOST_SERIES = 500
#: A rule that gives no day is sought until the year 9999, half a second: a few are, no more.
MOST_EMPTY = 4
MOST_SPANS = 20_000
LONGEST = timedelta(days=92)
_DAY = timedelta(days=1)
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?")
_ZONE = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*")


class _Unread(ValueError):  # noqa: N818 - an answer to what was sent
    """One event that we cannot place."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The hours taken, and how many events could not be placed."""

    spans: Sequence[Span]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Moment:
    """A value as written: its wall clock, and the zone it is told in; a day when `is_day`."""

    wall: datetime
    zone: ZoneInfo | None
    is_day: bool

    @property
    def at(self) -> datetime:
        if self.zone is None:
            return self.wall.replace(tzinfo=UTC)
        return instant_of(self.wall.date(), self.wall.time(), self.zone)


class Reader:
    """Reads the calendars of one answer between two instants; `zone` is that of hours told without one."""

    def __init__(self, start: datetime, end: datetime, *, zone: ZoneInfo, ours: Collection[str]) -> None:
        self._start, self._end, self._zone, self._ours = start, end, zone, ours
        self._spans: set[Span] = set()
        self._series = self._unread = self._empty = 0

    def read(self, calendar: Component) -> None:
        """Take what a calendar holds; never refuses one."""
        groups: dict[str, list[Component]] = {}
        for event in calendar.within("VEVENT"):
            groups.setdefault(event.first("UID"), []).append(event)
        for uid, events in groups.items():
            if uid not in self._ours:
                self._each(lambda events=events: self._group(events))  # type: ignore[misc]  # bound at once
        for one in calendar.within("VFREEBUSY"):
            self._each(lambda one=one: _periods(one))  # type: ignore[misc]  # bound at once

    def miss(self) -> None:
        """Count what is not even a calendar."""
        self._unread += 1

    def reading(self) -> Reading:
        """What was found."""
        return Reading(merged(self._spans), self._unread)

    def _each(self, found: Callable[[], Iterable[Span]]) -> None:
        try:
            kept = {(max(one, self._start), min(two, self._end)) for one, two in found() if two > one}
        except (_Unread, BadRule, ValueError, OverflowError, OSError):
            self._unread += 1
            return
        if len(self._spans) + len(kept) > MOST_SPANS:
            self._unread += 1
            return
        self._spans |= {(one, two) for one, two in kept if two > one}

    def _group(self, events: Sequence[Component]) -> list[Span]:
        """A series and its moved days, or one event."""
        moved = {self._moment(one, "RECURRENCE-ID").at for one in events if one.all("RECURRENCE-ID")}
        found: list[Span] = []
        for event in events:
            if event.first("STATUS").upper() == "CANCELLED" or event.first("TRANSP").upper() == "TRANSPARENT":
                continue
            starts, length = self._moment(event, "DTSTART"), self._length(event)
            if event.all("RECURRENCE-ID") or not event.all("RRULE"):
                found.append((starts.at, self._after(starts, length)))
                if event.all("RDATE"):
                    raise _Unread
                continue
            left_out = moved | {self._value(given, part).at for given in event.all("EXDATE") for part in _parts(given)}
            found += [span for span in self._laid_out(event, starts, length) if span[0] not in left_out]
        return found

    def _laid_out(self, event: Component, starts: _Moment, length: timedelta) -> Iterator[Span]:
        self._series += 1
        (written, *others) = event.all("RRULE")
        if self._series > MOST_SERIES or self._empty >= MOST_EMPTY or others or event.all("RDATE"):
            raise _Unread
        rule = self._days_rule(written.value)
        zone = starts.zone or ZoneInfo("UTC")
        last = self._end.astimezone(zone).date()
        until = re.search(r"(?:^|;)UNTIL=([^;]*)", written.value.upper())
        if until is not None:
            last = min(last, self._value(written, until[1]).at.astimezone(zone).date())
        if last < starts.wall.date():
            return
        days = days_of(rule, first=starts.wall.date(), last=last)
        self._empty += not days
        if len(days) >= MAX_OCCURRENCES:
            raise _Unread
        from_day = (self._start - length - _DAY).astimezone(zone).date()
        for day in days:
            if day >= from_day:
                one = _Moment(datetime.combine(day, starts.wall.time()), starts.zone, starts.is_day)
                yield one.at, self._after(one, length)

    def _days_rule(self, written: str) -> str:
        """A rule of ours: without UNTIL, and none that could look for its first day for ever."""
        rule = ";".join(part for part in written.upper().split(";") if part and not part.startswith("UNTIL="))
        parts = parse(rule)
        if parts["FREQ"] in {"DAILY", "WEEKLY"} and parts.keys() & {"BYMONTHDAY", "BYSETPOS", "BYMONTH"}:
            raise _Unread
        return rule

    def _length(self, event: Component) -> timedelta:
        starts = self._moment(event, "DTSTART")
        if event.all("DTEND"):
            ends = self._moment(event, "DTEND")
            length = ends.wall - starts.wall if starts.is_day else ends.at - starts.at
        elif event.all("DURATION"):
            length = _duration(event.first("DURATION"))
        else:
            length = _DAY if starts.is_day else timedelta()
        if not timedelta() <= length <= LONGEST:
            raise _Unread
        return length

    def _after(self, starts: _Moment, length: timedelta) -> datetime:
        """Where it ends: elapsed time, or the midnight of a day."""
        if not starts.is_day:
            return starts.at + length
        return _Moment(starts.wall + length, starts.zone, is_day=True).at

    def _moment(self, event: Component, name: str) -> _Moment:
        given = event.all(name)
        if len(given) != 1:
            raise _Unread
        return self._value(given[0], given[0].value)

    def _value(self, given: Property, written: str) -> _Moment:
        return _told(written, given.parameters.get("TZID", ""), self._zone)


def _told(written: str, named: str, zone: ZoneInfo) -> _Moment:
    """A value in the zone it names, or in `zone`."""
    found = _MOMENT.fullmatch(written.strip())
    if found is None:
        raise _Unread
    year, month, day = (int(part) for part in found.groups()[:3])
    if found[4] is None:
        return _Moment(datetime.combine(date(year, month, day), time()), zone, is_day=True)
    second = min(int(found[6]), 59)  # a leap second
    wall = datetime(year, month, day, int(found[4]), int(found[5]), second)  # noqa: DTZ001 - its zone stands beside
    if found[7]:
        return _Moment(wall, None, is_day=False)
    return _Moment(wall, zone_named(named) if named else zone, is_day=False)


def instant_told(written: str, named: str, zone: ZoneInfo) -> datetime | None:
    """The instant of a value as a calendar writes it (the midnight of a day); nothing when it is none."""
    try:
        return _told(written, named, zone).at
    except (ValueError, OverflowError, OSError):
        return None


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same hours, put together where they touch or overlap, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The hours of the first that are none of the second: what is left of a free-busy answer beside our own events."""
    found = merged(spans)
    for start, end in merged(taken):
        cut: list[Span] = []
        for one, two in found:
            if two <= start or one >= end:
                cut.append((one, two))
                continue
            cut += [part for part in ((one, start), (end, two)) if part[1] > part[0]]
        found = cut
    return found


@lru_cache(maxsize=256)
def zone_named(written: str) -> ZoneInfo:
    """The zone of a TZID: its IANA name, with what some programs put before it, or the name Windows gives it."""
    name = written.strip().strip("/")
    if len(name) > 200:
        raise _Unread
    parts = name.split("/")
    for tried in (name, "/".join(parts[-2:]), "/".join(parts[-3:]), _windows(name)):
        if tried and _ZONE.fullmatch(tried):
            try:
                return ZoneInfo(tried)
            except (KeyError, ValueError, OSError):
                continue
    raise _Unread


def _windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - 12 MB, read by the worker only

    return str(WINDOWS_TO_OLSON.get(name, ""))


def _periods(one: Component) -> list[Span]:
    """The periods of a VFREEBUSY that take somebody; always in UTC."""
    found: list[Span] = []
    for given in one.all("FREEBUSY"):
        if given.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
            continue
        for part in _parts(given):
            begins, _sep, ends = part.partition("/")
            start = _instant(begins)
            found.append((start, start + _duration(ends) if "P" in ends else _instant(ends)))
    return found


def _instant(written: str) -> datetime:
    found = _MOMENT.fullmatch(written.strip())
    if found is None or not found[7]:
        raise _Unread
    return datetime(*(int(part) for part in found.groups()[:6]), tzinfo=UTC)  # type: ignore[arg-type, misc]  # six numbers


def _duration(written: str) -> timedelta:
    found = _DURATION.fullmatch(written.strip())
    if found is None or not any(found.groups()):
        raise _Unread
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _parts(given: Property) -> list[str]:
    return [part for part in given.value.split(",") if part.strip()]
