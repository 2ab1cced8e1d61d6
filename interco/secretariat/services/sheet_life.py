"""The one place where the sheet of a meeting changes state: held, released, taken up again to be corrected."""

from django.db import transaction

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.states import step
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.secretariat.enums import SHEET_TRANSITIONS, SheetState
from interco.secretariat.models import MeetingSheet
from interco.secretariat.policies.sheets import check_can_write


@transaction.atomic
def hold(sheet: MeetingSheet, *, version: int | None, by: Actor) -> MeetingSheet:
    """Say that the meeting was held: its record is to be released."""
    claim(sheet, version, allowed=lambda row: check_can_write(by, row))
    advance_sheet(sheet, to=SheetState.HELD, by=by, held_at=by.at)
    return sheet


@transaction.atomic
def take_up_again(sheet: MeetingSheet, *, version: int | None, by: Actor) -> MeetingSheet:
    """Go back one step: a meeting that is not over, a record to correct. What was released stays what people received."""
    claim(sheet, version, allowed=lambda row: check_can_write(by, row))
    to = SheetState.HELD if sheet.state == SheetState.RELEASED else SheetState.PREPARING
    advance_sheet(sheet, to=to, by=by)
    return sheet


def advance_sheet(sheet: MeetingSheet, *, to: SheetState, by: Actor, **also: object) -> None:
    """Move a sheet that the caller holds (`claim`), with the other fields this step writes; `Invalid` when none leads there."""
    origin = step(sheet, to, SHEET_TRANSITIONS)
    for name, value in also.items():
        setattr(sheet, name, value)
    sheet.save(update_fields=["state", "version", *also])
    journal.record(f"sheet.{to}", by=by, subject=sheet, facts={"from": origin})
    index(sheet, by=by)
