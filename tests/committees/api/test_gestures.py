"""The CODIR by the API, from a proposal to its follow-up: the services of the pages, spoken by programs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import Confidentiality, ItemState, MeetingState
from interco.committees.models import Decision, Item, Meeting
from interco.committees.services.register import verify_register
from interco.config.demo.organisation import Built
from interco.foundation.audit.rules.chain import link
from interco.foundation.notifications.models import OutgoingMessage
from tests.committees.builders import a_meeting, an_item
from tests.committees.records.test_release import a_closed_session
from tests.config.api.program import program

pytestmark = pytest.mark.django_db


def proposal(cast: Built, **more: object) -> dict[str, object]:
    """An item of the service « Ressources humaines »."""
    return {
        "title": "Plan de formation 2027", "kind": "decision", "decision_asked": "Approuver le plan.",
        "duration_minutes": 20, "body": cast.bodies["codir"].public_id, "unit": cast.units["rh"].public_id, **more,
    }  # fmt: skip


def test_an_item_goes_from_its_draft_to_the_agenda(cast: Built) -> None:
    meeting = a_meeting(cast)
    with program(cast, "rh", "secretariat") as (author, keeper):
        status, draft = author("POST", "points", proposal(cast, send=False))
        assert (status, draft["state"]) == (201, "draft")
        address = f"points/{draft['key']}"
        assert keeper("GET", address)[0] == 404, "a draft is its unit's alone"
        assert author("POST", f"{address}/envoi")[1]["state"] == "submitted"
        assert author("POST", f"{address}/acceptation")[0] == 403
        assert keeper("POST", f"{address}/renvoi", {"reason": ""})[0] == 422
        assert keeper("POST", f"{address}/renvoi", {"reason": "Chiffrez."})[1]["state"] == "returned"
        edition = {"title": "Plan de formation", "kind": "decision", "decision_asked": "Approuver.", "duration_minutes": 25,
                   "confidentiality": "staff", "version": author("GET", address)[1]["version"]}  # fmt: skip
        assert author("PUT", address, edition)[1]["duration_minutes"] == 25
        status, lost = author("PUT", address, {**edition, "title": "Un autre titre"})
        assert (status, lost["theirs"]["title"], lost["yours"]["title"]) == (409, "Plan de formation", "Un autre titre")
        author("POST", f"{address}/envoi")
        assert keeper("POST", f"{address}/acceptation")[1]["state"] == "accepted"
        agenda = f"seances/{meeting.public_id}/ordre-du-jour"
        status, seen = keeper("POST", agenda, {"item": draft["key"]})
        assert [(entry["item"]["key"], entry["minutes"]) for entry in seen["agenda"]] == [(draft["key"], 25)]
        shown = author("GET", address)[1]
    assert [event["to_state"] for event in shown["events"]] == [
        "submitted", "returned", "submitted", "accepted", "scheduled"
    ]  # fmt: skip
    assert Item.objects.get().author == cast.people["rh"]


def test_the_agenda_is_ordered_timed_and_convened(cast: Built) -> None:
    meeting = a_meeting(cast)
    rows = [an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=rank) for rank in (1, 2, 3)]
    keys = [row.public_id for row in rows]
    base = f"seances/{meeting.public_id}"
    with program(cast, "secretariat") as ask:
        status, seen = ask("PUT", f"{base}/ordre-du-jour", {"order": keys[::-1]})
        assert [entry["item"]["key"] for entry in seen["agenda"]] == keys[::-1]
        assert ask("PUT", f"{base}/ordre-du-jour", {"order": keys[:2]})[0] == 409
        assert ask("PUT", f"{base}/ordre-du-jour/{keys[0]}/duree", {"minutes": 45})[1]["planned_minutes"] == 75
        assert ask("PUT", f"{base}/ordre-du-jour/{keys[0]}/duree", {"minutes": 599})[0] == 422
        assert len(ask("DELETE", f"{base}/ordre-du-jour/{keys[2]}")[1]["agenda"]) == 2
        status, sent = ask("POST", f"{base}/convocation")
        assert (status, sent["state"]) == (200, "convened")
    assert OutgoingMessage.objects.count() == sent["messages"] > 0
    assert Item.objects.get(public_id=keys[2]).state == ItemState.ACCEPTED


def test_a_session_opens_and_closes_and_its_decisions_are_proven(cast: Built) -> None:
    meeting = a_meeting(cast, state=MeetingState.CONVENED)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1)
    with program(cast, "dgs", "dost") as (chair, director):
        assert director("POST", f"seances/{meeting.public_id}/ouverture")[0] == 403
        assert chair("POST", f"seances/{meeting.public_id}/ouverture")[1]["state"] == "open"
        assert chair("POST", f"seances/{meeting.public_id}/ouverture")[0] == 403
        Decision.objects.create(
            body=meeting.body, meeting=meeting, item=item, title=item.title, text="Le CODIR approuve.",
            outcome="consensus", decided_at=meeting.starts_at,
        )  # fmt: skip
        status, closed = chair("POST", f"seances/{meeting.public_id}/cloture")
        assert (status, closed["decisions"]) == (200, ["CODIR-2026-001"])
        assert chair("POST", f"seances/{meeting.public_id}/cloture")[0] == 403
        (line,) = director("GET", "decisions", q="approuve", annee="2026", instance="CODIR", issue="consensus")[1][
            "items"
        ]
        proof = director("GET", f"decisions/{line['key']}/preuve")[1]
        assert proof["holds"]
        assert proof["payload"] is None, "it tells the stance of each post, which a reader of the page does not see"
        whole = chair("GET", f"decisions/{line['key']}/preuve")[1]
        assert whole["payload"]["text"] == "Le CODIR approuve."
        assert link(whole["previous_hash"], whole["payload"]) == whole["hash"] == proof["hash"]
        register = chair("GET", "registre/preuve")[1]
        assert [entry["hash"] for entry in register["entries"]] == [proof["hash"]]
    assert verify_register().is_whole


def test_a_decision_is_read_with_what_was_said_and_what_follows(cast: Built) -> None:
    meeting = a_closed_session(cast)
    decision = Decision.objects.get(meeting=meeting)
    with program(cast, "agent_rh", "secretariat") as (agent, keeper):
        shown = agent("GET", f"decisions/{decision.public_id}")[1]
        assert {remark["value"] for remark in shown["remarks"]} == {"reservation", "objection"}
        (action,) = shown["actions"]
        address = f"actions/{action['key']}"
        assert agent("POST", f"{address}/etat", {"state": "done", "version": action["version"]})[0] == 403
        status, moved = keeper("POST", f"{address}/etat", {"state": "doing", "version": action["version"]})
        assert (status, moved["state"]) == (200, "doing")
        assert keeper("POST", f"{address}/etat", {"state": "done", "version": action["version"]})[0] == 409
        later = {"due_on": "2027-05-01", "version": moved["version"]}
        assert keeper("POST", f"{address}/echeance", later)[1]["due_on"] == "2027-05-01"
        past = {"due_on": "2020-05-01", "version": moved["version"] + 1}
        assert keeper("POST", f"{address}/echeance", past)[0] == 422
        assert keeper("GET", "actions", vue="all")[1]["count"] == 1


def test_an_action_is_written_outside_a_session_and_corrected(cast: Built) -> None:
    body, owner, foreign = (
        cast.bodies["codir"].public_id,
        cast.posts["dost"].public_id,
        cast.posts["agent_rh"].public_id,
    )
    said = {"title": "Notifier la convention", "owner_post": owner, "due_on": "2027-02-01"}
    with program(cast, "secretariat", "dost") as (keeper, director):
        assert director("POST", f"instances/{body}/actions", said)[0] == 403
        assert set(keeper("POST", f"instances/{body}/actions", {**said, "owner_post": foreign})[1]["fields"]) == {
            "owner_post"
        }
        status, written = keeper("POST", f"instances/{body}/actions", said)
        assert (status, written["owner"]) == (201, cast.people["dost"].full_name)
        mine = director("GET", "actions", vue="mine")[1]["items"]
        assert [line["key"] for line in mine] == [written["key"]]
        edition = {**said, "title": "Notifier l’avenant", "version": written["version"]}
        assert keeper("PUT", f"actions/{written['key']}", edition)[1]["title"] == "Notifier l’avenant"
        status, lost = keeper("PUT", f"actions/{written['key']}", {**edition, "title": "Autre chose"})
    assert (status, lost["theirs"]["title"], lost["yours"]["title"]) == (409, "Notifier l’avenant", "Autre chose")


def test_a_brief_is_written_by_parts_and_keeps_both_texts_of_a_race(cast: Built) -> None:
    with program(cast, "rh") as ask:
        key = ask("POST", "points", proposal(cast, send=False))[1]["key"]
        address = f"points/{key}/note"
        options = [{"title": "Externaliser", "pros": "Rapide", "cons": "Coûteux"}]
        status, first = ask("PUT", address, {"stakes": "Les délais.", "options": options, "version": 1})
        assert (status, first["options"]) == (200, options)
        status, second = ask("PUT", address, {"context": "Le plan échoit.", "version": first["version"]})
        assert (second["stakes"], second["options"]) == ("Les délais.", options)
        status, lost = ask("PUT", address, {"stakes": "Le budget.", "version": 1})
        assert (status, lost["theirs"]["stakes"], lost["yours"]["stakes"]) == (409, "Les délais.", "Le budget.")
        assert ask("GET", address)[1]["stakes"] == "Les délais."


def test_what_is_reserved_to_members_keeps_its_place_and_not_its_words(cast: Built) -> None:
    meeting = a_meeting(cast)
    an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1, confidentiality=Confidentiality.MEMBERS)
    with program(cast, "agent_rh", "dost") as (agent, director):
        (entry,) = agent("GET", f"seances/{meeting.public_id}")[1]["agenda"]
        assert (entry["item"], entry["reference"], entry["state"], entry["minutes"]) == (None, "", "", 15)
        assert agent("GET", "points")[1]["count"] == 0
        assert director("GET", f"seances/{meeting.public_id}")[1]["agenda"][0]["item"]


@pytest.mark.parametrize("field", ["rapporteur", "wished_meeting", "units_concerned", "communes_concerned"])
def test_what_a_proposal_names_must_be_offered(field: str, cast: Built) -> None:
    foreign = {
        "rapporteur": cast.people["communication_adjointe"].public_id,
        "wished_meeting": a_meeting(cast, body="conference").public_id,
        "units_concerned": [cast.units["dgs_schoelcher"].public_id],
        "communes_concerned": [cast.home.public_id],
    }
    with program(cast, "rh") as ask:
        status, answer = ask("POST", "points", proposal(cast, **{field: foreign[field]}))
        assert (status, set(answer["fields"])) == (422, {field})
    assert not Item.objects.exists()


@pytest.mark.parametrize("path", ["points", "seances", "actions", "decisions", "instances"])
def test_a_list_costs_the_same_queries_with_few_and_30_lines(path: str, cast: Built) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask("GET", path, taille="200")[0] == 200
        return len(captured)

    meeting = a_closed_session(cast)
    with program(cast, "secretariat") as ask:
        queries()
        few = queries()
        for number in range(30):
            an_item(cast, state=ItemState.ACCEPTED)
            Meeting.objects.create(
                body=meeting.body, number=500 + number, starts_at=meeting.starts_at, zone=meeting.zone,
                deadline_at=meeting.deadline_at,
            )  # fmt: skip
            meeting.actions.create(
                reference=f"A-2099-{number}", body=meeting.body, title="Faire", owner_post=cast.posts["dost"],
                due_on=meeting.starts_at.date(), created_at=meeting.starts_at,
            )  # fmt: skip
        assert queries() == few
