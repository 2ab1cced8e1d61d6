"""The agenda by the API: planned, moved, answered, cancelled; rooms; busy times."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.scheduling.enums import Visibility
from tests.cast import NOW
from tests.config.api.program import program
from tests.scheduling.builders import an_event

pytestmark = pytest.mark.django_db


def test_an_event_lives_its_whole_life(cast: Built) -> None:
    with clock.travel(NOW), program(cast, "secretariat") as ask:
        status, room = ask("POST", "salles", {"name": "Salle A", "capacity": 12})
        assert status == 201
        given = {
            "title": "Revue", "first_on": "2026-12-09", "at": "10:00", "minutes": 60, "rule": "FREQ=WEEKLY;COUNT=3",
            "resources": [room["key"]],
            "guests": [{"person": cast.people["rh"].public_id}, {"name": "Zoé", "address": "zoe@x.fr"}],
        }  # fmt: skip
        status, event = ask("POST", "evenements", given)
        assert status == 201
        assert [day["day"] for day in event["days"]] == ["2026-12-09", "2026-12-16", "2026-12-23"]
        address = f"evenements/{event['key']}"
        clash = ask("POST", "evenements", {**given, "rule": "", "title": "Autre"})
        assert (clash[0], list(clash[1]["fields"])) == (422, ["resources"])
        moved = ask(
            "PUT", f"{address}/jours/2026-12-16", {"day": "2026-12-17", "at": "14:00", "minutes": 30, "version": 1}
        )
        assert (moved[0], moved[1]["days"][1]["is_exception"], moved[1]["sequence"]) == (200, True, 1)
        stale = ask("POST", f"{address}/annuler", {"version": 1})
        assert stale[0] == 409
        cancelled = ask("POST", f"{address}/annuler", {"day": "2026-12-23", "version": 2})
        assert cancelled[1]["days"][2]["state"] == "cancelled"
        taken = ask("GET", "occupations", du="2026-12-07", au="2026-12-31", salle=room["key"])[1]["items"]
        assert [one["starts_at"][:10] for one in taken] == ["2026-12-09", "2026-12-17"]
        listed = ask("GET", "evenements", du="2026-12-07", au="2026-12-31")[1]["items"]
        assert [row["title"] for row in listed if row["layer"] == "events"] == ["Revue", "Revue"]


def test_of_a_private_event_a_program_reads_the_hours_only(cast: Built) -> None:
    event = an_event(cast, title="Médecin", visibility=Visibility.PRIVATE)
    with clock.travel(NOW), program(cast, "rh") as ask:
        assert ask("GET", f"evenements/{event.public_id}")[0] == 404
        rows = ask("GET", "evenements", personne=cast.people["dgs"].public_id)[1]["items"]
        hidden = [row for row in rows if row["layer"] == "events"]
        assert [(row["title"], row["key"], row["is_hidden"]) for row in hidden] == [("Occupé", "", True)]


def test_a_guest_answers(cast: Built) -> None:
    event = an_event(cast, guests=("rh",))
    with clock.travel(NOW), program(cast, "rh") as ask:
        status, shown = ask(
            "POST", f"evenements/{event.public_id}/reponse", {"answer": "tentative", "comment": "Peut-être"}
        )
    assert (status, shown["guests"][0]["answer"]) == (200, "tentative")
