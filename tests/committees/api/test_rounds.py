"""A consent round held by the API: hidden until the reveal, an objection lifted, the text adopted."""

from typing import Any

import pytest

from interco.committees.enums import StanceValue
from interco.committees.models import Decision, Round, Stance
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from tests.committees.session_builders import ASKED, Session, a_round_of_stances, an_open_session
from tests.config.api.program import Program, program

pytestmark = pytest.mark.django_db


def on_the_second_item(cast: Built) -> Session:
    """The session at its second item, which calls for a decision."""
    session = an_open_session(cast)
    for minutes in (0, 9):
        next_item(session.meeting, by=session.by("dgs", minutes=minutes))
    return session


def give(ask: Program, address: str, value: str, reason: str = "", number: int = 1) -> tuple[int, Any]:
    """A stance."""
    return ask("PUT", f"{address}/position", {"value": value, "reason": reason, "text_number": number})


def test_a_round_is_opened_clarified_amended_objected_lifted_and_adopted(cast: Built) -> None:
    session = on_the_second_item(cast)
    with program(cast, "dgs", *ASKED) as (chair, *members):
        item = session.items[1].public_id
        status, opened = chair("POST", f"points/{item}/tours", {"text": "Autoriser la convention."})
        assert (status, opened["phase"], opened["expected"]) == (201, "proposal", len(ASKED))
        address = f"tours/{opened['key']}"
        assert chair("PUT", f"{address}/etape", {"phase": "clarification"})[1]["phase"] == "clarification"
        who = session.attendees["dost"]
        said = chair("POST", f"{address}/propos", {"text": "À quel coût ?", "attendee": who.public_id})[1]
        assert [(row["name"], row["phase"]) for row in said["contributions"]] == [(who.name, "clarification")]
        amended = {"text": "Autoriser la convention, sans dépense nouvelle.", "number": 1}
        assert chair("PUT", f"{address}/texte", amended)[1]["texts"][-1]["number"] == 2
        status, lost = chair("PUT", f"{address}/texte", {**amended, "text": "Un texte d’à côté."})
        assert (status, lost["theirs"]["text"], lost["yours"]["text"]) == (409, amended["text"], "Un texte d’à côté.")
        chair("PUT", f"{address}/etape", {"phase": "stances"})
        assert give(members[0], address, "favourable", number=1)[0] == 409, "the text she read was amended"
        assert give(members[0], address, "objection", number=2)[0] == 422
        status, seen = give(members[0], address, "objection", "Rien n’est chiffré.", number=2)
        assert (seen["mine"]["value"], seen["stances"], seen["received"]) == ("objection", [], 1)
        assert members[1]("GET", address)[1]["mine"] is None
        for member in members[1:]:
            give(member, address, "favourable", number=2)
        revealed = chair("GET", address)[1]
        assert (revealed["phase"], len(revealed["stances"])) == ("lifting", len(ASKED))
        (objection,) = (row for row in revealed["stances"] if row["value"] == "objection")
        lifting = f"positions/{objection['key']}/levee"
        assert chair("POST", lifting, {"change": ""})[0] == 422, "whoever leads says what was changed"
        assert members[0]("POST", lifting, {"change": ""})[1]["phase"] == "adoption"
        status, draft = chair("POST", f"{address}/adoption")
        assert (status, draft["outcome"], draft["text"]) == (200, "consensus", amended["text"])
        assert chair("GET", f"points/{item}/tours")[1][0]["outcome"] == "consensus"
    assert Decision.objects.get().round == Round.objects.get()


def test_nobody_leads_or_answers_in_the_place_of_another(cast: Built) -> None:
    round_ = a_round_of_stances(an_open_session(cast))
    address = f"tours/{round_.public_id}"
    before = Round.objects.values().get()
    with program(cast, "dost", "agent_rh", "dgs") as (member, agent, chair):
        assert agent("GET", address)[0] == 403, "the session is followed by those convened"
        assert agent("GET", f"points/{round_.item.public_id}/tours") == (200, [])
        assert give(chair, address, "favourable")[0] == 403, "the chair does not respond"
        for method, path, sent in (
            ("PUT", "etape", {"phase": "stances"}), ("POST", "revelation", None), ("POST", "adoption", None),
            ("PUT", "texte", {"text": "Autre.", "number": 1}), ("POST", "propos", {"text": "Ah."}),
            ("POST", "conclusion", {"outcome": "rejected"}),
        ):  # fmt: skip
            assert member(method, f"{address}/{path}", sent)[0] == 403, path
        assert chair("POST", f"{address}/conclusion", {"outcome": "consensus"})[0] == 422, (
            "a consent is found, not said"
        )
        assert chair("POST", f"{address}/revelation")[0] == 422, "nobody has answered"
        wrong = chair("PUT", f"{address}/etape", {"phase": "lifting"})[1]["fields"]["phase"]
        assert wrong == "Choisissez parmi : 'clarification', 'reactions', 'amendment', 'stances'."
    assert Round.objects.values().get() == before
    assert not Stance.objects.exists()


def test_a_name_withheld_stays_out_of_what_others_read(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dost",))
    with program(cast, "dost", "dgs") as (member, chair):
        said = {"value": "reservation", "reason": "Le délai est court.", "name_withheld": True, "text_number": 1}
        mine = member("PUT", f"tours/{round_.public_id}/position", said)[1]["mine"]
        assert mine["name"] == cast.people["dost"].full_name
        read = chair("GET", f"tours/{round_.public_id}")[1]["stances"]
    assert [row["name"] for row in read if row["value"] == StanceValue.RESERVATION] == [""]
