"""The register, a decision, the closing and the actions, as pages."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.committees.models import Action, Decision, Meeting
from interco.committees.services.closing import close_meeting
from interco.config.demo.organisation import Built
from tests.cast import NOW, actor
from tests.committees.closing.test_close import a_draft, an_open_session
from tests.matrix.principals import BACKEND


def signed_in(cast: Built, key: str) -> Client:
    """The browser of somebody of the cast."""
    client = Client()
    client.force_login(cast.users[key], backend=BACKEND)
    return client


def a_closed_session(cast: Built, decisions: int = 1) -> list[Decision]:
    """A closed session with so many decisions, each with an action of the DGA."""
    meeting = an_open_session(cast)
    for position in range(1, decisions + 1):
        draft = a_draft(cast, meeting, minutes=position, position=position)
        Action.objects.create(
            body=meeting.body, meeting=meeting, item=draft.item, decision=draft, title=f"Notifier {position}",
            reference=f"A-2026-{position:03d}", owner_post=cast.posts["dga_juridique"], due_on=date(2026, 12, 1),
            created_at=NOW,
        )  # fmt: skip
    return close_meeting(meeting, by=actor(cast, "dgs"))


def test_the_register_lists_what_is_sealed(cast: Built) -> None:
    sealed = a_closed_session(cast, 2)
    page = signed_in(cast, "agent_rh").get("/seances/decisions/")
    assert page.status_code == 200
    for decision in sealed:
        assert decision.reference in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=mutualiser", 1), ("q=zzz", 0), ("annee=2026", 1), ("annee=1999", 0), ("issue=rejected", 0), ("annee=x", 1)],
)
def test_the_register_is_filtered(cast: Built, query: str, found: int) -> None:
    a_closed_session(cast)
    content = signed_in(cast, "dgs").get(f"/seances/decisions/?{query}").content.decode()
    assert content.count("CODIR-2026-001") == found


def test_a_decision_shows_its_seal_and_proves_itself(cast: Built) -> None:
    decision = a_closed_session(cast)[0]
    content = signed_in(cast, "dost").get(f"/seances/decisions/{decision.public_id}/?verifier=1").content.decode()
    assert decision.hash[:4] in content
    assert "Empreinte vérifiée" in content
    assert "sans force de droit" in content


def test_the_screen_of_closing_says_its_effect_before_doing_it(cast: Built) -> None:
    meeting = an_open_session(cast)
    a_draft(cast, meeting, minutes=1, position=1)
    browser = signed_in(cast, "secretariat")
    assert "Clore la séance et sceller" in browser.get(f"/seances/{meeting.public_id}/cloture").content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "open"
    assert browser.post(f"/seances/{meeting.public_id}/cloture").status_code == 302
    assert Decision.objects.get().reference == "CODIR-2026-001"


def test_the_owner_marks_an_action_done_and_another_agent_is_refused(cast: Built) -> None:
    a_closed_session(cast)
    action = Action.objects.get()
    assert "Notifier 1" in signed_in(cast, "dga_juridique").get("/seances/actions/").content.decode()
    address = f"/seances/actions/{action.public_id}/etat"
    assert signed_in(cast, "rh").post(address, {"state": "done"}).status_code == 403
    typed = {"state": "done", "evidence": "Lettre du 3 décembre", "version": action.version}
    done = signed_in(cast, "dga_juridique").post(address, typed)
    assert done.status_code == 302
    action.refresh_from_db()
    assert (action.state, action.evidence) == ("done", "Lettre du 3 décembre")


@pytest.mark.parametrize("body", [{}, {"state": "zzz"}, {"state": "todo"}, {"state": "done", "version": "77"}])
def test_a_wrong_move_is_told_and_changes_nothing(cast: Built, body: dict[str, str]) -> None:
    a_closed_session(cast)
    action = Action.objects.get()
    answer = signed_in(cast, "dga_juridique").post(f"/seances/actions/{action.public_id}/etat", body)
    assert answer.status_code in {409, 422}
    assert Action.objects.get().version == action.version


@pytest.mark.parametrize("address", ["/seances/decisions/", "/seances/actions/?vue=all"])
def test_lists_cost_as_many_queries_for_three_as_for_thirty(cast: Built, address: str) -> None:
    browser, counts = signed_in(cast, "secretariat"), []
    for size in (3, 30):
        with transaction.atomic():
            a_closed_session(cast, size)
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counts.append(len(queries))
            transaction.set_rollback(True)
    assert counts[0] == counts[1]
