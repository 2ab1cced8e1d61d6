"""A refusal in session stays on the screen it was made from, with its sentence and what was typed."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from interco.committees.enums import MeetingState, Outcome, RoundPhase, StanceValue
from interco.committees.models import Decision, ProposalText
from interco.committees.queries.live_session import live_session
from interco.committees.services.closing import close_meeting
from interco.committees.services.drafting import Draft, draft_decision
from interco.committees.services.notes import save_notes
from interco.committees.services.rounds import amend_text, conclude, reveal
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from tests.committees.session_builders import (
    OPENING,
    Session,
    a_convened_session,
    a_round_of_stances,
    an_open_session,
)


def client(session: Session, key: str) -> Client:
    made = Client()
    made.force_login(session.cast.users[key])
    return made


def address(session: Session, rest: str) -> str:
    return f"/seances/{session.meeting.public_id}/{rest}"


def alert_in(html: str) -> str:
    found = re.search(r'role="alert".*?</div>', html, re.DOTALL)
    assert found is not None, "no alert on the screen"
    return found[0]


def test_a_round_refused_for_want_of_a_quorum_is_told_above_the_item(cast: Built) -> None:
    session = an_open_session(
        cast, absent=("dga_juridique", "dga_planification", "dost", "developpement", "rh", "finances")
    )
    session.meeting.quorum = 9
    session.meeting.save()
    next_item(session.meeting, by=session.by("dgs"))
    answer = client(session, "dgs").post(address(session, f"points/{session.items[0].public_id}/tour"))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Le quorum n’est pas atteint" in alert_in(html)
    assert 'id="point"' in html
    assert 'id="presents"' in html


def test_a_step_that_does_not_follow_is_told_on_the_screen(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    page = client(session, "dgs").post(address(session, f"tours/{round_.public_id}/etape"), {"phase": "clarification"})
    assert page.status_code == 422
    assert "Cette étape ne suit pas" in alert_in(page.content.decode())
    assert type(round_).objects.get().phase == RoundPhase.STANCES


def test_a_gesture_refused_beside_an_open_panel_leaves_it_open(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    screen = f"http://testserver{address(session, 'conduite')}?ecrire=decision"
    page = client(session, "dgs").post(
        address(session, f"tours/{round_.public_id}/etape"), {"phase": "clarification"}, headers={"Referer": screen}
    )
    assert 'id="ecrire"' in page.content.decode()


def test_an_arbitration_that_is_not_ones_own_keeps_the_decision_that_was_written(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer(round_, "dost", StanceValue.OBJECTION, "Le délai.")
    reveal(round_, by=session.by("dgs"))
    typed = {"text": "Autoriser quand même.", "outcome": Outcome.ARBITRATION, "reason": "L’urgence."}
    page = client(session, "secretariat").post(address(session, f"points/{session.items[1].public_id}/decision"), typed)
    html = page.content.decode()
    assert page.status_code == 403
    assert "L’arbitrage revient" in alert_in(html)
    assert "Autoriser quand même." in html
    assert "L’urgence." in html


def test_the_loser_of_a_race_on_a_text_sends_it_again_from_the_screen(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    amend_text(round_, text="Autoriser pour un an.", by=session.by("dgs"))
    browser = client(session, "dgs")
    typed = {"text": "Autoriser pour deux ans.", "number": 1}
    html = browser.post(address(session, f"tours/{round_.public_id}/texte"), typed).content.decode()
    assert "Autoriser pour un an." in html
    assert "Autoriser pour deux ans." in html
    number = re.search(r'name="number" value="(\d+)"', html)
    assert number is not None
    again = browser.post(address(session, f"tours/{round_.public_id}/texte"), {**typed, "number": number[1]})
    assert again.status_code == 302
    assert ProposalText.objects.latest("number").text == "Autoriser pour deux ans."


def test_the_loser_of_a_race_on_a_decision_takes_the_version_that_stands(cast: Built) -> None:
    session = an_open_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    item, by = session.items[0], session.by("dgs", minutes=1)
    decision = draft_decision(item, draft=Draft(text="Premier texte."), by=by)
    draft_decision(item, draft=Draft(text="Autre texte."), by=by, decision=decision, version=1)
    browser = client(session, "dgs")
    with clock.travel(OPENING):
        typed = {"text": "Mon texte.", "decision": decision.public_id, "version": 1}
        page = browser.post(address(session, f"points/{item.public_id}/decision"), typed)
        assert page.status_code == 409
        assert "Autre texte." in page.content.decode()
        assert 'name="version" value="2"' in page.content.decode()
        again = browser.post(address(session, f"points/{item.public_id}/decision"), {**typed, "version": 2})
    assert again.status_code == 302
    assert Decision.objects.get().text == "Mon texte."


def test_notes_typed_over_those_of_another_come_back_with_both(cast: Built) -> None:
    session = an_open_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    item = session.items[0]
    save_notes(item, text="Notes du secrétariat.", version=0, by=session.by("secretariat"))
    browser = client(session, "dgs")
    typed = {"notes": "Notes du DGS.", "version": 0}
    page = browser.post(address(session, f"points/{item.public_id}/notes"), typed)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Notes du secrétariat." in html
    assert "Notes du DGS." in html
    again = browser.post(address(session, f"points/{item.public_id}/notes"), {**typed, "version": 1})
    assert again.status_code == 302


def test_a_decision_rewritten_by_a_page_that_tells_no_version_replaces_nothing(cast: Built) -> None:
    session = an_open_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    item = session.items[0]
    decision = draft_decision(item, draft=Draft(text="Premier texte."), by=session.by("dgs", minutes=1))
    with clock.travel(OPENING):
        page = client(session, "dgs").post(
            address(session, f"points/{item.public_id}/decision"), {"text": "Écrasé.", "decision": decision.public_id}
        )
    assert page.status_code == 409
    assert "ne dit pas sur quelle version" in page.content.decode()
    assert Decision.objects.get().text == "Premier texte."


def test_notes_sent_without_a_version_replace_nobody_s(cast: Built) -> None:
    session = an_open_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    item = session.items[0]
    save_notes(item, text="Notes du secrétariat.", version=0, by=session.by("secretariat"))
    page = client(session, "dgs").post(address(session, f"points/{item.public_id}/notes"), {"notes": "Écrasées."})
    assert page.status_code == 409
    item.refresh_from_db()
    assert item.notes == "Notes du secrétariat."


def test_a_position_that_comes_after_the_end_keeps_its_reason(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    conclude(round_, outcome=Outcome.POSTPONED, by=session.by("dgs"))
    typed = {"round": round_.public_id, "text_number": 1, "stance": "objection", "reason": "Le délai est trop court."}
    page = client(session, "dost").post(address(session, "position"), typed)
    assert page.status_code == 403
    assert "Ce tour est clos" in alert_in(page.content.decode())
    assert "Le délai est trop court." in page.content.decode()


def test_a_gesture_that_comes_after_the_closing_says_so_and_leads_to_the_record(cast: Built) -> None:
    session = an_open_session(cast)
    close_meeting(session.meeting, by=session.by("dgs"))
    page = client(session, "dgs").post(address(session, "suivant"))
    html = page.content.decode()
    assert page.status_code == 403
    assert "La séance n’est pas ouverte" in alert_in(html)
    assert f'href="{address(session, "releve")}"' in html


def test_the_clock_of_a_closed_session_stopped_at_its_closing(cast: Built) -> None:
    session = an_open_session(cast)
    close_meeting(session.meeting, by=session.by("dgs", minutes=40))
    session.meeting.refresh_from_db()
    assert live_session(session.meeting, at=OPENING + timedelta(days=360)).session_clock.minutes == 40


@pytest.mark.parametrize("key", ["dost", "agent_rh"])
def test_who_does_not_lead_is_refused_without_the_screen(cast: Built, key: str) -> None:
    session = a_convened_session(cast)
    page = client(session, key).post(address(session, "ouvrir"))
    assert page.status_code in {403, 404}
    assert 'id="presents"' not in page.content.decode()
    session.meeting.refresh_from_db()
    assert session.meeting.state == MeetingState.CONVENED
