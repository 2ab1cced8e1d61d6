"""Rows of the sheets of meetings: who was there reads, who holds the agenda writes, by pages and by the API."""

from interco.config.demo.organisation import Built
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet
from interco.secretariat.queries.sheet_attendance import OWNER
from tests.matrix.principals import COMMUNES, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.scheduling.builders import an_event, entrust
from tests.secretariat.sheets.builders import a_sheet

#: The DGS calls the meeting, a director keeps the agenda; an agent and the DGS of a commune are invited.
KEEPS = frozenset({"dgs", "director"})
INVITED = KEEPS | {"agent", "commune_a"}
EVERYBODY = STAFF | COMMUNES | {"elected_reader", "dpo", "administrator"}
GUESTS = ("agent_rh", "dgs_schoelcher")


def _sheet(cast: Built, state: str) -> str:
    entrust_once(cast)
    return a_sheet(cast, guests=GUESTS, state=state, title=f"Réunion {state}").public_id


def entrust_once(cast: Built) -> None:
    """The director keeps the agenda of the DGS."""
    if not cast.people["dgs"].agenda_delegations.filter(delegate=cast.people["dost"]).exists():
        entrust(cast, "dgs", "dost")


thing("sheet.preparing")(lambda cast: _sheet(cast, SheetState.PREPARING))
thing("sheet.held")(lambda cast: _sheet(cast, SheetState.HELD))
thing("sheet.released")(lambda cast: _sheet(cast, SheetState.RELEASED))


@thing("event_without_sheet")
def _event(cast: Built) -> str:
    entrust_once(cast)
    return an_event(cast, guests=GUESTS).public_id


@thing("note_taker")
def _taker(cast: Built) -> str:
    return cast.people["agent_rh"].public_id


@thing("sheet.point")
def _point(cast: Built) -> str:
    sheet = MeetingSheet.objects.get(event__title=f"Réunion {SheetState.PREPARING}")
    return sheet.points.all()[0].public_id


PREPARING, HELD, RELEASED = ("@sheet.preparing",), ("@sheet.held",), ("@sheet.released",)
ACTION = {"action-title": "Chiffrer", "action-owner": "@post", "action-due_on": "2099-12-31"}

PAGES = (
    Row("sheets", EVERYBODY),
    Row("sheets", KEEPS, method="POST", body={"event": "@event_without_sheet", "day": "2026-12-09"}),
    Row("sheet", INVITED, state="preparing", arguments=PREPARING),
    Row("sheet", INVITED, state="held", arguments=HELD),
    Row("sheet", INVITED, state="released", arguments=RELEASED),
    Row("sheet_pdf", INVITED, state="preparing", arguments=PREPARING),
    Row("sheet_pdf", INVITED, state="released", arguments=RELEASED),
    Row("sheet_send", KEEPS, state="agenda", arguments=PREPARING),
    Row("sheet_send", KEEPS, state="record", arguments=HELD),
    Row("sheet_send", KEEPS, "POST", "agenda", PREPARING, {"version": "2"}),
    Row("sheet_send", KEEPS, "POST", "record", HELD, {"version": "3"}),
    Row("sheet_agenda", KEEPS, "POST", "preparing", PREPARING, {"points": "Budget\nVoirie 5 min", "version": "2"}),
    Row("sheet_attendance", KEEPS, "POST", "held", HELD, {f"presence-{OWNER}": "present", "version": "3"}),
    Row("sheet_record", KEEPS, "POST", "held", HELD, {"summary": "Dit.", "version": "1"}),
    Row("sheet_point", KEEPS, "POST", "preparing", ("@sheet.preparing", "@sheet.point"), {"version": "1"}),
    Row("sheet_action", KEEPS, "POST", "held", HELD, ACTION),
    Row("sheet_note_taker", KEEPS, "POST", "held", HELD, {"note_taker": "@note_taker", "version": "3"}),
    Row("sheet_move", KEEPS, "POST", "preparing", PREPARING, {"to": "held", "version": "2"}),
    Row("sheet_move", KEEPS, "POST", "released", RELEASED, {"to": "again", "version": "4"}),
)  # fmt: skip

API = (
    Row("api_sheets", EVERYBODY, json={}),
    Row("api_sheets", KEEPS, "POST", json={"event": "@event_without_sheet", "day": "2026-12-09"}),
    Row("api_sheet", INVITED, arguments=PREPARING, json={}),
    Row("api_sheet_pdf", INVITED, arguments=HELD),
    Row("api_sheet_agenda", KEEPS, "PUT", arguments=PREPARING, json={"points": [{"title": "Budget"}], "version": 2}),
    Row("api_sheet_attendance", KEEPS, "PUT", arguments=HELD, json={"noted": {OWNER: "present"}}),
    Row("api_sheet_record", KEEPS, "PUT", arguments=HELD, json={"summary": "Dit.", "version": 1}),
    Row("api_sheet_point", KEEPS, "PUT", arguments=("@sheet.preparing", "@sheet.point"), json={"text": "Dit.", "version": 1}),
    Row("api_sheet_action", KEEPS, "POST", arguments=HELD,
        json={"title": "Chiffrer", "owner_post": "@post", "due_on": "2099-12-31"}),
    Row("api_sheet_note_taker", KEEPS, "PUT", arguments=HELD, json={"person": "@note_taker", "version": 3}),
    Row("api_sheet_hold", KEEPS, "POST", arguments=PREPARING, json={"version": 2}),
    Row("api_sheet_again", KEEPS, "POST", arguments=RELEASED, json={"version": 4}),
    Row("api_sheet_send", KEEPS, "POST", arguments=PREPARING, json={"version": 2}),
)  # fmt: skip

ROWS = (*PAGES, *API)
