"""Rows of the API on the requests: the same people as on the pages, told by JSON."""

from tests.matrix.principals import KEEPERS
from tests.matrix.rows import Row
from tests.matrix.rows_requests import (
    ANSWERED,
    ASKERS,
    DGS,
    PARTIES,
    QUESTIONED,
    READERS,
    SECRETARIAT,
    SENT,
    TAKEN,
    TO_SIGN,
)


def act(gesture: str, may: frozenset[str], state: str, arguments: tuple[str, ...], **body: object) -> Row:
    """A gesture on a request."""
    return Row(f"api_request_{gesture}", may, "POST", state, arguments, json=body)


ROWS = (
    Row("api_requests", PARTIES, json={}),
    Row("api_requests", ASKERS, "POST", json={"kind": "information", "title": "Agenda", "unit": "@unit"}),
    Row("api_request", READERS, state="sent", arguments=SENT, json={}),
    Row("api_request_join", READERS, "POST", "sent", SENT, file=b"Une note."),
    Row("api_request_file", READERS, arguments=("@request.file",)),
    Row("api_desks", KEEPERS, json={}),
    Row("api_desk", KEEPERS, "PUT", arguments=("information",), json={"to": "@place_of_dost", "working_days": 4}),
    act("take", KEEPERS, "sent", SENT),
    act("answer", KEEPERS, "taken", TAKEN, text="Oui."),
    act("answer", DGS, "to sign", TO_SIGN, text="Oui."),
    act("refuse", KEEPERS, "taken", TAKEN, text="Non."),
    act("question", KEEPERS, "taken", TAKEN, text="Pour qui ?"),
    act("clarify", ASKERS, "questioned", QUESTIONED, text="Pour nous."),
    act("forward", KEEPERS, "taken", TAKEN, to="@place_of_dost"),
    act("entrust", KEEPERS, "sent", SENT, person="@person_of_desk"),
    act("merge", KEEPERS, "sent", SENT, into="@request.other"),
    act("reschedule", READERS, "sent", SENT, due_on="2099-12-31"),
    act("withdraw", ASKERS, "sent", SENT),
    act("close", ASKERS | SECRETARIAT, "answered", ANSWERED),
    act("reopen", ASKERS | SECRETARIAT, "answered", ANSWERED, text="Quand ?"),
    act("item", KEEPERS, "sent", SENT, body="@body"),
    act("action", KEEPERS, "sent", SENT, body="@body", owner_post="@post"),
    act("meeting", KEEPERS, "sent", SENT, day="2030-12-03", at="09:30", minutes=60),
    act("note", KEEPERS, "sent", SENT),
    Row("api_folder", KEEPERS, json={}),
    Row("api_folder_sign", DGS, "POST", json={"requests": ["@request.to_sign"]}),
    Row("api_folder_refuse", DGS, "POST", json={"requests": ["@request.to_sign"], "text": "Chiffrez."}),
)
