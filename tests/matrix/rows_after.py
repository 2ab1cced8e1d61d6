"""Rows of the CODIR after the session: closing, register, record, actions."""

from interco.committees.enums import Confidentiality, MeetingState
from interco.committees.models import Action, Decision, Meeting
from interco.config.demo.organisation import Built
from tests.committees.builders import a_meeting
from tests.committees.records.test_release import a_closed_session
from tests.matrix.principals import CODIR_AND_SUBSTITUTES, KEEPERS, SIGNED_IN, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing


def _closed(cast: Built) -> Meeting:
    """The one closed session, of which the agent was a guest; a decision open to the staff."""
    return Meeting.objects.filter(state=MeetingState.CLOSED).first() or a_closed_session(cast)


thing("closed_session")(lambda cast: _closed(cast).public_id)
thing("open_session")(lambda cast: a_meeting(cast, state=MeetingState.OPEN, number=90).public_id)
thing("secret_session")(lambda cast: a_closed_session(cast, confidentiality=Confidentiality.MEMBERS).public_id)


@thing("decision")
def _decision(cast: Built) -> str:
    return Decision.objects.get(meeting=_closed(cast)).public_id


@thing("secret_decision")
def _secret_decision(cast: Built) -> str:
    meeting = a_closed_session(cast, confidentiality=Confidentiality.MEMBERS)
    return Decision.objects.get(meeting=meeting).public_id


@thing("action")
def _action(cast: Built) -> str:
    return Action.objects.get(meeting=_closed(cast)).public_id


def _reserved_action(cast: Built, *, owner: str = "dga_planification", item: bool = True) -> Action:
    """An action of a session whose item is for the members; or of the body alone, without an item."""
    meeting = a_closed_session(cast, confidentiality=Confidentiality.MEMBERS)
    action = Action.objects.filter(meeting=meeting)[0]
    action.owner_post = cast.posts[owner]
    if not item:
        action.item = action.decision = action.meeting = None
    action.save()
    return action


@thing("action_of_the_agent")
def _own_action(cast: Built) -> str:
    return _reserved_action(cast, owner="agent_rh").public_id


@thing("action_of_the_body")
def _body_action(cast: Built) -> str:
    return _reserved_action(cast, item=False).public_id


@thing("action_the_agent_helps_with")
def _helped_action(cast: Built) -> str:
    action = _reserved_action(cast, item=False)
    action.contributor_posts.add(cast.posts["agent_rh"])
    return action.public_id


RECORD = ("record", "record_pdf", "record_odt")

ROWS: tuple[Row, ...] = (
    Row("register", SIGNED_IN),
    Row("register_export", SIGNED_IN, arguments=("csv",)),
    Row("register_proof", KEEPERS),
    Row("decision", STAFF, arguments=("@decision",)),
    Row("decision", CODIR_AND_SUBSTITUTES, state="reserved to members", arguments=("@secret_decision",)),
    Row("decision_replace", KEEPERS, method="POST", arguments=("@decision",), body={"new": "@decision"}),
    Row("actions", SIGNED_IN),
    Row("actions_export", SIGNED_IN, arguments=("ods",)),
    Row("action", STAFF, arguments=("@action",)),
    Row(
        "action",
        CODIR_AND_SUBSTITUTES | {"agent"},
        state="the agent’s, reserved item",
        arguments=("@action_of_the_agent",),
    ),
    Row("action", CODIR_AND_SUBSTITUTES, state="of the body alone", arguments=("@action_of_the_body",)),
    Row("action", CODIR_AND_SUBSTITUTES | {"agent"}, state="helped", arguments=("@action_the_agent_helps_with",)),
    Row(
        "action_move",
        KEEPERS | {"agent"},
        method="POST",
        state="the agent’s",
        arguments=("@action_of_the_agent",),
        body={"state": "doing", "version": "1"},
    ),
    Row("action_edit", KEEPERS, arguments=("@action",)),
    Row("action_edit", KEEPERS, method="POST", arguments=("@action",)),
    Row("action_evidence", KEEPERS, method="POST", arguments=("@action",), body={"evidence": "Fait.", "version": "1"}),
    Row("action_add", KEEPERS, arguments=("@body",)),
    Row("action_add", KEEPERS, method="POST", arguments=("@body",)),
    Row("action_move", KEEPERS, method="POST", arguments=("@action",), body={"state": "doing", "version": "1"}),
    Row(
        "action_reschedule",
        KEEPERS,
        method="POST",
        arguments=("@action",),
        body={"due_on": "2099-01-01", "version": "1"},
    ),
    *(Row(name, CODIR_AND_SUBSTITUTES | {"agent"}, arguments=("@closed_session",)) for name in RECORD),
    *(Row(name, CODIR_AND_SUBSTITUTES, state="reserved item", arguments=("@secret_session",)) for name in RECORD),
    *(Row(name, state="session not closed", arguments=("@open_session",)) for name in RECORD),
    Row("record_release", KEEPERS, arguments=("@closed_session",)),
    Row("record_release", KEEPERS, method="POST", arguments=("@closed_session",)),
    Row("meeting_close", KEEPERS, arguments=("@open_session",)),
    Row("meeting_close", KEEPERS, method="POST", arguments=("@open_session",)),
    Row("meeting_close", method="POST", state="already closed", arguments=("@closed_session",)),
)
