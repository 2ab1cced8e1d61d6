"""Reading when a real server says somebody is taken: shown as « occupé », met by conflicts and free slots, never as titles."""

from datetime import UTC, datetime, time, timedelta

from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.core.clock import travel
from interco.foundation.core.sealing import seal
from interco.scheduling.models import LinkedCalendar, OutsideBusy
from interco.scheduling.queries.busy import busy
from interco.scheduling.queries.calendar_objects import uid_of
from interco.scheduling.queries.conflicts import Clash, conflicts
from interco.scheduling.queries.free_slots import SlotSearch, find_slots
from interco.scheduling.rules.busy_reading import Reader
from interco.scheduling.rules.ical_reading import calendar_of
from interco.scheduling.rules.series import PlannedDay
from interco.scheduling.services.dav import DavCalendar, tidy_address
from interco.scheduling.services.linked_calendars import change_link
from tests.cast import NOW, actor
from tests.scheduling.builders import an_event, entrust
from tests.scheduling.feeds.test_subscribe import address
from tests.scheduling.linked.scenes import a_link, content, turn
from tests.scheduling.linked.servers import PASSWORD, USER, Radicale, bad_server, says

DENTIST = (
    "BEGIN:VEVENT", "UID:dentist", "DTSTAMP:20261201T000000Z", "DTSTART:20261209T140000Z", "DTEND:20261209T150000Z",
    "SUMMARY:Dentiste", "LOCATION:Rue des Hibiscus", "END:VEVENT",
)  # fmt: skip
TWO = datetime(2026, 12, 9, 14, tzinfo=UTC)


def hours() -> list[tuple[datetime, datetime]]:
    return list(OutsideBusy.objects.order_by("starts_at").values_list("starts_at", "ends_at"))


def test_hours_taken_elsewhere_are_kept_without_a_word_of_what_they_are(
    cast: Built, server: Radicale, calendar: str
) -> None:
    server.put(calendar, "dentist.ics", *DENTIST)
    a_link(cast, server.address(calendar), publishes=False)
    turn()
    assert hours() == [(TWO, TWO + timedelta(hours=1))]
    for model in (OutsideBusy, LinkedCalendar):
        assert "Dentiste" not in repr(list(model.objects.values()))
        assert "Hibiscus" not in repr(list(model.objects.values()))


def test_they_are_met_by_conflicts_and_free_slots(cast: Built, server: Radicale, calendar: str) -> None:
    server.put(calendar, "dentist.ics", *DENTIST)
    a_link(cast, server.address(calendar), publishes=False)
    turn()
    person = cast.people["dgs"].pk
    day = PlannedDay(TWO.date(), TWO + timedelta(minutes=30), TWO + timedelta(hours=2))
    (found,) = conflicts([day], people=[person], resources=[])
    assert (found.clash, found.starts_at) == (Clash.PERSON, TWO)
    slots = find_slots(
        SlotSearch(required=frozenset({person}), minutes=60, first=TWO.date(), last=TWO.date()), actor(cast, "dgs")
    )
    assert slots.proposals
    assert all(one.slot.ends_at <= TWO or one.slot.starts_at >= TWO + timedelta(hours=1) for one in slots.proposals)
    assert not slots.old


def test_they_show_as_taken_in_the_agenda_of_the_person_and_to_colleagues(
    cast: Built, server: Radicale, calendar: str, client: Client
) -> None:  # fmt: skip
    server.put(calendar, "dentist.ics", *DENTIST)
    a_link(cast, server.address(calendar), publishes=False)
    turn()
    with travel(NOW):
        for key, who in (("dgs", ""), ("rh", cast.people["dgs"].public_id)):
            client.force_login(cast.users[key])
            page = client.get(f"/agenda/?vue=liste&jour=2026-12-09&qui={who}").content.decode()
            assert "Occupé ailleurs" in page  # the layer
            assert page.count(">Occupé<") == 1
            assert "Dentiste" not in page
        client.force_login(cast.users["rh"])
        assert "Occupé ailleurs" not in client.get("/agenda/?vue=liste&jour=2026-12-09").content.decode()
        off = client.get(
            f"/agenda/?vue=liste&jour=2026-12-09&filtre=1&qui={cast.people['dgs'].public_id}"
        ).content.decode()
        assert ">Occupé<" not in off


