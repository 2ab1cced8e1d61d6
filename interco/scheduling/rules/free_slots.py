"""Where a meeting fits best: everybody's busy times, working hours and rooms give the best slots, with their reasons.

Rule. A slot starts on a quarter of an hour, lies whole inside one span of working hours of an open day, and never
touches a busy time of a required person. Among those, in this order: fewest optional people missing; a room large
enough that is free, the smallest one first; the hours preferred; the earliest. When no slot suits all required people,
the slots that miss the fewest of them are given, and say who is missing. A slot overlaps no better one in the answer:
three proposals are three different moments. When only so many a day are wanted, a day gives its best ones and leaves room
to the next.

The search is exhaustive, so the answer is the best there is (ADR 0011). Time is cut in quarters of an hour counted from
the first instant; what a person does is one integer, whose bit `n` says "taken in quarter `n`": a meeting of `k` quarters
may start at `n` when the bits `n … n+k-1` are all nil.

Worked example. A meeting of one hour on Monday 7 December 2026 between 8:00 and 10:00; Ada (required) is busy from 8:00
to 8:50, Bo (optional) from 9:30. The quarters free for Ada start at 9:00; 9:00–10:00 misses Bo; it is the only slot.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from interco.scheduling.rules.recurrence import instant_of

QUARTER = timedelta(minutes=15)
#: Longest search: a year, in days.
LONGEST_DAYS = 366

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """Somebody to bring together, with the times (half-open, aware) at which he is taken."""

    key: str
    busy: Sequence[Span] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOffer:
    """A room, its seats and the times at which it is taken."""

    key: str
    seats: int
    busy: Sequence[Span] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Working hours by the wall clock of `zone`: `spans` for each weekday (Monday is 0); `closed` days have none."""

    zone: ZoneInfo
    spans: dict[int, Sequence[tuple[time, time]]]
    closed: frozenset[date] = frozenset()
    #: Hours one would rather have, told as `spans` are.
    preferred: Sequence[tuple[time, time]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A proposal: its instants, who is missing, the room, and whether it lies in preferred hours."""

    starts_at: datetime
    ends_at: datetime
    missing_required: tuple[str, ...]
    missing_optional: tuple[str, ...]
    room: str | None
    is_preferred: bool


def best_slots(
    people: Sequence[Attendant], *, minutes: int, first: date, last: date, hours: Hours,
    not_before: datetime | None = None, rooms: Sequence[RoomOffer] = (), seats: int = 0, most: int = 5,
    most_a_day: int | None = None,
) -> list[Slot]:  # fmt: skip
    """The best slots from `first` to `last`, both included, the best first. With `rooms`, one is booked when one fits.

    `ValueError` when the length or the dates make no sense.
    """
    if not 0 < minutes <= 24 * 60 or not timedelta(0) <= last - first < timedelta(days=LONGEST_DAYS):
        raise ValueError("A slot has a length of a day at most, and is sought in a year at most.")
    origin = instant_of(first, time(), hours.zone)
    quarters = -(-minutes // 15)
    taken = [(one, _taken(one.busy, origin)) for one in people]
    offered = [(room, _taken(room.busy, origin)) for room in sorted(rooms, key=lambda room: (room.seats, room.key))
               if room.seats >= seats]  # fmt: skip
    slots = []
    for quarter in _starts(first, last, hours, origin, quarters):
        start = origin + quarter * QUARTER
        if not_before is not None and start < not_before:
            continue
        mask = ((1 << quarters) - 1) << quarter
        slots.append(Slot(
            starts_at=start, ends_at=start + timedelta(minutes=minutes),
            missing_required=tuple(one.key for one, bits in taken if one.is_required and bits & mask),
            missing_optional=tuple(one.key for one, bits in taken if not one.is_required and bits & mask),
            room=next((room.key for room, bits in offered if not bits & mask), None),
            is_preferred=_is_preferred(start, minutes, hours),
        ))  # fmt: skip
    ranked = sorted(slots, key=lambda slot: _rank(slot, offered))
    return _apart(ranked, most, most if most_a_day is None else most_a_day, hours.zone)


def _rank(slot: Slot, offered: Sequence[tuple[RoomOffer, int]]) -> tuple[object, ...]:
    ranks = {room.key: rank for rank, (room, _bits) in enumerate(offered)}
    return (
        len(slot.missing_required), len(slot.missing_optional), ranks.get(slot.room or "", len(ranks)),
        not slot.is_preferred, slot.starts_at,
    )  # fmt: skip


def _apart(slots: Iterable[Slot], most: int, most_a_day: int, zone: ZoneInfo) -> list[Slot]:
    """The first ones that do not overlap one another, so many a day, missing as few required people as the best."""
    kept: list[Slot] = []
    by_day: Counter[date] = Counter()
    for slot in slots:
        if len(kept) == most or (kept and len(slot.missing_required) > len(kept[0].missing_required)):
            break
        day = slot.starts_at.astimezone(zone).date()
        if by_day[day] < most_a_day and all(
            slot.ends_at <= one.starts_at or slot.starts_at >= one.ends_at for one in kept
        ):
            kept.append(slot)
            by_day[day] += 1
    return kept


def _taken(busy: Iterable[Span], origin: datetime) -> int:
    """The quarters touched by busy times, one bit each; what lies before the origin does not count."""
    bits = 0
    for start, end in busy:
        begin = max(0, (start - origin) // QUARTER)
        length = -((origin - end) // QUARTER) - begin
        if length > 0:
            bits |= ((1 << length) - 1) << begin
    return bits


def _starts(first: date, last: date, hours: Hours, origin: datetime, quarters: int) -> Iterable[int]:
    """The quarters at which a meeting of so many quarters may start."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day in hours.closed:
            continue
        for begin, end in hours.spans.get(day.weekday(), ()):
            opens = -((origin - instant_of(day, begin, hours.zone)) // QUARTER)
            closes = (instant_of(day, end, hours.zone) - origin) // QUARTER
            yield from range(opens, closes - quarters + 1)


def _is_preferred(start: datetime, minutes: int, hours: Hours) -> bool:
    local = start.astimezone(hours.zone)
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(hours.zone)
    return local.date() == end.date() and any(
        begin <= local.time() and end.time() <= finish for begin, finish in hours.preferred
    )
