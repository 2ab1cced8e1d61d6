"""Preparations by the API: the services of the pages, spoken by programs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from tests.config.api.program import program
from tests.secretariat.preparations.builders import DAY, a_model, a_preparation, an_event

pytestmark = pytest.mark.django_db


def test_a_preparation_goes_from_its_beginning_to_its_cancelling(cast: Built) -> None:
    event, model = an_event(cast), a_model(cast)
    begun = {"event": event.public_id, "pilot": cast.posts["rh"].public_id, "model": model.public_id}
    with program(cast, "secretariat", "communication", "agent_rh") as (keeper, doer, other):
        status, row = keeper("POST", "preparations", begun, key="une-fois")
        assert (status, row["held_on"], row["progress"]) == (201, DAY.isoformat(), {"done": 0, "total": 4, "late": 0})
        assert keeper("POST", "preparations", begun, key="une-fois")[1]["key"] == row["key"]
        assert keeper("POST", "preparations", begun)[0] == 422
        address = f"preparations/{row['key']}"
        assert other("GET", address)[0] == 404
        assert other("GET", "preparations")[1]["count"] == 0
        step = next(one for one in row["steps"] if one["who"] == "Hector Alizé")
        assert doer("PUT", f"etapes/{step['key']}", {"label": "Autre", "version": 1})[0] == 403
        done = doer(
            "POST", f"etapes/{step['key']}/etat", {"state": "done", "note": "412.", "version": step["version"]}
        )[1]
        assert done["progress"]["done"] == 1
        assert doer("POST", f"etapes/{step['key']}/etat", {"state": "todo", "version": step["version"]})[0] == 409
        assert keeper("POST", f"{address}/etapes", {"label": "Répéter", "offset": -3})[1]["progress"]["total"] == 5
        changed = {"title": "Vœux aux agents", "pilot": cast.posts["dost"].public_id}
        assert keeper("PUT", address, {**changed, "version": 41})[0] == 409
        assert keeper("PUT", address, {**changed, "version": 1})[1]["pilot"]["name"] == "Rosalie Gommier"
        assert keeper("PUT", f"{address}/bilan", {"went_well": "Tout.", "version": 2})[0] == 422
        assert keeper("POST", f"{address}/etat", {"state": "reviewed"})[0] == 422
        ended = keeper("POST", f"{address}/etat", {"state": "cancelled", "reason": "Reporté."})[1]
    assert (ended["state"], ended["cancelled_reason"]) == ("cancelled", "Reporté.")


def test_the_models_are_read_by_the_agents(cast: Built) -> None:
    a_model(cast)
    with program(cast, "rh", "dgs_schoelcher") as (agent, outside):
        assert [step["offset"] for step in agent("GET", "modeles-de-preparation")[1][0]["steps"]] == [-15, -5, 0, 1]
        assert outside("GET", "modeles-de-preparation")[0] == 403


def test_a_list_costs_as_many_queries_with_three_as_with_thirty(cast: Built) -> None:
    counts = []
    with program(cast, "dgs") as dgs:
        for number in (3, 27):
            for each in range(number):
                a_preparation(cast, event=an_event(cast, title=f"Jour {number} {each}"))
            dgs("GET", "preparations")
            with CaptureQueriesContext(connection) as queries:
                assert dgs("GET", "preparations")[0] == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
