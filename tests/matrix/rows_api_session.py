"""Rows of the API on what is kept and held by it: bodies and their series, files, presence, sessions, rounds, records."""

from datetime import date

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Decision
from interco.committees.services.closing import close_meeting
from interco.config.demo.organisation import Built
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import CODIR_AND_SUBSTITUTES, KEEPERS, NOBODY, STAFF
from tests.matrix.rows import Row
from tests.matrix.rows_api_committees import reading, writing
from tests.matrix.world import thing

RULES: dict[str, object] = {
    "code": "CT", "name": "Comité technique", "kind": "codir", "chair_post": "@post", "secretary_post": None,
    "recurrence": "FREQ=WEEKLY;BYDAY=TU", "starts_at": "08:30", "duration_minutes": 150, "follow_up_minutes": 10,
    "place": "", "holiday_rule": "next", "deadline_days": 5, "deadline_at": "12:00", "quorum_share": 0.5,
    "chair_responds": False,
}  # fmt: skip
SEATS: dict[str, object] = {"from_day": "2027-01-01", "seats": [{"post": "@post"}], "version": 1}
MOVE: dict[str, object] = {"day": "2027-01-05", "at": "09:00", "duration_minutes": 60, "place": "Salle B"}
BODY, SESSION, LIVE = ("@body",), ("@session",), ("@live_meeting",)
ROUND, ITEM, RUNNING = ("@live_round",), ("@live_meeting", "@current_item"), ("@running_meeting", "@running_item")
SEAT, PRESENT = ("@live_convened", "@convened_attendee"), ("@live_meeting", "@live_attendee")
DRAFT: dict[str, object] = {"text": "Le CODIR approuve le plan."}
HERSELF = KEEPERS | {"director"}


@thing("later_decision")
def _later_decision(cast: Built) -> str:
    meeting = a_meeting(cast, state=MeetingState.OPEN, number=91, day=date(2026, 12, 15))
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1)
    decision = Decision.objects.create(
        body=meeting.body, meeting=meeting, item=item, title="Suite", text="Le CODIR amende.", outcome="consensus",
        decided_at=meeting.starts_at,
    )  # fmt: skip
    close_meeting(meeting, by=actor(cast, "dgs", meeting.starts_at))
    return decision.public_id


BODIES = (
    writing("api_bodies", KEEPERS, (), RULES),
    writing("api_body", KEEPERS, BODY, {**RULES, "version": 1}, method="PUT", state="CODIR"),
    writing("api_body_seats", KEEPERS, BODY, SEATS, method="PUT"),
    reading("api_series", KEEPERS, "", "@body"),
    writing("api_series", KEEPERS, BODY, {"first": "2027-01-01", "last": "2027-02-01"}),
    writing("api_meeting_add", KEEPERS, BODY, MOVE),
    writing("api_meeting", KEEPERS, SESSION, {**MOVE, "version": 1}, method="PUT"),
    writing("api_meeting_cancel", KEEPERS, SESSION, {"reason": "Cyclone.", "version": 1}),
)
FILES = (
    Row("api_item_attach", KEEPERS, "POST", "submitted", ("@item_of_others",), file=b"Une note."),
    Row("api_attachment", STAFF, state="accepted", arguments=("@attachment",)),
    writing("api_attachment", KEEPERS, ("@attachment",), {}, method="DELETE", state="accepted"),
    Row("api_record", CODIR_AND_SUBSTITUTES | {"agent"}, arguments=("@closed_session",)),
    Row("api_record", CODIR_AND_SUBSTITUTES, state="reserved item", arguments=("@secret_session",)),
    Row("api_record", NOBODY, state="session not closed", arguments=("@open_session",)),
    writing("api_record_release", KEEPERS, ("@closed_session",), {}),
    writing("api_decision_replace", KEEPERS, ("@decision",), {"new": "@later_decision"}),
)
PRESENCE = (
    writing("api_absence", HERSELF, SEAT, {}, method="PUT", state="of a director"),
    writing("api_absence", HERSELF, SEAT, {}, method="DELETE", state="of a director"),
    writing("api_substitute", HERSELF, SEAT, {"person": "@agent"}, method="PUT", state="of a director"),
    writing("api_presence", KEEPERS, PRESENT, {"presence": "excused"}, method="PUT"),
    writing("api_leave", KEEPERS, PRESENT, {}),
    writing("api_all_present", KEEPERS, LIVE, {}),
)
IN_SESSION = (
    writing("api_session_next", KEEPERS, LIVE, {"current": "@current_item"}),
    writing("api_session_previous", KEEPERS, LIVE, {"current": "@current_item"}),
    writing("api_session_go", KEEPERS, ITEM, {}),
    writing("api_session_end", KEEPERS, RUNNING, {"ending": "postponed"}),
    writing("api_session_pause", KEEPERS, LIVE, {}),
    writing("api_session_resume", KEEPERS, LIVE, {}),
    reading("api_session_notes", KEEPERS, "", *ITEM),
    writing("api_session_notes", KEEPERS, ITEM, {"notes": "Le coût est discuté.", "version": 0}, method="PUT"),
    writing("api_draft", KEEPERS, RUNNING, DRAFT),
    writing("api_decision", KEEPERS, ("@draft",), {**DRAFT, "version": 1}, method="PUT", state="a project"),
    writing("api_decision", KEEPERS, ("@draft",), {}, method="DELETE", state="a project"),
    writing("api_draft_action", KEEPERS, RUNNING, {"title": "Notifier", "owner_post": "@post", "due_on": "2099-01-01"}),
)
ROUNDS = (
    reading("api_rounds", STAFF, "", "@current_item"),
    writing("api_rounds", KEEPERS, ("@current_item",), {"text": "Approuver."}),
    reading("api_round", CODIR_AND_SUBSTITUTES, "", *ROUND),
    writing("api_round_step", KEEPERS, ROUND, {"phase": "stances"}, method="PUT"),
    writing("api_round_say", KEEPERS, ("@clarified_round",), {"text": "À quel coût ?"}),
    writing("api_round_text", KEEPERS, ROUND, {"text": "Un autre texte.", "number": 1}, method="PUT"),
    writing("api_round_reveal", KEEPERS, ("@answered_round",), {}),
    writing("api_round_adopt", KEEPERS, ("@agreed_round",), {}),
    writing("api_round_conclude", KEEPERS, ROUND, {"outcome": "postponed", "reason": "À compléter."}),
    writing(
        "api_stance", frozenset({"director", "secretariat"}), ROUND, {"value": "favourable", "text_number": 1},
        method="PUT", state="respondents",
    ),
    writing("api_stance_lift", KEEPERS, ("@standing_objection",), {"change": "Texte amendé."}),
)  # fmt: skip
ROWS = (*BODIES, *FILES, *PRESENCE, *IN_SESSION, *ROUNDS)
