"""Where the entries of a week stand in its drawing: which column, from where to where, beside which others.

Units are those of the drawing: a column for each day, hours down the page. Entries that overlap share the width of the
column: each takes the first lane that is free, and all those that touch one another have the same number of lanes.

Worked example. 9:00–10:00, 9:30–10:30, 10:00–11:00 on one day: lanes 0, 1, 0 of two; a fourth at 14:00 has the whole
width. What passes midnight is drawn on both days; whole days stand above the hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Generic, Protocol, TypeVar

SHORTEST = 0.5


class Spanned(Protocol):
    """What is drawn."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def is_whole_day(self) -> bool: ...


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Block(Generic[S]):
    """An entry on one day: hours from midnight, its lane among how many."""

    entry: S
    column: int
    top: float
    bottom: float
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Week(Generic[S]):
    """The drawing: its days, what stands all day on each, its blocks, the hours shown."""

    days: Sequence[date]
    all_day: Sequence[Sequence[S]]
    blocks: Sequence[Block[S]]
    first_hour: int
    last_hour: int


def week(entries: Sequence[S], days: Sequence[date], zone: tzinfo, *, opens: int = 8, closes: int = 19) -> Week[S]:
    """The drawing of some days; the hours shown are those of the office, and more where an entry asks for it."""
    whole: list[list[S]] = [[] for _day in days]
    blocks: list[Block[S]] = []
    for column, day in enumerate(days):
        spans: list[tuple[float, float, S]] = []
        for entry in entries:
            top, bottom = _part_of(entry, day, zone)
            if bottom <= top:
                continue
            if entry.is_whole_day or bottom - top >= 24:
                whole[column].append(entry)
            else:
                spans.append((top, max(bottom, top + SHORTEST), entry))
        blocks += _laid(sorted(spans, key=lambda span: (span[0], -span[1])), column)
    first = min([opens, *(int(block.top) for block in blocks)])
    last = max([closes, *(-int(-block.bottom // 1) for block in blocks)])
    return Week(days, whole, blocks, first, min(24, last))


def _part_of(entry: Spanned, day: date, zone: tzinfo) -> tuple[float, float]:
    """The hours of an entry on a day, from its midnight; an empty span when it is elsewhere."""
    start, end = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    midnight = datetime.combine(day, time(), zone)
    following = datetime.combine(day + timedelta(days=1), time(), zone)
    top = _hours(start) if start >= midnight and start.date() == day else (0.0 if start < midnight else 24.0)
    bottom = 24.0 if end >= following else (_hours(end) if end.date() == day else 0.0)
    return top, bottom


def _hours(moment: datetime) -> float:
    return moment.hour + moment.minute / 60


def _laid(spans: Sequence[tuple[float, float, S]], column: int) -> list[Block[S]]:
    """Spans of one day in their lanes; those that touch one another share their number."""
    found: list[Block[S]] = []
    group: list[tuple[float, float, S, int]] = []
    ends: list[float] = []
    for top, bottom, entry in spans:
        if ends and top >= max(ends):
            found += _closed(group, column, len(ends))
            group, ends = [], []
        lane = next((place for place, end in enumerate(ends) if end <= top), len(ends))
        ends[lane : lane + 1] = [bottom]
        group.append((top, bottom, entry, lane))
    return found + _closed(group, column, len(ends))


def _closed(group: Sequence[tuple[float, float, S, int]], column: int, lanes: int) -> list[Block[S]]:
    return [Block(entry, column, top, bottom, lane, lanes) for top, bottom, entry, lane in group]
