"""Rows of the requests: their two ends, the general secretariat and the DGS; the rest of the house sees nothing."""

from collections.abc import Callable
from typing import Any

from interco.config.demo.organisation import Built
from interco.secretariat.enums import RequestKind, RequestState
from interco.secretariat.models import RequestFile
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.requests import join_file
from tests.cast import actor
from tests.matrix.principals import COMMUNES, KEEPERS, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.secretariat.requests.builders import a_request

#: The service « Ressources humaines », which asks.
ASKERS = frozenset({"agent", "head_of_service"})
READERS = ASKERS | KEEPERS
PARTIES = STAFF | COMMUNES
DIRECTOR = frozenset({"director"})
DGS, SECRETARIAT = frozenset({"dgs"}), frozenset({"secretariat"})
SENT, TAKEN, QUESTIONED, ANSWERED = (("@request.sent",), ("@request.taken",), ("@request.questioned",),
                                     ("@request.answered",))  # fmt: skip
TO_SIGN, SUPPORT = ("@request.to_sign",), ("@request.support",)


def _request(kind: str = RequestKind.INFORMATION, **more: Any) -> Callable[[Built], str]:
    return lambda cast: a_request(cast, kind=kind, **more).public_id


def _questioned(cast: Built) -> str:
    request = a_request(cast)
    gestures.question(request, text="Pour qui ?", by=actor(cast, "secretariat"))
    return request.public_id


def _answered(cast: Built) -> str:
    request = a_request(cast)
    gestures.answer(request, text="Le 15 janvier.", by=actor(cast, "secretariat"))
    return request.public_id


@thing("request.file")
def _file(cast: Built) -> str:
    join_file(a_request(cast), name="note.txt", content=b"Note", by=actor(cast, "agent_rh"))
    return RequestFile.objects.get().public_id


thing("request.sent")(_request())
thing("request.other")(_request(author="communication"))
thing("request.taken")(_request(state=RequestState.TAKEN))
thing("request.to_sign")(_request(RequestKind.SIGNATURE))
thing("request.support")(_request(RequestKind.SUPPORT))
thing("request.questioned")(_questioned)
thing("request.answered")(_answered)
thing("unit_of_dost")(lambda cast: cast.units["dost"].public_id)
thing("place_of_dost")(lambda cast: f"unit:{cast.units['dost'].public_id}")
thing("person_of_desk")(lambda cast: cast.people["secretariat_assistant"].public_id)


def act(gesture: str, may: frozenset[str], state: str, arguments: tuple[str, ...], **body: str) -> Row:
    """A gesture on a request."""
    version = "2" if arguments in (QUESTIONED, ANSWERED) else "1"
    told = {"gesture": gesture, "version": version, **body}
    return Row("request_act", may, "POST", f"{gesture}, {state}", arguments, told)


ROWS = (
    Row("requests", PARTIES),
    Row("request_ask", STAFF),
    Row("request_ask", STAFF, "POST", arguments=(), body={"kind": "information", "title": "Agenda"}),
    Row("request_board", PARTIES),
    Row("requests_export", PARTIES, arguments=("csv",)),
    Row("request_desks", KEEPERS),
    Row("request_desks", KEEPERS, "POST",
        body={"kind": "information", "to": "@place_of_dost", "working_days": "5"}),
    Row("request", READERS, state="at the secretariat", arguments=SENT),
    Row("request", READERS, state="to sign", arguments=TO_SIGN),
    Row("request", READERS | DIRECTOR, state="support", arguments=SUPPORT),
    Row("request", READERS, state="questioned", arguments=QUESTIONED),
    Row("request", READERS, state="answered", arguments=ANSWERED),
    Row("request_file", READERS, arguments=("@request.file",)),
    Row("request_join", READERS, "POST", "sent", SENT),
    act("take", KEEPERS, "sent", SENT),
    act("take", KEEPERS | DIRECTOR, "support", SUPPORT),
    act("answer", KEEPERS, "sent", SENT, text="Oui."),
    act("answer", DGS, "to sign", TO_SIGN, text="Oui."),
    act("refuse", KEEPERS, "taken", TAKEN, text="Non."),
    act("question", KEEPERS, "taken", TAKEN, text="Pour qui ?"),
    act("clarify", ASKERS, "questioned", QUESTIONED, text="Pour nous."),
    act("forward", KEEPERS, "taken", TAKEN, to="@place_of_dost"),
    act("entrust", KEEPERS, "sent", SENT, to="@person_of_desk"),
    act("merge", KEEPERS, "sent", SENT, to="@request.other"),
    act("reschedule", READERS, "sent", SENT, due_on="2099-12-31"),
    act("reschedule", KEEPERS, "taken", TAKEN, due_on="2099-12-31"),
    act("withdraw", ASKERS, "sent", SENT),
    act("close", ASKERS | SECRETARIAT, "answered", ANSWERED),
    act("reopen", ASKERS | SECRETARIAT, "answered", ANSWERED, text="Quand ?"),
    act("item", KEEPERS, "sent", SENT, body="@body"),
    act("action", KEEPERS, "sent", SENT, body="@body", owner_post="@post"),
    act("meeting", KEEPERS, "sent", SENT, day="2030-12-03", at="09:30", minutes="60"),
    act("note", KEEPERS, "sent", SENT),
    Row("signature_folder", KEEPERS),
    Row("signature_folder_act", DGS, "POST", "sign", (), {"act": "sign", "requests": "@request.to_sign"}),
    Row("signature_folder_act", DGS, "POST", "refuse", (),
        {"act": "refuse", "requests": "@request.to_sign", "text": "Chiffrez."}),
)  # fmt: skip
