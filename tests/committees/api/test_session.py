"""A session held by the API: absences and substitutes, presence, from item to item, notes, drafts, its record."""

from typing import Any

import pytest

from interco.committees.enums import AttendeeRole, Presence
from interco.committees.models import Action, Attendee, Decision, Meeting
from interco.config.demo.organisation import Built
from interco.foundation.notifications.models import OutgoingMessage
from tests.committees.records.test_release import a_closed_session
from tests.committees.session_builders import a_convened_session, an_open_session
from tests.config.api.program import program

pytestmark = pytest.mark.django_db


def current(seen: Any) -> list[str]:
    """The item that is discussed."""
    return [row["item"]["key"] for row in seen["agenda"] if row["is_current"]]


def test_a_member_is_excused_comes_after_all_and_is_replaced(cast: Built) -> None:
    session = a_convened_session(cast)
    own, other = (session.attendees[key].public_id for key in ("dost", "communes"))
    base = f"seances/{session.meeting.public_id}/convocations"
    with program(cast, "dost") as ask:
        assert ask("PUT", f"{base}/{other}/absence")[0] == 403, "one announces one’s own absence"
        _status, seen = ask("PUT", f"{base}/{own}/absence")
        assert next(row for row in seen["attendees"] if row["key"] == own)["presence"] == "excused"
        assert ask("DELETE", f"{base}/{own}/absence")[0] == 200
        assert Attendee.objects.get(public_id=own).presence == Presence.UNKNOWN
        assert set(ask("PUT", f"{base}/{own}/suppleant", {"person": "inconnue"})[1]["fields"]) == {"person"}
        ask("PUT", f"{base}/{own}/suppleant", {"person": cast.people["agent_rh"].public_id})
    seat = Attendee.objects.get(person=cast.people["agent_rh"])
    assert (seat.role, seat.substitute_for) == (AttendeeRole.SUBSTITUTE, session.attendees["dost"])


def test_a_session_goes_from_item_to_item_and_what_is_written_stays(cast: Built) -> None:
    session = an_open_session(cast, absent=("dost",))
    base = f"seances/{session.meeting.public_id}"
    first, second = (item.public_id for item in session.items[:2])
    with program(cast, "dgs", "dost") as (chair, member):
        assert chair("POST", f"{base}/presents")[0] == 200
        gone = session.attendees["dost"].public_id
        assert chair("POST", f"{base}/convocations/{gone}/depart")[0] == 200
        assert chair("PUT", f"{base}/convocations/{gone}/presence", {"presence": "late"})[0] == 422
        assert member("POST", f"{base}/suivant", {"current": None})[0] == 403
        assert current(chair("POST", f"{base}/suivant", {"current": None})[1]) == [first]
        assert current(chair("POST", f"{base}/suivant", {"current": None})[1]) == [first], "a press that comes too late"
        assert current(chair("POST", f"{base}/suivant", {"current": first})[1]) == [second]
        assert current(chair("POST", f"{base}/precedent", {"current": second})[1]) == [first]
        assert current(chair("POST", f"{base}/points/{second}/abord")[1]) == [second]
        assert chair("POST", f"{base}/pause")[1]["paused_at"]
        assert chair("POST", f"{base}/reprise")[1]["paused_at"] is None
        notes = f"{base}/points/{second}/notes"
        assert chair("PUT", notes, {"notes": "Le coût est discuté."})[1]["fields"]["version"].startswith(
            "Donnez la version"
        )
        assert chair("PUT", notes, {"notes": "Le coût est discuté.", "version": 0})[1]["version"] == 1
        assert chair("GET", notes)[1] == {"notes": "Le coût est discuté.", "version": 1}
        status, draft = chair("POST", f"{base}/points/{second}/decisions", {"text": "Le CODIR approuve."})
        assert (status, draft["outcome"]) == (201, "consensus")
        again = {"text": "Le CODIR approuve le plan.", "version": draft["version"]}
        assert member("PUT", f"decisions/{draft['key']}", again)[0] == 403
        assert chair("PUT", f"decisions/{draft['key']}", again)[1]["text"] == again["text"]
        assert chair("PUT", f"decisions/{draft['key']}", {**again, "text": "Autre."})[1]["theirs"] == {
            "text": again["text"]
        }
        to_do = {"title": "Notifier", "owner_post": cast.posts["dost"].public_id, "due_on": "2027-01-15"}
        assert chair("POST", f"{base}/points/{second}/actions", {**to_do, "owner_post": "inconnu"})[0] == 422
        assert chair("POST", f"{base}/points/{second}/actions", to_do)[1]["title"] == "Notifier"
        assert chair("POST", f"{base}/points/{first}/fin", {"ending": "decided"})[0] == 422
        assert chair("DELETE", f"decisions/{draft['key']}")[0] == 200
        assert (
            chair("POST", f"{base}/points/{second}/fin", {"ending": "referred", "reason": "Avis des élus."})[0] == 200
        )
    assert not Decision.objects.exists()
    assert Action.objects.get().item == session.items[1]
    assert session.attendees["dost"].meeting.attendees.get(public_id=gone).left_at is not None


def test_the_record_is_read_and_released_once(cast: Built) -> None:
    meeting = a_closed_session(cast)
    address = f"seances/{meeting.public_id}/releve"
    with program(cast, "secretariat", "dgs_lamentin") as (keeper, stranger):
        answer = keeper.client.get(f"/api/{address}")
        assert answer.content.startswith(b"%PDF")
        assert meeting.record_reference in answer.headers["Content-Disposition"]
        assert stranger("GET", address)[0] == 404
        status, released = keeper("POST", f"{address}/diffusion")
        assert (status, released["messages"]) == (200, OutgoingMessage.objects.count())
        assert keeper("POST", f"{address}/diffusion")[0] == 403, "it is released once"
    assert Meeting.objects.get(pk=meeting.pk).record_released_at is not None
