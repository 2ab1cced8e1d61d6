"""Publishing an agenda to a real server: what stands there is what its owner may read, and nothing is written over blindly."""

from datetime import date, time, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.accounts import deactivate
from interco.scheduling.enums import Answer, Standing, Visibility
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.queries.calendar_objects import uid_of
from interco.scheduling.rules.events import DayContent
from interco.scheduling.rules.publication import mark_of
from interco.scheduling.services.days import cancel_day, move_day
from interco.scheduling.services.events import cancel_event, change_event
from interco.scheduling.services.guests import answer_invitation
from interco.scheduling.services.linked_calendars import change_link, put_back, unlink
from tests.cast import actor
from tests.committees.builders import a_meeting
from tests.scheduling.builders import an_event
from tests.scheduling.builders import content as an_hour
from tests.scheduling.linked.scenes import a_link, content, turn
from tests.scheduling.linked.servers import USER, Radicale


def test_the_agenda_stands_there_whole_and_two_parsers_read_it(cast: Built, server: Radicale, calendar: str) -> None:
    event = an_event(
        cast,
        title="Point ; à l’heure",
        place="Salle, 2e",
        visibility=Visibility.PRIVATE,
        outside=(("Zoé", "z@a.example"),),
    )
    an_event(cast, owner="rh", title="Entretien", guests=("dgs",))
    an_event(cast, owner="rh", title="Ailleurs")
    meeting = a_meeting(cast, day=date(2026, 12, 15))
    a_link(cast, server.address(calendar))
    assert turn() == 1
    titles = server.titles(calendar)
    assert {"Point ; à l’heure", "Entretien", f"CODIR n° {meeting.number}"} <= set(titles)
    assert "Ailleurs" not in titles
    (text,) = [one for one in server.resources(calendar).values() if "Point" in one]
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    other = vobject.readOne(text)
    assert found["UID"] == other.vevent.uid.value == uid_of(event)
    assert found["LOCATION"] == other.vevent.location.value == "Salle, 2e"
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_a_turn_that_finds_nothing_new_writes_nothing(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, title="Point DGA")
    a_link(cast, server.address(calendar))
    turn()
    etags = set(PublishedEvent.objects.values_list("etag", flat=True))
    assert "" not in etags
    turn(15)
    assert set(PublishedEvent.objects.values_list("etag", flat=True)) == etags


def test_changes_follow_within_a_minute_and_what_is_cancelled_or_declined_leaves(
    cast: Built, server: Radicale, calendar: str
) -> None:
    event = an_event(cast, title="Point DGA")
    gone = an_event(cast, title="Annulé bientôt")
    guest = an_event(cast, owner="rh", title="Décliné bientôt", guests=("dgs",)).participants.get()
    a_link(cast, server.address(calendar))
    turn()
    assert {"Point DGA", "Annulé bientôt", "Décliné bientôt"} <= set(server.titles(calendar))
    change_event(event, an_hour(title="Point déplacé"), version=None, by=actor(cast, "dgs"))
    cancel_event(gone, version=None, by=actor(cast, "dgs"))
    answer_invitation(guest, answer=Answer.DECLINED, by=actor(cast, "dgs"))
    turn(1)
    titles = set(server.titles(calendar))
    assert "Point déplacé" in titles
    assert not {"Point DGA", "Annulé bientôt", "Décliné bientôt"} & titles


def test_a_series_keeps_its_moved_and_cancelled_days(cast: Built, server: Radicale, calendar: str) -> None:
    series = an_event(cast, title="Revue", first_on=date(2026, 12, 10), at=time(9), rule="FREQ=WEEKLY;COUNT=4")
    a_link(cast, server.address(calendar))
    turn()
    days = list(series.occurrences.order_by("day"))
    moved = DayContent(day=days[1].day + timedelta(days=1), at=time(15), minutes=60)
    move_day(days[1], moved, version=None, by=actor(cast, "dgs"))
    cancel_day(days[2], version=None, by=actor(cast, "dgs"))
    turn(1)
    (text,) = [one for one in server.resources(calendar).values() if "Revue" in one]
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 2
    assert "EXDATE;TZID=America/Martinique:20261224T090000" in text.replace("\r\n ", "")


def test_an_event_changed_there_is_left_and_told_until_its_owner_puts_it_back(
    cast: Built, server: Radicale, calendar: str
) -> None:
    event = an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    name = next(name for name, text in server.resources(calendar).items() if "Point DGA" in text)
    theirs = server.resources(calendar)[name].replace("Point DGA", "Mon point à moi")
    assert server.call("PUT", f"/{USER}/{calendar}/{name}", theirs, Content_Type="text/calendar")[0] in {201, 204}
    change_event(event, an_hour(title="Point changé ici"), version=None, by=actor(cast, "dgs"))
    turn(1)
    assert "Mon point à moi" in server.titles(calendar)
    row = PublishedEvent.objects.get(event=event)
    assert row.state == Standing.CHANGED_THERE
    turn(16)
    assert "Mon point à moi" in server.titles(calendar)
    link.refresh_from_db()
    assert link.fault == ""
    put_back(link, row, by=actor(cast, "dgs"))
    turn(17)
    assert "Point changé ici" in server.titles(calendar)
    assert "Mon point à moi" not in server.titles(calendar)


