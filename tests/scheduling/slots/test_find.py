"""The best slots of people and rooms as the house has them, and one click that plans the event."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Answer, EventKind, ResourceKind, Visibility
from interco.scheduling.models import Closure, Event, Resource
from interco.scheduling.queries.free_slots import ANY_ROOM, FoundSlots, SlotSearch, find_slots
from interco.scheduling.rules.working_hours import Preference
from interco.scheduling.services.working_hours import set_working_hours
from tests.cast import actor
from tests.committees.builders import a_meeting
from tests.matrix.principals import BACKEND
from tests.scheduling.builders import a_room, an_event, entrust

DAY = date(2026, 12, 9)


def found(cast: Built, *people: str, by: str = "dgs", **fields: Any) -> FoundSlots:
    """What is proposed on Wednesday 9 December 2026 for an hour."""
    optional = frozenset(cast.people[key].pk for key in fields.pop("optional", ()))
    given: dict[str, Any] = {"minutes": 60, "first": DAY, "last": DAY, **fields}
    search = SlotSearch(required=frozenset(cast.people[key].pk for key in people), optional=optional, **given)
    return find_slots(search, actor(cast, by))


def hours(cast: Built, given: FoundSlots) -> list[str]:
    """The hours proposed, by the wall clock of Martinique."""
    zone = actor(cast, "dgs").zone
    return [f"{one.slot.starts_at.astimezone(zone):%H:%M}" for one in given.proposals]


def test_everybody_free_has_the_first_hour_of_the_day(cast: Built) -> None:
    one = found(cast, "dgs", "dost").proposals[0]
    assert (one.slot.starts_at.astimezone(actor(cast, "dgs").zone).hour, one.reason) == (8, "Tout le monde est libre")


def test_events_owned_accepted_or_unanswered_take_their_people_and_declined_ones_do_not(cast: Built) -> None:
    an_event(cast, owner="dgs", at=time(8), minutes=270)
    event = an_event(cast, owner="rh", guests=("dost",), at=time(13, 30), minutes=120)
    assert hours(cast, found(cast, "dgs", "dost")) == ["15:30"]
    event.participants.update(answer=Answer.DECLINED)
    assert hours(cast, found(cast, "dgs", "dost"))[0] == "13:30"


def test_a_private_event_takes_its_owner_and_says_nothing(cast: Built) -> None:
    an_event(cast, owner="dgs", title="Médecin", visibility=Visibility.PRIVATE, at=time(8), minutes=540)
    given = found(cast, "dgs", by="rh")
    assert [row.full_name for row in given.proposals[0].missing] == [cast.people["dgs"].full_name]
    assert "Médecin" not in given.proposals[0].reason
    assert given.proposals[0].reason == f"Manque {cast.people['dgs'].full_name}"


def test_an_absence_takes_the_day(cast: Built) -> None:
    an_event(cast, owner="dost", kind=EventKind.ABSENCE, at=None, minutes=1440, title="Congé")
    assert found(cast, "dgs", "dost", last=date(2026, 12, 10)).proposals[0].slot.starts_at.day == 10


def test_an_optional_person_missing_is_named(cast: Built) -> None:
    an_event(cast, owner="rh", at=time(8), minutes=540)
    one = found(cast, "dgs", optional=("rh",)).proposals[0]
    assert one.reason == f"Manque {cast.people['rh'].full_name} (facultatif)"


def test_the_smallest_room_that_fits_is_proposed_and_a_taken_one_is_not(cast: Built) -> None:
    small, large = a_room("Salle A", capacity=12), a_room("Salle B", capacity=40)
    a_room("Placard", capacity=2)
    search: dict[str, Any] = {"room": ANY_ROOM, "seats": 10}
    assert found(cast, "dgs", **search).proposals[0].reason == "Tout le monde est libre ; Salle A, 12 places"
    an_event(cast, owner="rh", at=time(8), minutes=540, resources=(small,))
    one = found(cast, "dgs", **search).proposals[0]
    assert (one.room, one.reason) == (large, "Tout le monde est libre ; Salle B, 40 places")
    assert "aucune salle libre d’au moins 50 places" in found(cast, "dgs", room=ANY_ROOM, seats=50).proposals[0].reason


def test_a_closed_day_and_hours_not_worked_hold_no_slot(cast: Built) -> None:
    Closure.objects.create(day=DAY, label="Pont")
    assert not found(cast, "dgs").proposals
    thursday: dict[str, Any] = {"first": date(2026, 12, 10), "last": date(2026, 12, 10)}
    set_working_hours({3: [(time(10), time(11))]}, by=actor(cast, "secretariat"))
    assert hours(cast, found(cast, "dgs", **thursday)) == ["10:00"]


def test_the_afternoon_comes_first_when_it_is_preferred(cast: Built) -> None:
    one = found(cast, "dgs", preference=Preference.AFTERNOON).proposals[0]
    assert one.reason == "Tout le monde est libre ; l’après-midi, comme souhaité"


def test_the_agenda_of_a_commune_is_unknown_even_when_its_person_is_a_guest_here(cast: Built) -> None:
    an_event(cast, owner="dgs", guests=("dgs_lamentin",), at=time(8), minutes=540)
    given = found(cast, "rh", "dgs_lamentin", by="rh")
    assert given.unknown == [cast.people["dgs_lamentin"].full_name]
    assert given.proposals[0].reason == "Tous les agendas connus sont libres"


def test_the_number_of_queries_is_that_of_one_person_for_everybody(cast: Built) -> None:
    a_room(capacity=40)

    def count(*people: str, last: date) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found(cast, *people, room=ANY_ROOM, last=last)
        return len(seen)

    alone = count("dgs", last=DAY)
    an_event(cast, owner="dgs", guests=("rh", "dost"))
    an_event(cast, owner="rh", at=time(15))
    assert count("dgs", "rh", "dost", "secretariat", last=date(2027, 1, 30)) == alone


@pytest.fixture
def client(cast: Built) -> Client:
    """The browser of the DGS."""
    client = Client()
    client.force_login(cast.users["dgs"], backend=BACKEND)
    return client


def form(**fields: object) -> dict[str, object]:
    """What the form of a new event sends, as it was filled."""
    return {"title": "Budget", "guest": ["", ""], "minutes": "60", "first_on": "2026-12-09", **fields}


def test_two_clicks_from_the_form_of_a_new_event_plan_it_with_its_guests_and_room(cast: Built, client: Client) -> None:
    a_room("Salle A", capacity=12)
    guests = [cast.people[key].full_name for key in ("dost", "rh", "secretariat")]
    typed = form(
        guest=guests, optional=[cast.people["communication"].full_name], room=ANY_ROOM, text="Ordre du jour joint"
    )
    page = client.post("/agenda/creneaux", typed)
    assert page.status_code == 200
    choice = page.content.decode().split('name="choice" value="')[1].split('"')[0]
    kept = client.post("/agenda/creneaux/retenir", {**typed, "choice": choice.replace("&#43;", "+")})
    assert kept.status_code == 302
    event = Event.objects.get(title="Budget")
    assert (event.first_on, event.at, event.text) == (date(2026, 12, 9), time(8), "Ordre du jour joint")
    assert {(row.person_id, row.role) for row in event.participants.all()} == {
        *((cast.people[key].pk, "required") for key in ("dost", "rh", "secretariat")),
        (cast.people["communication"].pk, "optional"),
    }
    assert list(event.resources.values_list("name", flat=True)) == ["Salle A"]


def test_the_room_and_the_equipment_ticked_on_the_form_of_an_event_follow(cast: Built, client: Client) -> None:
    room, beamer = a_room("Salle A", capacity=12), a_room("Vidéoprojecteur", kind=ResourceKind.EQUIPMENT)
    typed = form(
        minutes="", at="09:00", ends="10:30", resources=[beamer.public_id, room.public_id], repeat="FREQ=WEEKLY"
    )
    page = client.post("/agenda/creneaux", typed).content.decode()
    assert "Salle A, 12 places" in page
    assert 'name="minutes" value="90"' in page
    assert "la répétition n’est pas reprise" in page
    choice = f"2026-12-09T12:00:00+00:00|{room.public_id}"
    client.post("/agenda/creneaux/retenir", {**typed, "choice": choice})
    assert set(Event.objects.get().resources.all()) == {room, beamer}


def test_a_room_taken_meanwhile_refuses_the_choice_and_keeps_what_was_typed(cast: Built, client: Client) -> None:
    room = a_room("Salle A", capacity=12)
    choice = f"2026-12-09T12:00:00+00:00|{room.public_id}"
    an_event(cast, owner="rh", at=time(8), resources=(room,))
    answer = client.post("/agenda/creneaux/retenir", form(choice=choice))
    assert answer.status_code == 422
    assert "Budget" in answer.content.decode()
    assert not Event.objects.filter(title="Budget").exists()


def test_a_name_nobody_bears_is_told_and_stays(client: Client) -> None:
    answer = client.post("/agenda/creneaux", form(guest=["Personne Inconnue"]))
    assert answer.status_code == 422
    assert answer.content.decode().count("Personne Inconnue") == 2


@pytest.mark.parametrize("choice", ["", "demain", "2026-12-09T12:00:00", "2026-12-09T12:00:00+00:00|nulle"])
def test_a_slot_that_is_none_of_ours_plans_nothing(client: Client, choice: str) -> None:
    assert client.post("/agenda/creneaux/retenir", form(choice=choice)).status_code == 422
    assert not Event.objects.exists()


def test_who_keeps_an_agenda_places_the_meeting_in_it(cast: Built) -> None:
    entrust(cast, "dgs", "secretariat")
    client = Client()
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    owner = cast.people["dgs"].public_id
    client.post("/agenda/creneaux/retenir", form(owner=owner, choice="2026-12-09T12:00:00+00:00|"))
    assert Event.objects.get().owner == cast.people["dgs"]
    client.post(
        "/agenda/creneaux/retenir", form(owner=cast.people["rh"].public_id, choice="2026-12-09T12:00:00+00:00|")
    )
    assert Event.objects.count() == 1


def test_a_program_finds_the_same_slots(cast: Built, client: Client) -> None:
    Resource.objects.create(name="Salle A", capacity=12)
    an_event(cast, owner="dost", at=time(8), minutes=270)
    people = {"personne": cast.people["dost"].public_id, "facultatif": cast.people["rh"].public_id}
    answer = client.get("/api/agenda/creneaux", {**people, "du": "2026-12-09", "au": "2026-12-09", "salle": "any"})
    first = answer.json()["slots"][0]
    assert (first["starts_at"], first["room"]["name"]) == ("2026-12-09T17:30:00Z", "Salle A")
    assert client.get("/api/agenda/creneaux", {"personne": "nulle"}).status_code == 422
    assert client.get("/api/agenda/creneaux", {"du": "2026-12-09", "au": "2028-12-09"}).status_code == 422


def test_a_session_of_a_body_takes_its_members(cast: Built) -> None:
    a_meeting(cast, day=DAY)
    given = found(cast, "dgs")
    begins = given.proposals[0].slot.starts_at.astimezone(actor(cast, "dgs").zone)
    assert (begins.hour, begins.minute) == (11, 0)
