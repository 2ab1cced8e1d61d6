"""Feeds as text: what we write by hand is what two independent parsers read."""

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.ical_text import BUSY, busy_uid, calendar, fragment, line, text
from interco.scheduling.rules.itip import Invitation, Method, OneDay, calendar_of, clean, clean_lines

MARTINIQUE = ZoneInfo("America/Martinique")


def an_object(**fields: object) -> Invitation:
    values: dict[str, object] = {
        "uid": "event-abc@interco", "sequence": 2, "stamp": datetime(2026, 12, 1, 12, 0, tzinfo=UTC),
        "starts_at": datetime(2026, 12, 8, 12, 30, tzinfo=UTC), "minutes": 150, "zone": MARTINIQUE, "title": "CODIR",
        "organiser": None,
    }  # fmt: skip
    return Invitation(**{**values, **fields})  # type: ignore[arg-type]  # the fields of one test


def a_calendar(*parts: str, zone: str = "America/Martinique") -> str:
    told = [part.encode() for part in parts]
    return calendar(told, name="Agenda de É. Filao ; suite", zones={zone}, around=2026).decode()


SERIES = an_object(
    rule="FREQ=WEEKLY;BYDAY=TU", until=datetime(2027, 1, 26, 12, 30, tzinfo=UTC),
    left_out=[datetime(2026, 12, 29, 12, 30, tzinfo=UTC)],
    changed=[
        OneDay(
            due_at=datetime(2026, 12, 15, 12, 30, tzinfo=UTC), starts_at=datetime(2026, 12, 16, 18, 0, tzinfo=UTC),
            minutes=60, title="CODIR élargi", place="Salle du conseil",
        )
    ],
    place="Salle A", text="Ordre du jour :\n- budget, investissement ;\n- questions \\ divers",
    url="https://interco.example/agenda/evenements/abc",
)  # fmt: skip


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(given_text: str) -> None:
    for written in line("SUMMARY", text(given_text)).removesuffix("\r\n").split("\r\n"):
        assert len(written.encode()) <= 75
        assert not {unicodedata.category(sign) for sign in written} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    whole = a_calendar(fragment(an_object(title=given_text, place=given_text, text=given_text)))
    (event,) = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    assert event["SUMMARY"] == clean(given_text, 500)
    assert event.get("DESCRIPTION", "") == clean_lines(given_text, 5000)
    other = vobject.readOne(whole)
    assert other.vevent.summary.value == clean(given_text, 500)
    assert len(other.contents["vevent"]) == 1


def test_a_series_reads_the_same_by_both_parsers_and_as_our_messages_write_it() -> None:
    whole = a_calendar(fragment(SERIES))
    events = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    model = icalendar.Calendar.from_ical(calendar_of([SERIES], method=Method.PUBLISH)).walk("VEVENT")
    for ours, theirs in zip(events, model, strict=True):
        for name in ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "RRULE", "RECURRENCE-ID"):
            assert (ours.get(name) and ours[name].to_ical()) == (theirs.get(name) and theirs[name].to_ical()), name
    assert events[0]["DESCRIPTION"] == SERIES.text
    master, moved = vobject.readOne(whole).contents["vevent"]
    days = [moment.astimezone(UTC) for moment in master.getrruleset()]
    assert datetime(2026, 12, 29, 12, 30, tzinfo=UTC) not in days
    assert (days[0], days[-1], len(days)) == (
        datetime(2026, 12, 8, 12, 30, tzinfo=UTC), datetime(2027, 1, 26, 12, 30, tzinfo=UTC), 7,
    )  # fmt: skip
    assert moved.dtstart.value.astimezone(UTC) == datetime(2026, 12, 16, 18, 0, tzinfo=UTC)
    assert moved.summary.value == "CODIR élargi"


def test_the_hours_of_a_private_series_say_no_word_of_it_not_even_on_a_moved_day() -> None:
    said = fragment(SERIES, busy=True)
    for secret in ("CODIR", "Salle", "budget", "conseil", "interco.example", SERIES.uid):
        assert secret not in said
    assert said.count(BUSY) == 2
    assert said.count(f"UID:{busy_uid(SERIES.uid)}") == 2


def test_whole_days_are_days() -> None:
    said = fragment(
        an_object(
            starts_at=datetime(2027, 3, 27, 23, 0, tzinfo=UTC), minutes=1380, zone=ZoneInfo("Europe/Paris"),
            is_whole_day=True,
        )
    )  # fmt: skip
    assert "DTSTART;VALUE=DATE:20270328\r\n" in said
    assert "DTEND;VALUE=DATE:20270329\r\n" in said


def test_the_hour_of_a_zone_that_changes_its_clocks_is_right_in_both_parsers() -> None:
    paris = ZoneInfo("Europe/Paris")
    for month, hour in ((1, 7), (7, 6)):
        starts_at = datetime(2027, month, 12, hour, 30, tzinfo=UTC)
        whole = a_calendar(fragment(an_object(starts_at=starts_at, zone=paris)), zone="Europe/Paris")
        assert "DTSTART;TZID=Europe/Paris:2027" in whole
        (event,) = icalendar.Calendar.from_ical(whole).walk("VEVENT")
        assert event.decoded("DTSTART").astimezone(UTC) == starts_at
        assert vobject.readOne(whole).vevent.dtstart.value.astimezone(UTC) == starts_at
