"""Rows of the API on the committees: the same people as on the pages, told by JSON."""

from datetime import date

from interco.committees.enums import ItemState
from interco.committees.models import DecisionBrief, Item
from interco.config.demo.organisation import Built
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import CODIR_AND_SUBSTITUTES, COMMUNES, KEEPERS, SIGNED_IN, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing

READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}
WRITERS = frozenset({"agent", "head_of_service"})
#: Who reads sessions or submits an item of the cast's service « Ressources humaines ».
SUBMITTERS = WRITERS | KEEPERS
PROPOSAL = {
    "title": "Plan de formation", "kind": "decision", "decision_asked": "Approuver.", "duration_minutes": 15,
    "body": "@body", "unit": "@unit",
}  # fmt: skip
EDITION = {
    "title": "Plan de formation", "kind": "decision", "decision_asked": "Approuver.", "duration_minutes": 20,
    "confidentiality": "staff", "version": 1,
}  # fmt: skip


@thing("api.placed")
def _placed(cast: Built) -> str:
    meeting = a_meeting(cast, number=70, day=date(2026, 12, 15))
    an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1, submitted_at=NOW)
    return meeting.public_id


@thing("api.item")
def _item(cast: Built) -> str:
    return Item.objects.get(meeting__number=70).public_id


@thing("api.proposed")
def _proposed(cast: Built) -> str:
    return an_item(cast, state=ItemState.SUBMITTED, submitted_at=NOW).public_id


@thing("api.written")
def _written(cast: Built) -> str:
    item = an_item(cast, state=ItemState.ACCEPTED, submitted_at=NOW)
    DecisionBrief.objects.create(item=item)
    return item.public_id


ACTION: dict[str, object] = {"title": "Notifier", "owner_post": "@post", "due_on": "2099-01-01"}
PLACED, ITEM = ("@api.placed",), ("@api.placed", "@api.item")


def reading(route: str, may: frozenset[str], state: str = "", *arguments: str) -> Row:
    """A reading."""
    return Row(route, may, state=state, arguments=arguments, json={})


def writing(
    route: str, may: frozenset[str], arguments: tuple[str, ...], json: dict[str, object], *, method: str = "POST",
    state: str = "",
) -> Row:  # fmt: skip
    """A gesture."""
    return Row(route, may, method, state, arguments, json=json)


ROWS = (
    reading("api_bodies", READERS),
    reading("api_body", STAFF, "CODIR", "@body"),
    reading("api_body", STAFF | COMMUNES, "conference", "@conference"),
    reading("api_meetings", READERS),
    reading("api_meeting", STAFF, "", "@session"),
    writing("api_convocation", KEEPERS, PLACED, {}),
    writing("api_meeting_open", KEEPERS, ("@live_convened",), {}, state="convened"),
    writing("api_meeting_close", KEEPERS, ("@open_session",), {}, state="open"),
    writing("api_agenda", KEEPERS, PLACED, {"item": "@api.proposed"}),
    writing("api_agenda", KEEPERS, PLACED, {"order": ["@api.item"]}, method="PUT"),
    writing("api_agenda_item", KEEPERS, ITEM, {}, method="DELETE"),
    writing("api_agenda_minutes", KEEPERS, ITEM, {"minutes": 25}, method="PUT"),
    writing("api_agenda_opening", KEEPERS, PLACED, {"minutes": 10}, method="PUT"),
    reading("api_items", READERS),
    reading("api_item", WRITERS, "draft of an agent", "@item_draft"),
    reading("api_item", CODIR_AND_SUBSTITUTES, "submitted", "@item_of_others"),
    reading("api_item", STAFF, "accepted", "@item_accepted"),
    reading("api_item", CODIR_AND_SUBSTITUTES, "confidential", "@item_confidential"),
    writing("api_items", SUBMITTERS, (), PROPOSAL, state="of human resources"),
    writing("api_item", KEEPERS, ("@item_of_others",), EDITION, method="PUT", state="submitted"),
    writing("api_item_send", WRITERS, ("@item_draft",), {}, state="draft of an agent"),
    writing("api_item_withdraw", KEEPERS | WRITERS, ("@item_submitted",), {"reason": "Plus tard."}, state="submitted"),
    writing("api_item_accept", KEEPERS, ("@item_submitted",), {}, state="submitted"),
    writing("api_item_return", KEEPERS, ("@item_submitted",), {"reason": "Chiffrez."}, state="submitted"),
    reading("api_brief", STAFF, "accepted", "@api.written"),
    reading("api_brief", CODIR_AND_SUBSTITUTES, "confidential", "@item_confidential"),
    writing(
        "api_brief", KEEPERS, ("@api.written",), {"stakes": "Les délais.", "version": 1}, method="PUT", state="accepted"
    ),
    reading("api_decisions", SIGNED_IN),
    reading("api_decision", STAFF, "", "@decision"),
    reading("api_decision", CODIR_AND_SUBSTITUTES, "reserved to members", "@secret_decision"),
    reading("api_decision_proof", STAFF, "", "@decision"),
    reading("api_decision_proof", CODIR_AND_SUBSTITUTES, "reserved to members", "@secret_decision"),
    reading("api_register_proof", KEEPERS),
    reading("api_actions", SIGNED_IN),
    reading("api_action", STAFF, "", "@action"),
    writing("api_action", KEEPERS, ("@action",), {**ACTION, "version": 1}, method="PUT"),
    writing("api_action_add", KEEPERS, ("@body",), ACTION),
    writing("api_action_move", KEEPERS, ("@action",), {"state": "doing", "version": 1}),
    writing("api_action_reschedule", KEEPERS, ("@action",), {"due_on": "2099-01-01", "version": 1}),
)
