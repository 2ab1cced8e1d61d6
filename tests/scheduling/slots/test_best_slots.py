"""The best slots are the best there are: compared with a search minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.free_slots import Attendant, Hours, RoomOffer, Slot, best_slots

MARTINIQUE = ZoneInfo("America/Martinique")
MONDAY = date(2026, 12, 7)
OFFICE = Hours(zone=MARTINIQUE, spans={day: ((time(8), time(12)), (time(14), time(17))) for day in range(5)})


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), MARTINIQUE).astimezone(UTC)


def hours_of(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(MARTINIQUE):%a %H:%M}" for slot in slots]


def test_the_worked_example_of_the_rule() -> None:
    morning = Hours(zone=MARTINIQUE, spans={0: ((time(8), time(10)),)})
    people = [
        Attendant(key="ada", busy=[(at(8), at(8, 50))]),
        Attendant(key="bo", busy=[(at(9, 30), at(12))], is_required=False),
    ]
    (slot,) = best_slots(people, minutes=60, first=MONDAY, last=MONDAY, hours=morning)
    assert (slot.starts_at, slot.ends_at) == (at(9), at(10))
    assert (slot.missing_required, slot.missing_optional) == ((), ("bo",))


def test_proposals_are_different_moments_and_the_earliest_come_first() -> None:
    slots = best_slots([Attendant(key="ada")], minutes=120, first=MONDAY, last=MONDAY, hours=OFFICE)
    assert hours_of(slots) == ["Mon 08:00", "Mon 10:00", "Mon 14:00"]


def test_preferred_hours_come_before_earlier_ones() -> None:
    hours = Hours(zone=MARTINIQUE, spans=OFFICE.spans, preferred=((time(10), time(12)),))
    slots = best_slots([Attendant(key="ada")], minutes=60, first=MONDAY, last=MONDAY, hours=hours, most=3)
    assert hours_of(slots) == ["Mon 10:00", "Mon 11:00", "Mon 08:00"]
    assert [slot.is_preferred for slot in slots] == [True, True, False]


def test_the_smallest_room_that_is_large_enough_and_free_is_taken() -> None:
    rooms = [
        RoomOffer(key="hall", seats=80), RoomOffer(key="a", seats=12, busy=[(at(8), at(9))]), RoomOffer(key="b", seats=4),
    ]  # fmt: skip
    slots = best_slots(
        [Attendant(key="ada")], minutes=60, first=MONDAY, last=MONDAY, hours=OFFICE, rooms=rooms, seats=10, most=1
    )
    assert [(slot.room, hours_of([slot])) for slot in slots] == [("a", ["Mon 09:00"])]


def test_a_slot_without_a_room_says_so() -> None:
    rooms = [RoomOffer(key="a", seats=12, busy=[(at(0), at(23))])]
    (slot,) = best_slots([], minutes=60, first=MONDAY, last=MONDAY, hours=OFFICE, rooms=rooms, most=1)
    assert slot.room is None


def test_closed_days_and_the_past_are_left_out() -> None:
    hours = Hours(zone=MARTINIQUE, spans=OFFICE.spans, closed=frozenset({MONDAY}))
    slots = best_slots(
        [],
        minutes=60,
        first=MONDAY,
        last=date(2026, 12, 8),
        hours=hours,
        not_before=at(9, 10, date(2026, 12, 8)),
        most=1,
    )
    assert hours_of(slots) == ["Tue 09:15"]


def test_when_nobody_fits_the_fewest_missing_are_named() -> None:
    people = [
        Attendant(key="ada", busy=[(at(0), at(23))]), Attendant(key="bo", busy=[(at(8), at(12))]), Attendant(key="cy"),
    ]  # fmt: skip
    slots = best_slots(people, minutes=60, first=MONDAY, last=MONDAY, hours=OFFICE, most=9)
    assert {slot.missing_required for slot in slots} == {("ada",)}
    assert hours_of(slots) == ["Mon 14:00", "Mon 15:00", "Mon 16:00"]


def test_the_hours_of_the_wall_hold_when_the_clocks_change() -> None:
    paris = ZoneInfo("Europe/Paris")
    spring = date(2027, 3, 28)
    hours = Hours(zone=paris, spans={6: ((time(9), time(10)),), 0: ((time(9), time(10)),)})
    slots = best_slots([], minutes=60, first=date(2027, 3, 21), last=date(2027, 3, 29), hours=hours)
    assert {f"{slot.starts_at.astimezone(paris):%H:%M}" for slot in slots} == {"09:00"}
    assert spring in {slot.starts_at.astimezone(paris).date() for slot in slots}


@pytest.mark.parametrize("minutes", [0, -15, 24 * 60 + 1])
def test_a_length_that_makes_no_sense_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="length"):
        best_slots([], minutes=minutes, first=MONDAY, last=MONDAY, hours=OFFICE)


def spans_of(grain: int) -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    """Busy times of three days, on multiples of so many minutes."""
    start, length = st.integers(0, 3 * 24 * 60 // grain), st.integers(1, 400 // grain)
    span = st.tuples(start, length).map(
        lambda found: tuple(at(0) + timedelta(minutes=grain * n) for n in (found[0], sum(found)))
    )
    return st.lists(span, max_size=8)  # type: ignore[arg-type]


SCENES = st.sampled_from([1, 15]).flatmap(
    lambda grain: st.tuples(
        st.just(grain), st.lists(st.tuples(spans_of(grain), st.booleans()), max_size=5),
        st.lists(st.tuples(spans_of(grain), st.integers(1, 20)), max_size=3),
    )
)  # fmt: skip
Spans = list[tuple[datetime, datetime]]


@given(SCENES, st.sampled_from([15, 30, 45, 60, 90, 150]), st.integers(0, 12))
def test_no_slot_is_better_than_the_first_one(
    scene: tuple[int, list[tuple[Spans, bool]], list[tuple[Spans, int]]], minutes: int, seats: int
) -> None:
    grain, people, rooms = scene
    attendants = [Attendant(key=f"p{n}", busy=busy, is_required=must) for n, (busy, must) in enumerate(people)]
    offers = [RoomOffer(key=f"r{n}", seats=size, busy=busy) for n, (busy, size) in enumerate(rooms)]
    days = [MONDAY + timedelta(days=offset) for offset in range(3)]
    slots = best_slots(
        attendants, minutes=minutes, first=days[0], last=days[-1], hours=OFFICE, rooms=offers, seats=seats, most=4
    )

    def crossed(busy: list[tuple[datetime, datetime]], start: datetime, end: datetime) -> bool:
        return any(begin < end and start < finish for begin, finish in busy)

    def loss(start: datetime) -> tuple[int, int]:
        end = start + timedelta(minutes=minutes)
        missing = [one for one in attendants if crossed(list(one.busy), start, end)]
        return sum(one.is_required for one in missing), sum(not one.is_required for one in missing)

    starts = [
        begin + timedelta(minutes=15 * n)
        for day in days for opens, closes in OFFICE.spans[day.weekday()]
        for begin in [at(opens.hour, opens.minute, day)] for n in range(40)
        if begin + timedelta(minutes=15 * n + minutes) <= at(closes.hour, closes.minute, day)
    ]  # fmt: skip
    assert slots
    best = slots[0]
    # a busy time that ends inside a quarter takes the whole quarter: on quarters the answer is exact, else prudent
    if grain == 15:
        assert loss(best.starts_at) == min(loss(start) for start in starts)
    assert (len(best.missing_required), len(best.missing_optional)) >= min(loss(start) for start in starts)
    for slot in slots:
        end = slot.starts_at + timedelta(minutes=minutes)
        assert set(slot.missing_required) >= {
            one.key for one in attendants if one.is_required and crossed(list(one.busy), slot.starts_at, end)
        }
        if slot.room:
            room = next(one for one in offers if one.key == slot.room)
            assert room.seats >= seats
            assert not crossed(list(room.busy), slot.starts_at, end)
    for one in slots:
        assert sum(a.starts_at < one.ends_at and one.starts_at < a.ends_at for a in slots) == 1


def test_so_many_a_day_leave_room_to_the_days_that_follow() -> None:
    found = best_slots(
        [Attendant(key="ada")], minutes=60, first=date(2026, 12, 7), last=date(2026, 12, 9), most=4, most_a_day=2,
        hours=OFFICE,
    )  # fmt: skip
    assert [slot.starts_at.day for slot in found] == [7, 7, 8, 8]
