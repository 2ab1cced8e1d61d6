"""Who reads what of an event; when people are taken, whoever asks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interco.committees.enums import MeetingState
from interco.config.demo.organisation import Built
from interco.foundation.search.queries.find import find
from interco.scheduling.enums import Answer, Visibility
from interco.scheduling.policies.events import visible_to
from interco.scheduling.queries.agenda import entries
from interco.scheduling.queries.busy import busy, taken
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.queries.conflicts import Clash, Conflict, conflicts
from interco.scheduling.queries.words import conflict_words
from interco.scheduling.rules.series import Timing, planned
from interco.scheduling.services.guests import answer_invitation
from tests.cast import actor
from tests.committees.builders import ZONE, a_meeting
from tests.scheduling.builders import a_room, an_event, entrust

START, END = datetime(2026, 12, 7, tzinfo=UTC), datetime(2026, 12, 21, tzinfo=UTC)
PRIVATE = {"title": "Médecin", "visibility": Visibility.PRIVATE, "place": "Cabinet"}


@pytest.mark.parametrize(
    ("key", "reads"),
    [
        ("dgs", True),
        ("secretariat", True),
        ("dost", True),
        ("rh", False),
        ("administrateur", False),
        ("dgs_lamentin", False),
    ],
)
def test_a_private_event_is_read_by_its_owner_who_keeps_the_agenda_and_its_guests(
    cast: Built, key: str, reads: bool
) -> None:
    entrust(cast, "dgs", "secretariat")
    event = an_event(cast, guests=("dost",), title="Médecin", visibility=Visibility.PRIVATE)
    who = actor(cast, key)
    assert visible_to(who).filter(pk=event.pk).exists() is reads
    assert bool(find("Médecin", actor=who)) is reads


def test_an_agent_sees_of_a_private_event_that_its_owner_is_taken_and_nothing_else(cast: Built) -> None:
    an_event(cast, title="Médecin", visibility=Visibility.PRIVATE, place="Cabinet", text="Genou")
    (seen,) = entries(actor(cast, "rh"), START, END, people=[cast.people["dgs"].pk], layers=["events"])
    assert (seen.title, seen.place, seen.url, seen.uid, seen.is_hidden) == ("Occupé", "", "", "", True)
    assert "Médecin" not in repr(seen)
    assert entries(actor(cast, "rh"), START, END, people=None, layers=["events"]) == []


def test_somebody_outside_the_house_opens_no_agenda_but_their_own(cast: Built) -> None:
    an_event(cast)
    an_event(cast, guests=("dgs_lamentin",), title="Conférence", at=time(14))
    guest = actor(cast, "dgs_lamentin")
    assert entries(guest, START, END, people=[cast.people["dgs"].pk], layers=["events"]) == []
    assert [one.title for one in entries(guest, START, END, people=[cast.people["dgs_lamentin"].pk])] == ["Conférence"]


def test_people_are_taken_by_their_events_their_invitations_and_the_sessions_of_their_bodies(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    a_meeting(cast, day=date(2026, 12, 15))
    people = [cast.people[key].pk for key in ("dgs", "dost", "agent_rh")]
    found = busy(people, START, END)
    assert [(one.person_id, one.starts_at.astimezone(ZONE).hour) for one in found if one.starts_at.day == 9] == [
        (person, 10) for person in sorted(people[:2])
    ]
    assert {one.person_id for one in found if one.starts_at.day == 15} == set(people[:2])
    answer_invitation(event.participants.get(), answer=Answer.DECLINED, by=actor(cast, "dost"))
    assert {one.person_id for one in busy(people, START, END) if one.starts_at.day == 9} == {people[0]}


def test_a_cancelled_session_takes_nobody(cast: Built) -> None:
    a_meeting(cast, day=date(2026, 12, 15), state=MeetingState.CANCELLED)
    assert busy([cast.people["dgs"].pk], START, END) == []


def test_conflicts_are_told_for_people_rooms_and_closed_days(cast: Built) -> None:
    room = a_room()
    an_event(cast, guests=("dost",), resources=(room,))
    timing = Timing(first_on=date(2026, 12, 9), at=time(10, 30), minutes=30, zone=ZONE)
    found = conflicts(
        planned(timing, closed_days()).days, people=[cast.people["dost"].pk, cast.people["rh"].pk], resources=[room.pk]
    )
    assert [(one.clash, one.name, one.is_blocking) for one in found] == [
        (Clash.ROOM, "Salle A", True), (Clash.PERSON, cast.people["dost"].full_name, False),
    ]  # fmt: skip
    after = Timing(first_on=date(2026, 12, 9), at=time(11), minutes=30, zone=ZONE)
    assert conflicts(planned(after, closed_days()).days, people=[cast.people["dost"].pk], resources=[room.pk]) == []
    christmas = Timing(first_on=date(2026, 12, 25), at=time(11), minutes=30, zone=ZONE)
    assert [one.clash for one in conflicts(planned(christmas, closed_days()).days, people=[], resources=[])] == [
        Clash.CLOSED
    ]


def test_a_room_is_taken_by_its_bookings(cast: Built) -> None:
    room = a_room()
    event = an_event(cast, resources=(room,))
    assert [one.event_id for one in taken([room.pk], START, END)] == [event.pk]
    assert taken([room.pk], START, END, but=event.pk) == []


def test_a_whole_day_in_the_way_is_told_as_days() -> None:
    zone, midnight = ZoneInfo("America/Martinique"), datetime(2026, 12, 7, 4, tzinfo=UTC)
    one = Conflict(Clash.PERSON, "Rosalie", midnight, midnight + timedelta(days=1), 1)
    many = Conflict(Clash.PERSON, "Rosalie", midnight, midnight + timedelta(days=5), 1)
    assert [words.replace("\u00a0", " ") for words in conflict_words([one, many], zone)] == [
        "Rosalie : agenda pris toute la journée du lundi 7 décembre 2026.",
        "Rosalie : agenda pris du lundi 7 décembre 2026 au vendredi 11 décembre 2026.",
    ]
