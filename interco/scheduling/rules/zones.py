"""The rules of a time zone as calendar programs read them (VTIMEZONE), told by a yearly rule where there is one.

Programs differ in what they take: lists of dates (RDATE), which the icalendar library writes, are read by some from the
first date only (python-dateutil, and Outlook by what is reported). So clocks that change each year on the same rank of
the same weekday are told by RRULE; clocks that never change, by one period; anything else by the library's lists.

Worked example. Europe/Paris: DAYLIGHT from the last Sunday of March (`BYMONTH=3;BYDAY=-1SU`), STANDARD from the last of
October. America/Martinique: one STANDARD, −04:00.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ZERO = timedelta()
#: Before any event: clocks that never change are told from there on.
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change at an instant; `wall` is what they showed just before."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


@lru_cache(maxsize=512)
def zone_text(key: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of a zone from a year to another, both included."""
    zone = ZoneInfo(key)
    changes = _changes(zone, first_year, last_year)
    if not changes:
        moment = datetime(first_year, 1, 1, tzinfo=zone)
        offset = moment.utcoffset() or _ZERO
        parts = [_period("STANDARD", _ALWAYS, offset, offset, moment.tzname() or key)]
    else:
        parts = _yearly(changes, first_year, last_year)
        if not parts:
            first, after = date(first_year, 1, 1), date(last_year + 1, 1, 1)
            from icalendar import Timezone  # noqa: PLC0415 - 12 MB, for the few zones without a yearly rule

            listed: str = Timezone.from_tzinfo(zone, key, first_date=first, last_date=after).to_ical().decode()
            return listed
    return f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\n{''.join(parts)}END:VTIMEZONE\r\n"


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[Change]:
    found = []
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while day < end:
        after = day + timedelta(days=1)
        if _told(day, zone) != _told(after, zone):
            found.append(_change(zone, day, after))
        day = after
    return found


def _told(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    before = _told(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if _told(middle, zone) == before else (low, middle)
    instant = high.replace(microsecond=0)
    local = instant.astimezone(zone)
    offset = before[0] or _ZERO
    wall = (instant + offset).replace(tzinfo=None)
    return Change(wall, offset, local.utcoffset() or _ZERO, local.tzname() or "", bool(local.dst()))


def _yearly(changes: Sequence[Change], first_year: int, last_year: int) -> list[str]:
    """Two periods, each by its rule; nothing when the clocks do not follow one every year."""
    parts = []
    years = last_year - first_year + 1
    for is_daylight in (True, False):
        group = [change for change in changes if change.is_daylight is is_daylight]
        rule = _rule(group) if len(group) == years else ""
        if not rule:
            return []
        one = group[0]
        kind = "DAYLIGHT" if is_daylight else "STANDARD"
        parts.append(_period(kind, one.wall, one.before, one.after, one.name, rule))
    return parts


def _rule(group: Sequence[Change]) -> str:
    walls = [change.wall for change in group]
    told = {(wall.month, wall.weekday(), wall.time()) for wall in walls}
    if len(told) != 1 or len({(change.before, change.after, change.name) for change in group}) != 1:
        return ""
    month, weekday, _time = told.pop()
    ranks = {(wall.day - 1) // 7 + 1 for wall in walls}
    is_last = all(wall.day + 7 > monthrange(wall.year, wall.month)[1] for wall in walls)
    if not is_last and len(ranks) != 1:
        return ""
    rank = -1 if is_last else ranks.pop()
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={rank}{_DAYS[weekday]}"


def _period(kind: str, wall: datetime, before: timedelta, after: timedelta, name: str, rule: str = "") -> str:
    told = f"RRULE:{rule}\r\n" if rule else ""
    return (
        f"BEGIN:{kind}\r\nDTSTART:{wall:%Y%m%dT%H%M%S}\r\n{told}TZNAME:{name}\r\n"
        f"TZOFFSETFROM:{_offset(before)}\r\nTZOFFSETTO:{_offset(after)}\r\nEND:{kind}\r\n"
    )


def _offset(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    sign, rest = ("-", -seconds) if seconds < 0 else ("+", seconds)
    told = f"{sign}{rest // 3600:02}{rest % 3600 // 60:02}"
    return told + (f"{rest % 60:02}" if rest % 60 else "")
