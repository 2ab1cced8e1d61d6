"""Rows of the CODIR before the session: bodies, items, agenda, convocation, dossier, closed days."""

from collections.abc import Callable

from interco.committees.enums import Confidentiality, ItemState
from interco.committees.models import Attachment, Attendee, Item, Meeting
from interco.committees.services.convocation import convene
from interco.config.demo.organisation import Built
from interco.foundation.documents.services.store import store
from interco.scheduling.models import Closure
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import CODIR_AND_SUBSTITUTES, COMMUNES, KEEPERS, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing

WRITERS = frozenset({"agent", "head_of_service"})
READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}


def _session(cast: Built) -> Meeting:
    """The one planned session, with one item on its agenda."""
    found = Meeting.objects.first()
    if found is None:
        found = a_meeting(cast)
        an_item(cast, state=ItemState.SCHEDULED, meeting=found, position=1)
    return found


def _item(**fields: str) -> Callable[[Built], str]:
    return lambda cast: an_item(cast, submitted_at=NOW, **fields).public_id


thing("session")(lambda cast: _session(cast).public_id)
thing("item_draft")(_item(author="agent_rh", state=ItemState.DRAFT))
thing("item_submitted")(_item(author="agent_rh", state=ItemState.SUBMITTED))
thing("item_of_others")(_item(state=ItemState.SUBMITTED))
thing("item_accepted")(_item(state=ItemState.ACCEPTED))
thing("item_confidential")(_item(state=ItemState.ACCEPTED, confidentiality=Confidentiality.MEMBERS))
thing("place")(lambda cast: f"place:{an_item(cast, state=ItemState.SUBMITTED).public_id}")
thing("conference")(lambda cast: cast.bodies["conference"].public_id)
thing("closure")(lambda _cast: Closure.objects.create(day=NOW.date(), label="Pont").public_id)


@thing("attachment")
def _attachment(cast: Built) -> str:
    item = Item.objects.get(public_id=_item(state=ItemState.ACCEPTED)(cast))
    file = store(b"Note", media_type="text/plain", at=NOW)
    return Attachment.objects.create(
        item=item, file=file, name="note.txt", added_by=item.author, added_at=NOW
    ).public_id


@thing("attendee")
def _attendee(cast: Built) -> str:
    meeting = _session(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    return Attendee.objects.get(meeting=meeting, person=cast.people["dost"]).public_id


SESSION, CODIR = ("@session",), ("@body",)
ROWS = (
    Row("meetings", READERS),
    Row("item_propose", STAFF | COMMUNES),
    Row("item_inbox", KEEPERS),
    Row("item", WRITERS, state="draft of an agent", arguments=("@item_draft",)),
    Row("item", CODIR_AND_SUBSTITUTES, state="submitted", arguments=("@item_of_others",)),
    Row("item", STAFF, state="accepted", arguments=("@item_accepted",)),
    Row("item", CODIR_AND_SUBSTITUTES, state="confidential", arguments=("@item_confidential",)),
    Row("item_edit", KEEPERS, state="submitted", arguments=("@item_of_others",)),
    Row("item_edit", WRITERS, "POST", "draft of an agent", ("@item_draft",), {"title": "x"}),
    Row("item_brief", KEEPERS, state="submitted", arguments=("@item_of_others",)),
    Row("item_brief", KEEPERS, "POST", "submitted", ("@item_of_others",), {"stakes": "Les délais"}),
    Row("item_attach", KEEPERS, "POST", "submitted", ("@item_of_others",)),
    Row("item_send", WRITERS, "POST", "draft of an agent", ("@item_draft",)),
    Row("item_accept", KEEPERS, "POST", "submitted", ("@item_submitted",)),
    Row("item_return", KEEPERS, "POST", "submitted", ("@item_submitted",), {"reason": "Chiffrez."}),
    Row("item_withdraw", KEEPERS | WRITERS, "POST", "submitted", ("@item_submitted",)),
    Row("attachment", STAFF, state="accepted", arguments=("@attachment",)),
    Row("attachment_remove", KEEPERS, "POST", "accepted", ("@attachment",)),
    Row("bodies", READERS),
    Row("body_create", KEEPERS),
    Row("body_create", KEEPERS, "POST", body={"name": "x"}),
    Row("body", STAFF, state="CODIR", arguments=CODIR),
    Row("body", STAFF | COMMUNES, state="conference", arguments=("@conference",)),
    Row("body_edit", KEEPERS, arguments=CODIR),
    Row("body_edit", KEEPERS, "POST", arguments=CODIR, body={"name": "x"}),
    Row("body_seats", KEEPERS, arguments=CODIR),
    Row("body_seats", KEEPERS, "POST", arguments=CODIR),
    Row("body_plan", KEEPERS, arguments=CODIR),
    Row("body_plan", KEEPERS, "POST", arguments=CODIR, body={"first": "2027-01-01", "last": "2027-02-01"}),
    Row("meeting_add", KEEPERS, arguments=CODIR),
    Row("meeting_add", KEEPERS, "POST", arguments=CODIR, body={"day": "2027-01-05", "at": "09:00"}),
    Row("meeting", STAFF, arguments=SESSION),
    Row("agenda", KEEPERS, arguments=SESSION),
    Row("agenda_act", KEEPERS, "POST", arguments=SESSION, body={"act": "@place"}),
    Row("agenda_order", KEEPERS, "POST", arguments=SESSION, body={"order": "inconnu"}),
    Row("agenda_undo", KEEPERS, "POST", arguments=SESSION),
    Row("convocation", KEEPERS, arguments=SESSION),
    Row("convocation", KEEPERS, "POST", arguments=SESSION),
    Row("meeting_dossier", CODIR_AND_SUBSTITUTES, arguments=SESSION),
    Row("meeting_dossier_pdf", CODIR_AND_SUBSTITUTES, arguments=SESSION),
    Row("meeting_move", KEEPERS, arguments=SESSION),
    Row("meeting_move", KEEPERS, "POST", arguments=SESSION, body={"day": "2027-01-05", "at": "09:00"}),
    Row("meeting_cancel", KEEPERS, "POST", arguments=SESSION, body={"reason": "Cyclone"}),
    Row("meeting_absence", KEEPERS | {"director"}, "POST", "of a director", SESSION,
        {"attendee": "@attendee", "act": "absent"}),
    Row("closures", STAFF),
    Row("closures", KEEPERS, "POST", body={"day": "2027-02-09", "label": "Mardi gras"}),
    Row("closure_remove", KEEPERS, "POST", arguments=("@closure",)),
)  # fmt: skip
