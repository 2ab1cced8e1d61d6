"""Rows of the live session, on the CODIR of the cast."""

from tests.matrix.principals import CODIR_AND_SUBSTITUTES, KEEPERS, NOBODY
from tests.matrix.rows import Row

MEETING = ("@live_meeting",)
ITEM = ("@live_meeting", "@current_item")
ROUND = ("@live_meeting", "@live_round")


def gesture(route: str, arguments: tuple[str, ...], **body: str) -> Row:
    """A gesture of whoever leads: the chair and the secretariat."""
    return Row(route, KEEPERS, method="POST", state="in session", arguments=arguments, body=body)


ROWS = (
    Row("session_lead", KEEPERS, arguments=MEETING),
    Row("session_follow", CODIR_AND_SUBSTITUTES, arguments=MEETING),
    Row("session_room", CODIR_AND_SUBSTITUTES, arguments=MEETING),
    Row("session_position", CODIR_AND_SUBSTITUTES, arguments=MEETING),
    Row(
        "session_position", frozenset({"director", "secretariat"}), method="POST", state="respondents", arguments=MEETING,
        body={"round": "@live_round", "stance": "favourable", "text_number": "1"},
    ),
    gesture("session_open", ("@live_convened",)),
    gesture("session_next", MEETING),
    gesture("session_previous", MEETING),
    gesture("session_pause", MEETING),
    gesture("session_all_present", MEETING),
    gesture("session_presence", ("@live_meeting", "@live_attendee"), presence="excused"),
    gesture("session_go", ITEM),
    gesture("session_end_item", ITEM, ending="treated"),
    gesture("session_notes", ITEM, notes="Texte", version="0"),
    gesture("round_open", ITEM, text="Approuver."),
    gesture("session_decision", ITEM, text="Le CODIR approuve."),
    gesture("session_action", ITEM, title="Notifier", due_on="2099-01-01"),
    gesture("round_step", ROUND, phase="stances"),
    gesture("round_say", ROUND, text="Une question."),
    gesture("round_text", ROUND, text="Un autre texte.", number="1"),
    gesture("round_reveal", ROUND),
    gesture("round_adopt", ROUND),
    gesture("round_conclude", ROUND, outcome="postponed", reason="À compléter."),
    gesture("stance_lift", ("@objected_meeting", "@objection"), change="Texte amendé."),
    Row("session_take_back", NOBODY, method="POST", state="no such project", arguments=("@live_meeting", "inconnu")),
    Row("session_stream", NOBODY, state="no such session", arguments=("inconnu",)),
)  # fmt: skip