def test_our_own_events_published_or_accepted_there_take_nobody_twice(
    cast: Built, server: Radicale, calendar: str
) -> None:
    event = an_event(cast, title="Point DGA")
    invited = an_event(cast, owner="rh", title="Entretien", at=time(15), guests=("dgs",))
    server.put(calendar, "accepted.ics", "BEGIN:VEVENT", f"UID:{uid_of(invited)}", "DTSTAMP:20261201T000000Z",
               "DTSTART:20261209T190000Z", "DTEND:20261209T200000Z", "SUMMARY:Entretien", "END:VEVENT")  # fmt: skip
    a_link(cast, server.address(calendar))
    turn()
    assert event.title in server.titles(calendar)
    assert hours() == []
    turn(16)
    assert hours() == []
    assert len(busy([cast.people["dgs"].pk], TWO - timedelta(days=1), TWO + timedelta(days=1))) == 2


def test_series_moved_days_and_what_takes_nobody(cast: Built, server: Radicale, calendar: str) -> None:
    server.put(
        calendar, "series.ics",
        "BEGIN:VEVENT", "UID:s", "DTSTAMP:20261201T000000Z", "DTSTART;TZID=Europe/Paris:20261208T083000",
        "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Paris:20261222T083000", "SUMMARY:a", "END:VEVENT",
        "BEGIN:VEVENT", "UID:s", "DTSTAMP:20261201T000000Z", "RECURRENCE-ID;TZID=Europe/Paris:20261215T083000",
        "DTSTART;TZID=Europe/Paris:20261216T100000", "DURATION:PT30M", "SUMMARY:a", "END:VEVENT",
    )  # fmt: skip
    for uid, line in (("t", "TRANSP:TRANSPARENT"), ("c", "STATUS:CANCELLED")):
        server.put(calendar, f"{uid}.ics", "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261201T000000Z",
                   "DTSTART:20261210T140000Z", "DTEND:20261210T150000Z", line, "END:VEVENT")  # fmt: skip
    a_link(cast, server.address(calendar), publishes=False)
    turn()
    assert [(one.isoformat(), two.isoformat()) for one, two in hours()] == [
        ("2026-12-08T07:30:00+00:00", "2026-12-08T08:30:00+00:00"),
        ("2026-12-16T09:00:00+00:00", "2026-12-16T09:30:00+00:00"),
        ("2026-12-29T07:30:00+00:00", "2026-12-29T08:30:00+00:00"),
    ]


def test_it_is_read_again_every_quarter_of_an_hour_and_follows(cast: Built, server: Radicale, calendar: str) -> None:
    a_link(cast, server.address(calendar), publishes=False)
    turn()
    server.put(calendar, "dentist.ics", *DENTIST)
    turn(14)
    assert hours() == []
    turn(15)
    assert len(hours()) == 1
    server.call("DELETE", f"/odette/{calendar}/dentist.ics")
    turn(30)
    assert hours() == []


def test_a_server_that_does_not_answer_any_more_leaves_what_was_read_and_it_is_told(
    cast: Built, server: Radicale, calendar: str, client: Client
) -> None:  # fmt: skip
    server.put(calendar, "dentist.ics", *DENTIST)
    link = a_link(cast, server.address(calendar), publishes=False)
    turn()
    with bad_server(says("500 Broken")) as bad:
        LinkedCalendar.objects.filter(pk=link.pk).update(
            address=server.address(calendar).replace(str(server.port), str(bad.port))
        )
        turn(30)
    assert len(hours()) == 1
    client.force_login(cast.users["dgs"])
    with travel(NOW + timedelta(minutes=90)):
        page = client.get("/agenda/?vue=liste&jour=2026-12-09").content.decode()
        assert "agenda d’ailleurs relu pour la dernière fois" in page
        assert "Cette lecture est ancienne" in client.get(f"/agenda/calendriers/{link.public_id}").content.decode()
        asked = {
            "title": "Point",
            "first_on": "2026-12-09",
            "at": "10:00",
            "ends": "11:00",
            "owner": cast.people["dgs"].public_id,
        }
        assert "relu pour la dernière fois" in client.get("/agenda/evenements/verifier", asked).json()["html"]
        slots = find_slots(
            SlotSearch(required=frozenset({cast.people["dgs"].pk}), minutes=60, first=TWO.date(), last=TWO.date()),
            actor(cast, "dgs", NOW + timedelta(minutes=90)),
        )
        assert [one.name for one in slots.old] == [cast.people["dgs"].full_name]


