"""The pages of the agenda: what is understood, seen, saved, exported."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.scheduling.enums import Visibility
from interco.scheduling.models import AgendaDelegation, Event, Resource
from tests.cast import NOW
from tests.matrix.principals import BACKEND
from tests.scheduling.builders import a_room, an_event, entrust

pytestmark = pytest.mark.django_db
FORM = {"title": "Revue", "first_on": "2026-12-09", "at": "10:00", "ends": "11:00"}


def browser(cast: Built, key: str) -> Client:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(cast.users[key], backend=BACKEND)
    return client


@pytest.fixture(autouse=True)
def at_the_time_of_the_cast() -> Any:
    with clock.travel(NOW):
        yield


def test_a_sentence_fills_the_form_and_says_what_was_understood(cast: Built) -> None:
    room = a_room()
    page = (
        browser(cast, "dost")
        .get("/agenda/evenements/nouveau", {"phrase": "CODIR mardi 8h30 salle A 2h30"})
        .content.decode()
    )
    assert 'value="CODIR"' in page
    assert 'value="2026-12-08"' in page
    assert 'value="08:30"' in page
    assert 'value="11:00"' in page
    assert f'value="{room.public_id}" checked' in page
    assert "Rien ne s’y oppose" in page
    assert not Event.objects.exists()


def test_nothing_is_said_to_be_free_while_a_guest_is_nobody(cast: Built) -> None:
    """The saving refuses them: the preview does not say that all is well, and still counts the others."""
    door = browser(cast, "dost")
    known = cast.people["rh"].full_name
    asked = {**FORM, "guest": [known, "Personne Inconnue"]}
    shown = door.get("/agenda/evenements/verifier", asked).json()["html"]
    assert "Rien ne s’y oppose" not in shown
    assert "« Personne Inconnue » : pas encore reconnu parmi les personnes." in shown.replace("\xa0", " ").replace(
        "\u202f", " "
    )
    assert (
        "Rien ne s’y oppose" in door.get("/agenda/evenements/verifier", {**FORM, "guest": [known, ""]}).json()["html"]
    )


def test_an_event_is_written_with_its_guests(cast: Built) -> None:
    answer = browser(cast, "dost").post(
        "/agenda/evenements/nouveau", {**FORM, "guest": [cast.people["rh"].full_name, "Zoé Hors <zoe@x.fr>", ""]}
    )
    event = Event.objects.get()
    assert answer.headers["Location"] == f"/agenda/evenements/{event.public_id}"
    assert [row.name for row in event.participants.all()] == [cast.people["rh"].full_name, "Zoé Hors"]


def test_a_name_nobody_bears_is_told_and_nothing_is_written(cast: Built) -> None:
    answer = browser(cast, "dost").post("/agenda/evenements/nouveau", {**FORM, "guest": ["Personne Inconnue"]})
    assert answer.status_code == 422
    assert "Nous ne connaissons pas" in answer.content.decode()
    assert not Event.objects.exists()


def test_a_conflict_of_people_is_shown_once_then_accepted(cast: Built) -> None:
    an_event(cast, guests=("rh",))
    client = browser(cast, "dost")
    form = {**FORM, "guest": [cast.people["rh"].full_name]}
    answer = client.post("/agenda/evenements/nouveau", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "déjà occupé" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post("/agenda/evenements/nouveau", {**form, "seen": "autre"}).status_code == 422
    assert client.post("/agenda/evenements/nouveau", {**form, "seen": seen}).status_code == 302


def test_a_room_already_taken_is_never_accepted(cast: Built) -> None:
    room = a_room()
    an_event(cast, resources=(room,))
    client = browser(cast, "dost")
    answer = client.post("/agenda/evenements/nouveau", {**FORM, "resources": [room.public_id]})
    seen = answer.content.decode().split('name="seen" value="')[1].split('"')[0]
    again = client.post("/agenda/evenements/nouveau", {**FORM, "resources": [room.public_id], "seen": seen})
    assert (answer.status_code, again.status_code, Event.objects.count()) == (422, 422, 1)


def test_what_the_form_would_give_is_asked_as_one_types(cast: Built) -> None:
    an_event(cast, guests=("rh",))
    answer = browser(cast, "dost").get(
        "/agenda/evenements/verifier",
        {**FORM, "guest": cast.people["rh"].full_name, "repeat": "weekly", "until_on": "2027-01-31"},
    )
    page = answer.json()["html"].replace("\xa0", " ").replace("\u202f", " ")
    assert "mercredi 9 décembre 2026, de 10 h à 11 h" in page
    assert "chaque mercredi" in page
    assert "déjà occupé" in page


@pytest.mark.parametrize(
    "query", ["", "?title=x", "?first_on=hier", "?event=nulle", "?first_on=2026-12-09&at=10:00&zone=Mars"]
)
def test_a_form_half_typed_asks_nothing(cast: Built, query: str) -> None:
    assert browser(cast, "dost").get(f"/agenda/evenements/verifier{query}").status_code in {200, 404}


def test_a_drag_opens_the_form_where_the_event_was_put(cast: Built) -> None:
    event = an_event(cast, owner="dost")
    address = f"/agenda/evenements/{event.public_id}/modifier"
    page = browser(cast, "dost").get(
        address, {"jour": "2026-12-09", "vers": "2026-12-10", "heure": "14:30", "minutes": "90"}
    ).content.decode()  # fmt: skip
    assert 'value="2026-12-10"' in page
    assert 'value="14:30"' in page
    assert 'value="16:00"' in page


@pytest.mark.parametrize(
    ("scope", "starts"), [("day", [9, 11, 9, 9]), ("following", [9, 11, 11, 11]), ("all", [11, 11, 11, 11])]
)
def test_a_series_is_changed_on_one_day_from_a_day_on_or_whole(cast: Built, scope: str, starts: list[int]) -> None:
    event = an_event(cast, owner="dost", rule="FREQ=WEEKLY;COUNT=4", at=time(9))
    form = {**FORM, "first_on": "2026-12-16", "at": "11:00", "ends": "12:00", "jour": "2026-12-16", "scope": scope,
            "repeat": "weekly", "until_on": "2026-12-30", "version": "1"}  # fmt: skip
    answer = browser(cast, "dost").post(f"/agenda/evenements/{event.public_id}/modifier", form)
    assert answer.status_code == 302, answer.content.decode()
    rows = [row for one in Event.objects.order_by("pk") for row in one.occurrences.all()]
    assert [row.starts_at.hour - 4 for row in sorted(rows, key=lambda row: row.starts_at)] == starts


def test_an_older_version_is_told_and_nothing_changes(cast: Built) -> None:
    event = an_event(cast, owner="dost")
    answer = browser(cast, "dost").post(f"/agenda/evenements/{event.public_id}/modifier", {**FORM, "version": "0"})
    assert answer.status_code == 422
    event.refresh_from_db()
    assert event.title == "Point DGA"


def test_layers_are_switched_and_a_colleague_s_agenda_shows_only_what_it_may(cast: Built) -> None:
    an_event(cast, owner="dgs", title="Médecin", visibility=Visibility.PRIVATE)
    an_event(cast, owner="dgs", title="Revue ouverte", at=time(14))
    client = browser(cast, "rh")
    assert "Revue ouverte" not in client.get("/agenda/?jour=2026-12-09").content.decode()
    for view in ("semaine", "mois", "liste"):
        page = client.get(f"/agenda/?jour=2026-12-09&vue={view}&qui={cast.people['dgs'].public_id}").content.decode()
        assert "Revue ouverte" in page
        assert "Occupé" in page
        assert "Médecin" not in page
    assert (
        "Revue ouverte"
        not in client.get(f"/agenda/?jour=2026-12-09&filtre=1&qui={cast.people['dgs'].public_id}").content.decode()
    )


@pytest.mark.parametrize("form", ["ics", "csv", "ods", "xlsx"])
def test_exports_hold_what_the_reader_sees_and_nothing_else(cast: Built, form: str) -> None:
    an_event(cast, owner="dgs", title="Médecin", visibility=Visibility.PRIVATE)
    an_event(cast, owner="dgs", title="Revue ouverte", at=time(14), rule="FREQ=WEEKLY;COUNT=3")
    query = f"?du=2026-12-01&au=2027-01-31&qui={cast.people['dgs'].public_id}"
    answer = browser(cast, "rh").get(f"/agenda/export/{form}{query}")
    assert answer.status_code == 200
    if form in {"ics", "csv"}:
        text = answer.content.decode()
        assert "Médecin" not in text
        assert text.count("Revue ouverte") == 3
    if form == "ics":
        keys = [str(one["UID"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")]
        assert len(keys) == len(set(keys)) == 4


def test_the_secretariat_sets_up_rooms_and_a_closed_one_keeps_its_bookings(cast: Built) -> None:
    client = browser(cast, "secretariat")
    assert client.post("/agenda/salles", {"name": "Salle B", "kind": "room", "capacity": "12"}).status_code == 302
    assert client.post("/agenda/salles", {"name": "salle b", "kind": "room"}).status_code == 422
    room = Resource.objects.get()
    an_event(cast, resources=(room,))
    answer = client.post(
        f"/agenda/salles/{room.public_id}", {"name": "Salle B", "kind": "room", "closed": "on", "version": "1"}
    )
    assert answer.status_code == 302
    room.refresh_from_db()
    assert not room.is_open
    assert "Point DGA" in client.get(f"/agenda/salles/{room.public_id}").content.decode()


def test_an_agenda_is_entrusted_by_its_owner_and_taken_back(cast: Built) -> None:
    owner, assistant = browser(cast, "dgs"), browser(cast, "secretariat")
    assert owner.post("/agenda/delegations", {"delegate": cast.people["secretariat"].full_name}).status_code == 302
    assert owner.post("/agenda/delegations", {"delegate": cast.people["secretariat"].full_name}).status_code == 422
    form = {**FORM, "owner": cast.people["dgs"].public_id}
    assert assistant.post("/agenda/evenements/nouveau", form).status_code == 302
    event = Event.objects.get()
    assert (event.owner, event.written_by) == (cast.people["dgs"], cast.people["secretariat"])
    assert "pour le compte de" in assistant.get(f"/agenda/evenements/{event.public_id}").content.decode()
    row = AgendaDelegation.objects.get()
    assert owner.post(f"/agenda/delegations/{row.public_id}/retirer").status_code == 302
    assert assistant.get(f"/agenda/evenements/{event.public_id}/modifier").status_code == 403


def test_the_agenda_costs_as_many_queries_with_three_events_as_with_thirty(cast: Built) -> None:
    entrust(cast, "dgs", "secretariat")
    client = browser(cast, "secretariat")
    counts = []
    for first, last in ((0, 3), (3, 30)):
        for rank in range(first, last):
            an_event(
                cast, guests=("dost",), first_on=date(2026, 12, 7 + rank % 5), at=time(8 + rank % 10), title=f"E{rank}"
            )
        client.get("/agenda/?jour=2026-12-09")
        with CaptureQueriesContext(connection) as queries:
            client.get("/agenda/?jour=2026-12-09")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query",
    [
        "jour=0000-00-00",
        "jour=9999-12-31",
        "vue=autre",
        "c=x&c=closed&filtre=1",
        "qui=x",
        "du=2026-01-01&au=2126-01-01",
        "jour=1990-01-01",
    ],
)
def test_an_odd_address_is_answered(cast: Built, query: str) -> None:
    for view in ("semaine", "mois", "liste"):
        assert browser(cast, "dost").get(f"/agenda/?vue={view}&{query}").status_code == 200