def test_an_event_removed_there_stays_removed_until_its_owner_puts_it_back(
    cast: Built, server: Radicale, calendar: str
) -> None:
    event = an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    name = next(name for name, text in server.resources(calendar).items() if "Point DGA" in text)
    assert server.call("DELETE", f"/{USER}/{calendar}/{name}")[0] == 200
    change_event(event, an_hour(title="Point changé ici"), version=None, by=actor(cast, "dgs"))
    turn(1)
    turn(16)
    assert "Point changé ici" not in server.titles(calendar)
    row = PublishedEvent.objects.get(event=event)
    assert row.state == Standing.REMOVED_THERE
    put_back(link, row, by=actor(cast, "dgs"))
    turn(17)
    assert "Point changé ici" in server.titles(calendar)


def test_what_must_leave_leaves_even_changed_there(cast: Built, server: Radicale, calendar: str) -> None:
    event = an_event(cast, title="Point DGA")
    a_link(cast, server.address(calendar))
    turn()
    name = next(name for name, text in server.resources(calendar).items() if "Point DGA" in text)
    theirs = server.resources(calendar)[name].replace("Point DGA", "Mon point à moi")
    server.call("PUT", f"/{USER}/{calendar}/{name}", theirs, Content_Type="text/calendar")
    cancel_event(event, version=None, by=actor(cast, "dgs"))
    turn(1)
    assert name not in server.resources(calendar)


def test_an_invitation_accepted_there_by_mail_is_not_doubled(cast: Built, server: Radicale, calendar: str) -> None:
    event = an_event(cast, owner="rh", title="Entretien", guests=("dgs",))
    server.put(calendar, "accepted.ics", "BEGIN:VEVENT", f"UID:{uid_of(event)}", "DTSTAMP:20261201T000000Z",
               "DTSTART:20261209T140000Z", "DTEND:20261209T150000Z", "SUMMARY:Entretien", "END:VEVENT")  # fmt: skip
    a_link(cast, server.address(calendar))
    turn()
    assert server.titles(calendar).count("Entretien") == 1
    assert PublishedEvent.objects.get(event=event).state == Standing.ALREADY_THERE
    cancel_event(event, version=None, by=actor(cast, "rh"))
    turn(1)
    assert "accepted.ics" in server.resources(calendar)  # hers, that her own program keeps
    assert not PublishedEvent.objects.filter(event=event).exists()


def test_what_other_programs_put_there_is_never_touched(cast: Built, server: Radicale, calendar: str) -> None:
    server.put(calendar, "theirs.ics", "BEGIN:VEVENT", "UID:theirs", "DTSTAMP:20261201T000000Z",
               "DTSTART:20261209T140000Z", "DTEND:20261209T150000Z", "SUMMARY:Dentiste", "END:VEVENT")  # fmt: skip
    before = server.resources(calendar)["theirs.ics"]
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    unlink(link, keeping=False, by=actor(cast, "dgs"))
    turn(1)
    assert server.resources(calendar) == {"theirs.ics": before}
    assert not LinkedCalendar.objects.exists()


def test_to_stop_publishing_takes_everything_away(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    assert server.resources(calendar)
    change_link(link, content("", password="", publishes=False), version=None, by=actor(cast, "dgs"))
    turn(1)
    assert not server.resources(calendar)
    assert LinkedCalendar.objects.get().published.count() == 0


def test_to_unlink_may_leave_there_what_stands(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    held = server.resources(calendar)
    assert unlink(link, keeping=True, by=actor(cast, "dgs"))
    turn(1)
    assert server.resources(calendar) == held
    a_link(cast, server.address(calendar))  # linked again, it knows its own
    turn(2)
    assert server.resources(calendar) == held
    assert set(PublishedEvent.objects.values_list("state", flat=True)) == {Standing.PUBLISHED}


def test_an_account_that_closes_takes_away_what_it_published(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, owner="rh", title="Entretien")
    a_link(cast, server.address(calendar), owner="rh")
    turn()
    assert "Entretien" in server.titles(calendar)
    deactivate(cast.users["rh"], by=actor(cast, "administrateur"))
    turn(1)
    assert not server.resources(calendar)
    assert not LinkedCalendar.objects.exists()


def test_old_events_are_not_published_but_stay_once_they_are(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, title="Ancien", first_on=date(2026, 10, 1))
    an_event(cast, title="Récent")
    a_link(cast, server.address(calendar))
    turn()
    assert "Ancien" not in server.titles(calendar)
    turn(60 * 24 * 60)
    assert "Récent" in server.titles(calendar)


@pytest.mark.parametrize("fields", [{"rule": "FREQ=DAILY;COUNT=3"}, {"at": None, "minutes": 2880}])
def test_what_we_write_is_what_we_read_back(
    cast: Built, server: Radicale, calendar: str, fields: dict[str, Any]
) -> None:
    """The mark of an event does not depend on how the server writes it again."""
    event = an_event(cast, title="Long « titre » " + "é" * 90, text="Une ligne ;\nune autre, et \\ puis", **fields)
    a_link(cast, server.address(calendar))
    turn()
    row = PublishedEvent.objects.get(event=event)
    (text,) = [one for one in server.resources(calendar).values() if uid_of(event) in one]
    assert row.mark == mark_of(text.encode()) != ""
    assert row.mark != mark_of(text.replace("Une ligne", "Deux lignes").encode())