def test_what_is_taken_elsewhere_is_neither_published_nor_in_feeds(
    cast: Built, server: Radicale, calendar: str, client: Client
) -> None:  # fmt: skip
    server.put(calendar, "dentist.ics", *DENTIST)
    a_link(cast, server.address(calendar))
    a_link(cast, server.make(f"{calendar}-bis"), reads=False)
    turn()
    turn(16)
    assert server.resources(f"{calendar}-bis") == {} or "Occupé" not in server.titles(f"{calendar}-bis")
    assert server.titles(calendar) == ["Dentiste"]
    assert "Occupé" not in client.get(address(cast)).content.decode()


def test_to_stop_reading_forgets_the_hours(cast: Built, server: Radicale, calendar: str) -> None:
    server.put(calendar, "dentist.ics", *DENTIST)
    link = a_link(cast, server.address(calendar))
    turn()
    link.refresh_from_db()
    change_link(link, content("", reads=False), version=link.version, by=actor(cast, "dgs"))
    assert hours() == []


def test_an_assistant_links_the_agenda_she_keeps(cast: Built, server: Radicale, calendar: str) -> None:
    entrust(cast, "dgs", "secretariat")
    server.put(calendar, "dentist.ics", *DENTIST)
    link = a_link(cast, server.address(calendar), by="secretariat")
    turn()
    assert link.person == cast.people["dgs"]
    assert OutsideBusy.objects.get().person == cast.people["dgs"]


HOURS_ONLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\nBEGIN:VFREEBUSY\r\nDTSTAMP:20261201T000000Z\r\n"
    "FREEBUSY;FBTYPE=BUSY:20261209T140000Z/20261209T150000Z,20261210T140000Z/PT2H\r\n"
    "FREEBUSY;FBTYPE=FREE:20261211T140000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
)


def test_a_server_that_gives_hours_only_is_read_less_our_own(cast: Built, server: Radicale, calendar: str) -> None:
    """Radicale gives everything or nothing: a few lines stand for a server that shares hours only (RFC 4791, 7.10)."""
    an_event(cast, title="Point DGA")  # 14:00 to 15:00 UTC on the 9th
    link = a_link(cast, server.address(calendar), publishes=False)
    wire_of = {True: says("200 OK", HOURS_ONLY.encode()), False: says("403 Forbidden")}
    with bad_server(lambda wire: wire_of[b"free-busy-query" in bad.asked[-1]](wire)) as bad:  # noqa: PLW0108 - it is asked then
        LinkedCalendar.objects.filter(pk=link.pk).update(address=bad.address)
        link.refresh_from_db()
        LinkedCalendar.objects.filter(pk=link.pk).update(sealed=seal("x", purpose=link.purpose))
        turn()
    next_day = TWO + timedelta(days=1)
    assert hours() == [(next_day, next_day + timedelta(hours=2))]


def test_radicale_answers_our_question_of_hours(cast: Built, server: Radicale, calendar: str) -> None:
    """The second question, put to the real server."""
    server.put(calendar, "dentist.ics", *DENTIST)
    told = DavCalendar(tidy_address(server.address(calendar)), USER, PASSWORD).free_busy(
        TWO - timedelta(days=2), TWO + timedelta(days=2)
    )
    reader = Reader(TWO - timedelta(days=2), TWO + timedelta(days=2), zone=actor(cast, "dgs").zone, ours=())  # type: ignore[arg-type]  # the territory's
    reader.read(calendar_of(told))
    assert list(reader.reading().spans) == [(TWO, TWO + timedelta(hours=1))]
