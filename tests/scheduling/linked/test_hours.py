"""Hours of a calendar from outside: laid out by our own rules when the server does not, and whatever the bytes."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from interco.scheduling.rules import dav
from interco.scheduling.rules.busy_reading import Reader, Reading, merged, without
from interco.scheduling.rules.ical_reading import BadCalendar, calendar_of

PARIS, MARTINIQUE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Martinique")
Spans = list[tuple[datetime, datetime]]
FIRST, LAST = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "a") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT")


def read(*contents: bytes, ours: tuple[str, ...] = ()) -> Reading:
    reader = Reader(FIRST, LAST, zone=MARTINIQUE, ours=ours)
    for content in contents:
        reader.read(calendar_of(content))
    return reader.reading()


def told(*lines: str) -> list[str]:
    found = read(calendar(*event(*lines)))
    assert not found.unread
    return [f"{one:%m-%dT%H:%M}/{two:%m-%dT%H:%M}" for one, two in found.spans]


def test_a_series_keeps_its_wall_hour_when_the_clocks_change() -> None:
    reader = Reader(datetime(2027, 3, 22, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC), zone=MARTINIQUE, ours=())
    lines = (
        "DTSTART;TZID=Europe/Paris:20260901T083000",
        "DTEND;TZID=Europe/Paris:20260901T093000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
    )
    reader.read(calendar_of(calendar(*event(*lines))))
    assert [one.isoformat() for one, _two in reader.reading().spans] == [
        "2027-03-23T07:30:00+00:00", "2027-03-30T06:30:00+00:00",
    ]  # fmt: skip


def test_a_series_ends_at_its_last_day_and_leaves_out_what_it_says() -> None:
    start = ("DTSTART;TZID=Europe/Paris:20261201T083000", "DURATION:PT1H")
    assert told(*start, "RRULE:FREQ=DAILY;UNTIL=20261203T073000Z") == [
        "12-01T07:30/12-01T08:30", "12-02T07:30/12-02T08:30", "12-03T07:30/12-03T08:30",
    ]  # fmt: skip
    assert told(*start, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Paris:20261202T083000,20261203T083000") == [
        "12-01T07:30/12-01T08:30"
    ]
    assert told("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY;UNTIL=20261208") == [
        "12-01T04:00/12-02T04:00", "12-08T04:00/12-09T04:00",
    ]  # fmt: skip


def test_moved_cancelled_and_transparent_days_of_a_series() -> None:
    found = read(
        calendar(
            *event("DTSTART:20261201T100000Z", "DTEND:20261201T110000Z", "RRULE:FREQ=DAILY;COUNT=4"),
            *event("RECURRENCE-ID:20261202T100000Z", "DTSTART:20261210T100000Z", "DTEND:20261210T103000Z"),
            *event(
                "RECURRENCE-ID:20261203T100000Z",
                "DTSTART:20261203T100000Z",
                "DTEND:20261203T110000Z",
                "STATUS:CANCELLED",
            ),
            *event("RECURRENCE-ID:20261204T100000Z", "DTSTART:20261204T100000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
        )
    )
    assert [(one.day, two - one) for one, two in found.spans] == [(1, timedelta(hours=1)), (10, timedelta(minutes=30))]


@pytest.mark.parametrize(("lines", "expected"), [
    (("DTSTART:20261201T100000", "DTEND:20261201T110000"), ["12-01T14:00/12-01T15:00"]),  # no zone: the territory's
    (("DTSTART;TZID=Romance Standard Time:20261201T100000", "DURATION:PT1H"), ["12-01T09:00/12-01T10:00"]),
    (("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Paris:20261201T100000", "DURATION:PT1H"), ["12-01T09:00/12-01T10:00"]),
    (("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203"), ["12-01T04:00/12-03T04:00"]),
    (("DTSTART;VALUE=DATE:20261201",), ["12-01T04:00/12-02T04:00"]),
    (("DTSTART:20261201T100000Z",), []),  # an instant takes nobody
    (("DTSTART:20261130T230000Z", "DURATION:PT2H"), ["12-01T00:00/12-01T01:00"]),  # within what was asked
    (("DTSTART:20200101T100000Z", "DURATION:PT2H"), []),
])  # fmt: skip
def test_hours_by_how_they_are_told(lines: tuple[str, ...], expected: list[str]) -> None:
    assert told(*lines) == expected


@pytest.mark.parametrize("lines", [
    ("DTSTART;TZID=Mars/Olympus:20261201T100000", "DURATION:PT1H"),
    ("DTSTART;TZID=../../../etc/passwd:20261201T100000", "DURATION:PT1H"),
    ("DTSTART:20261301T100000Z", "DURATION:PT1H"), ("DTSTART:demain",), (), ("DTSTART:20261201T100000Z", "DURATION:P"),
    ("DTSTART:20261201T100000Z", "DTSTART:20261202T100000Z"), ("DTSTART:20261201T100000Z", "DURATION:P9999D"),
    ("DTSTART:20261201T100000Z", "DTEND:20261130T100000Z"),
    ("DTSTART:20261201T100000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
    ("DTSTART:20261201T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"),
    ("DTSTART:20261201T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    ("DTSTART:20261201T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
    ("DTSTART:20261201T100000Z", "DURATION:PT1H", "RDATE:20261203T100000Z"),
    ("DTSTART:00010101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
])  # fmt: skip
def test_what_cannot_be_placed_is_counted_and_hides_nothing_else(lines: tuple[str, ...]) -> None:
    found = read(calendar(*event(*lines), *event("DTSTART:20261205T100000Z", "DURATION:PT1H", uid="b")))
    assert found.unread == 1
    assert [one.day for one, _two in found.spans] == [5]


def test_our_own_take_nobody() -> None:
    content = calendar(*event("DTSTART:20261205T100000Z", "DURATION:PT1H", uid="ours"))
    assert read(content).spans
    assert not read(content, ours=("ours",)).spans


def test_bombs_of_rules_are_stopped() -> None:
    began = time.monotonic()
    lines: list[str] = []
    for rank in range(450):
        rule = f"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL={1 + rank}"
        lines += event(f"DTSTART:2026{1 + rank % 12:02}01T100000Z", "DURATION:PT1H", rule, uid=str(rank))
    assert read(calendar(*lines)).unread >= 440
    assert time.monotonic() - began < 20


SPAN = st.tuples(st.integers(0, 300), st.integers(1, 60)).map(
    lambda pair: (FIRST + timedelta(hours=pair[0]), FIRST + timedelta(hours=pair[0] + pair[1]))
)


@given(st.lists(SPAN), st.lists(SPAN))
def test_merged_and_without_hold_the_same_hours(spans: Spans, taken: Spans) -> None:
    def hours(some: Spans) -> set[int]:
        return {rank for rank in range(400) for one, two in some if one <= FIRST + timedelta(hours=rank) < two}

    together = merged(spans)
    assert hours(together) == hours(spans)
    assert all(one[1] < two[0] for one, two in pairwise(together))
    assert hours(without(spans, taken)) == hours(spans) - hours(taken)


LINES = st.lists(
    st.sampled_from([
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VFREEBUSY", "END:VFREEBUSY", "UID:a", "DTSTART:20261201T100000Z", "DTSTART:20261201",
        "DTEND:99991231T235959Z", "DURATION:PT99999999S", "RRULE:FREQ=MONTHLY;BYDAY=6MO", "RRULE:FREQ=DAILY;UNTIL=x", "EXDATE:,,x",
        "RECURRENCE-ID:20261201T100000Z", "FREEBUSY:20261201T100000Z/P1W,x/y", "FREEBUSY:20261201T100000Z/99991231T235959Z",
        "DTSTART;TZID=Pacific/Auckland:99991231T235959", "DTSTART;TZID=America/Adak:00010101T000000", "STATUS:CANCELLED", "RDATE:x",
    ]) | st.text(max_size=30),
    max_size=20,
)  # fmt: skip


@given(LINES)
def test_no_calendar_breaks_the_reader(lines: list[str]) -> None:
    try:
        found = calendar_of(calendar(*lines))
    except BadCalendar:
        return
    reader = Reader(FIRST, LAST, zone=PARIS, ours=())
    reader.read(found)
    assert all(FIRST <= one < two <= LAST for one, two in reader.reading().spans)


@given(st.binary(max_size=200) | st.text(alphabet='<>/&;"!DOCTYPEabc[]: =?', max_size=80).map(str.encode))
@example(b'<multistatus xmlns="DAV:"><response><href>http://[</href></response></multistatus>')
@example(b'<?xml version="1.0" encoding="x"?><a/>')
def test_no_answer_breaks_the_reading_of_xml(content: bytes) -> None:
    with suppress(dav.BadAnswer):
        dav.multistatus(content)


def test_questions_are_well_formed() -> None:
    for question in (dav.ABOUT, dav.calendar_query(FIRST, LAST), dav.free_busy_query(FIRST, LAST)):
        assert dav.tree(question.encode()).children


def test_what_the_library_lays_out_is_what_we_lay_out() -> None:
    """The same instants as an independent reading of the same rule."""
    rule = "FREQ=MONTHLY;BYDAY=1TH"
    lines = event("DTSTART;TZID=Europe/Paris:20260903T090000", "DURATION:PT1H", f"RRULE:{rule}")
    (one,) = icalendar.Calendar.from_ical(calendar(*lines)).walk("VEVENT")
    series = rrulestr(rule, dtstart=one.decoded("DTSTART").replace(tzinfo=None))
    walls = series.between(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None))
    expected = [at.replace(tzinfo=PARIS).astimezone(UTC) for at in walls]
    assert [start for start, _end in read(calendar(*lines)).spans] == expected
