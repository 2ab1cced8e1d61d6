"""The screens of a session, for each of those who may see them and at each moment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import (
    AttendeeRole,
    Confidentiality,
    ItemState,
    Outcome,
    Presence,
    RoundPhase,
    StanceValue,
)
from interco.committees.models import Attendee, Item, NoteVersion, Round, Stance
from interco.committees.queries.live_round import live_round
from interco.committees.services.closing import close_meeting
from interco.committees.services.rounds import amend_text, conclude, reveal
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from tests.committees.builders import an_item
from tests.committees.session_builders import ASKED, Session, a_convened_session, a_round_of_stances, an_open_session

SCREENS = ("conduite", "suivre", "salle", "position")


def client(session: Session, key: str) -> Client:
    made = Client()
    made.force_login(session.cast.users[key])
    return made


def address(session: Session, rest: str) -> str:
    return f"/seances/{session.meeting.public_id}/{rest}"


def all_screens(session: Session) -> str:
    """Every screen as the chair, the secretary and a member read it."""
    screens = [(key, screen) for key in ("dgs", "secretariat") for screen in SCREENS]
    screens += [("dost", screen) for screen in SCREENS[1:]]
    return "".join(client(session, key).get(address(session, screen)).text for key, screen in screens)


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("dgs", SCREENS), ("secretariat", SCREENS), ("dga_juridique", SCREENS[1:]),
        ("communication_adjointe", SCREENS[1:]), ("agent_rh", ()),
    ],
)  # fmt: skip
def test_each_sees_the_screens_that_are_theirs(cast: Built, key: str, seen: tuple[str, ...]) -> None:
    session = an_open_session(cast)
    a_round_of_stances(session)
    browser = client(session, key)
    answers = {screen: browser.get(address(session, screen)).status_code for screen in SCREENS}
    assert answers == {screen: 200 if screen in seen else 403 for screen in SCREENS}


def test_no_screen_betrays_a_stance_before_the_reveal(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, "Le coût manque.")
    for key in ("dgs", "secretariat", "dost"):
        browser = client(session, key)
        for screen in SCREENS if key != "dost" else SCREENS[1:]:
            assert "Le coût manque." not in browser.get(address(session, screen)).text
    assert "Le coût manque." in client(session, "dga_juridique").get(address(session, "position")).text


def test_amending_the_text_before_the_reveal_betrays_no_objection(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, "Le coût manque.")
    amend_text(round_, text="Autoriser la convention, son coût connu.", by=session.by("dgs"))
    for key in ("dgs", "secretariat", "dost"):
        assert "Le coût manque." not in client(session, key).get(address(session, "suivre")).text
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, "Le coût est faux.")
    reveal(round_, by=session.by("dgs"))
    amend_text(round_, text="Autoriser la convention, son coût revu.", by=session.by("dgs"))
    page = client(session, "dost").get(address(session, "suivre")).text
    assert "Le coût est faux." in page
    assert "Le coût manque." not in page


def test_no_screen_betrays_a_stance_on_a_text_amended_before_its_reveal(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, "Le coût manque.")
    amend_text(round_, text="Autoriser, à moindre coût.", by=session.by("dgs"))
    assert "Le coût manque." not in all_screens(session)
    session.answer_all(round_)
    assert "Le coût manque." not in all_screens(session)
    round_.refresh_from_db()
    assert round_.revealed_at is not None
    assert "Le coût manque." not in client(session, "dgs").get(f"/seances/points/{session.items[1].public_id}").text


def test_a_reservation_whose_author_asked_for_no_name_shows_none_to_anybody(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("communes",))
    browser = client(session, "communes")
    sent = {"round": round_.public_id, "stance": "reservation", "reason": "Une permanence.", "name_withheld": "on"}
    assert browser.post(address(session, "position"), sent).status_code == 302
    page = client(session, "dgs").get(address(session, "suivre")).text
    assert "Nom non inscrit" in page
    assert "<strong>Victorine Galba.</strong>" not in page


def test_the_whole_session_is_run_by_plain_forms(cast: Built) -> None:
    session = a_convened_session(cast)
    dgs = client(session, "dgs")

    def press(rest: str, **fields: str) -> None:
        answer = dgs.post(address(session, rest), fields)
        assert answer.status_code == 302, answer.text

    press("ouvrir")
    press("presence")
    press("suivant", shown="")
    first, second = session.items[0].public_id, session.items[1].public_id
    a_month_ahead = (clock.now() + timedelta(days=30)).date().isoformat()
    press(f"points/{first}/notes", notes="Le calendrier est présenté.", version="0")
    press(f"points/{first}/action", title="Publier", owner=cast.posts["dost"].public_id, due_on=a_month_ahead)
    press("suivant", shown=first)
    press(f"points/{second}/tour")
    round_ = Round.objects.get()
    press(f"tours/{round_.public_id}/etape", phase="clarification")
    press(f"tours/{round_.public_id}/dire", text="Qui paie ?", attendee=session.attendees["dost"].public_id)
    press(f"tours/{round_.public_id}/texte", text="Autoriser, sans coût en 2027.", number="1")
    press(f"tours/{round_.public_id}/etape", phase="stances")
    for key in ASKED:
        sent = {"round": round_.public_id, "stance": "favourable", "text_number": "2"}
        assert client(session, key).post(address(session, "position"), sent).status_code == 302
    press(f"tours/{round_.public_id}/adopter")
    assert "Autoriser, sans coût en 2027." in dgs.get(address(session, "conduite")).text
    press("suivant", shown=second)
    assert [item.state for item in Item.objects.order_by("position")] == [
        ItemState.TREATED, ItemState.DECIDED, ItemState.IN_SESSION,
    ]  # fmt: skip
    assert NoteVersion.objects.get().text == "Le calendrier est présenté."
    assert Attendee.objects.filter(presence=Presence.PRESENT).count() == 10


@pytest.mark.parametrize(
    ("rest", "fields", "kept"),
    [
        ("decision", {"text": "Une décision", "due_on": "2020-01-01"}, "Une décision"),
        ("decision", {"text": "", "owner": "nobody"}, "n’est plus proposé"),
        ("action", {"title": "Sans pilote ni date"}, "Sans pilote ni date"),
        ("terminer", {"ending": "closed"}, "Rien n’a été enregistré"),
    ],
)
def test_what_was_typed_comes_back_with_the_reason_of_a_refusal(
    cast: Built, rest: str, fields: dict[str, str], kept: str
) -> None:
    session = an_open_session(cast)
    a_round_of_stances(session)
    Round.objects.all().delete()
    answer = client(session, "dgs").post(address(session, f"points/{session.items[1].public_id}/{rest}"), fields)
    assert answer.status_code == 422
    assert kept in answer.text


@pytest.mark.parametrize("panel", ["decision", "action", "terminer", "texte", "question", "conclure", "rien"])
def test_each_panel_opens_on_the_current_item(cast: Built, panel: str) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    assert round_.phase == RoundPhase.STANCES
    page = client(session, "dgs").get(address(session, f"conduite?ecrire={panel}"))
    assert page.status_code == 200
    assert ('id="ecrire"' in page.text) == (panel not in {"rien", "question"})


def test_an_objection_is_lifted_from_the_phone_and_from_the_screen_of_the_session(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    for key in ("dga_juridique", "dost"):
        session.answer(round_, key, StanceValue.OBJECTION, f"Objection de {key}")
    session.answer_all(round_, but=("dga_juridique", "dost"))
    mine, theirs = Stance.objects.filter(value=StanceValue.OBJECTION).order_by("pk")
    phone = client(session, "dga_juridique")
    assert "Lever mon objection" in phone.get(address(session, "position")).text
    assert phone.post(address(session, f"positions/{theirs.public_id}/lever"), {"change": "x"}).status_code == 403
    assert phone.post(address(session, f"positions/{mine.public_id}/lever")).status_code == 302
    dgs = client(session, "dgs")
    lifting = address(session, f"positions/{theirs.public_id}/lever")
    assert dgs.post(lifting, {"change": " "}).status_code == 422
    assert dgs.post(lifting, {"change": "Le coût est notifié."}).status_code == 302
    round_.refresh_from_db()
    assert round_.phase == RoundPhase.ADOPTION


def test_a_double_click_on_a_stance_with_one_key_has_one_effect(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    browser = client(session, "dost")
    sent = {"round": round_.public_id, "stance": "favourable", "submission_key": "one-key"}
    answers = [browser.post(address(session, "position"), sent) for _press in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert answers[2].headers.get("Idempotent-Replay") == "true"
    assert Stance.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"stance": "perhaps"}, {"stance": "favourable", "text_number": "x"}, {"stance": "objection", "reason": "\x01"},
        {"stance": "reservation", "reason": "x" * 10_001}, {},
    ],
)  # fmt: skip
def test_a_position_that_cannot_be_is_refused_with_a_sentence(cast: Built, fields: dict[str, str]) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    sent = {"round": round_.public_id, **fields}
    assert client(session, "dost").post(address(session, "position"), sent).status_code == 422
    assert not Stance.objects.exists()


def test_a_screen_costs_the_same_number_of_queries_whatever_the_number_of_items(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_)
    browser = client(session, "dgs")
    with CaptureQueriesContext(connection) as few:
        browser.get(address(session, "conduite"))
    for rank in range(4, 24):
        an_item(cast, meeting=session.meeting, position=rank, state=ItemState.SCHEDULED)
    with CaptureQueriesContext(connection) as many:
        browser.get(address(session, "conduite"))
    assert len(many) == len(few)
    assert len(few) <= 40


def test_a_guest_is_not_told_of_an_item_for_the_members(cast: Built) -> None:
    session = an_open_session(cast)
    a_guest(session, "agent_rh")
    Item.objects.filter(pk=session.items[1].pk).update(
        title="Un licenciement", decision_asked="Licencier.", confidentiality=Confidentiality.MEMBERS
    )
    guest, member = client(session, "agent_rh"), client(session, "dost")
    told = {screen: guest.get(address(session, screen)).text for screen in SCREENS[1:]}
    assert not any("Un licenciement" in page for page in told.values())
    assert "Point réservé aux membres" in told["suivre"]
    a_round_of_stances(session)
    for screen in SCREENS[1:]:
        page = guest.get(address(session, screen)).text
        assert "Point réservé aux membres" in page
        assert not any(word in page for word in ("Un licenciement", "Licencier.", "Autoriser la convention."))
        assert "Un licenciement" in member.get(address(session, screen)).text


def a_guest(session: Session, key: str) -> Attendee:
    """Somebody convened for what they present."""
    person = session.cast.people[key]
    return Attendee.objects.create(
        meeting=session.meeting, person=person, name=person.full_name, title="Invité", role=AttendeeRole.GUEST, rank=40
    )


def test_a_closed_session_says_so_and_offers_its_record_to_those_who_may_read_it(cast: Built) -> None:
    session = an_open_session(cast)
    a_guest(session, "agent_rh")
    Item.objects.filter(pk=session.items[0].pk).update(confidentiality=Confidentiality.MEMBERS)
    next_item(session.meeting, by=session.by("dgs"))
    assert "Lire le relevé" not in client(session, "dost").get(address(session, "suivre")).text
    close_meeting(session.meeting, by=session.by("dgs", minutes=30))
    for key, reads in (("dgs", True), ("dost", True), ("agent_rh", False)):
        followed = client(session, key).get(address(session, "suivre")).text
        position = client(session, key).get(address(session, "position")).text
        for page in (followed, position):
            assert "La séance est close." in page
            assert (f'href="{address(session, "releve")}"' in page) == reads
        assert "suivra" not in followed + position
        assert "Conduire la séance" not in followed
    assert client(session, "agent_rh").get(address(session, "releve")).status_code == 403


@pytest.mark.parametrize("outcome", [Outcome.POSTPONED, Outcome.REFERRED, Outcome.REJECTED])
def test_a_round_that_adopted_nothing_stops_where_it_was(cast: Built, outcome: Outcome) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    conclude(round_, outcome=outcome, by=session.by("dgs"), reason="Un avis manque.")
    session.items[1].refresh_from_db()
    shown = live_round(session.items[1], session.meeting)
    assert shown is not None
    assert RoundPhase.values[shown.step] == RoundPhase.STANCES


def test_a_round_that_adopted_its_text_has_all_its_steps_done(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_)
    conclude(round_, outcome=None, by=session.by("dgs"))
    shown = live_round(session.items[1], session.meeting)
    assert shown is not None
    assert shown.step == len(shown.steps)


def test_the_list_of_presence_gives_the_short_name_of_the_unit_or_else_the_title(cast: Built) -> None:
    session = an_open_session(cast)
    Attendee.objects.filter(pk=session.attendees["dost"].pk).update(title="Directrice Organisation")
    Attendee.objects.filter(pk=session.attendees["communes"].pk).update(title="Sans poste", post=None)
    presence = client(session, "dgs").get(address(session, "conduite")).text.split('<ul class="presence">')[1]
    titles = presence.split("</ul>")[0].replace("\xa0", " ")
    assert "DOST" in titles
    assert "DGA Planification" in titles
    assert "Directrice Organisation" not in titles
    assert "Sans poste" in titles
