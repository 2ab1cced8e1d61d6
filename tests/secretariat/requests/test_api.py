"""Requests by the API: the services of the pages, spoken by programs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.secretariat.enums import RequestKind
from tests.config.api.program import program
from tests.secretariat.requests.builders import a_request

pytestmark = pytest.mark.django_db


def test_a_request_goes_from_its_sending_to_its_closing(cast: Built) -> None:
    asked = {"kind": "information", "title": "Calendrier", "unit": cast.units["rh"].public_id}
    with program(cast, "rh", "secretariat", "communication") as (asker, desk, other):
        status, sent = asker("POST", "demandes", asked, key="une-fois")
        assert (status, sent["reference"], sent["due_on"]) == (201, "D-2026-001", "2026-12-14")
        assert asker("POST", "demandes", asked, key="une-fois")[1]["reference"] == "D-2026-001"
        address = f"demandes/{sent['key']}"
        assert other("GET", address)[0] == 404
        assert other("GET", "demandes", etat="any")[1]["count"] == 0
        assert asker("POST", f"{address}/reponse", {"text": "Oui."})[0] == 403
        taken = desk("POST", f"{address}/prise-en-charge", {"version": sent["version"]})[1]
        assert (taken["state"], taken["assignee"]["name"]) == ("taken", "Odette Filao")
        assert desk("POST", f"{address}/reponse", {"text": "Oui.", "version": sent["version"]})[0] == 409
        assert desk("POST", f"{address}/reponse", {"text": ""})[0] == 422
        desk("POST", f"{address}/question", {"text": "Pour qui ?"})
        asker("POST", f"{address}/precision", {"text": "Pour nous."})
        assert desk("POST", f"{address}/reponse", {"text": "Le 15."})[1]["state"] == "answered"
        closed = asker("POST", f"{address}/cloture", {})[1]
    assert [step["gesture"] for step in closed["steps"]] == [
        "sent", "taken", "questioned", "clarified", "answered", "closed"
    ]  # fmt: skip


def test_the_folder_is_signed_together(cast: Built) -> None:
    keys = [a_request(cast, kind=RequestKind.SIGNATURE).public_id for _each in range(3)]
    with program(cast, "dgs", "secretariat") as (dgs, secretary):
        assert [row["key"] for row in dgs("GET", "parapheur")[1]] == keys
        assert secretary("POST", "parapheur/signatures", {"requests": keys})[0] == 403
        assert dgs("POST", "parapheur/signatures", {"requests": [*keys, "nulle-part"]})[0] == 404
        signed = dgs("POST", "parapheur/signatures", {"requests": keys[:2]})[1]
        assert [row["steps"][-1]["gesture"] for row in signed] == ["signed", "signed"]
        refused = dgs("POST", "parapheur/refus", {"requests": keys[2:], "text": "Chiffrez."})[1]
        assert (refused[0]["state"], refused[0]["steps"][-1]["text"]) == ("refused", "Chiffrez.")
        assert dgs("GET", "parapheur")[1] == []


def test_a_desk_is_set_and_a_request_follows_it(cast: Built) -> None:
    place = f"unit:{cast.units['dost'].public_id}"
    with program(cast, "secretariat", "rh") as (secretary, asker):
        before = {desk["kind"]: desk for desk in secretary("GET", "guichets")[1]}
        assert before["information"]["is_guessed"]
        desk = secretary("PUT", "guichets/information", {"to": place, "working_days": 2})[1]
        assert (desk["to"], desk["is_guessed"]) == (place, False)
        asked = {"kind": "information", "title": "Calendrier", "unit": cast.units["rh"].public_id}
        assert asker("POST", "demandes", asked)[1]["desk"].startswith("Direction Organisation")


@pytest.mark.parametrize("address", ["demandes", "parapheur"])
def test_a_list_costs_as_many_queries_with_three_as_with_thirty(cast: Built, address: str) -> None:
    counts = []
    with program(cast, "dgs") as dgs:
        for number in (3, 27):
            for _each in range(number):
                a_request(cast, kind=RequestKind.SIGNATURE)
            dgs("GET", address)
            with CaptureQueriesContext(connection) as queries:
                assert dgs("GET", address)[0] == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
