"""An action decided at an ordinary meeting: numbered, owned and followed like those of the bodies."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.models import Action
from interco.committees.services.actions import ActionContent, record_action
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.secretariat.models import MeetingSheet, SheetAction, SheetPoint
from interco.secretariat.policies.sheets import check_can_write

MOST_ACTIONS = 100


@transaction.atomic
def write_sheet_action(
    sheet: MeetingSheet, content: ActionContent, *, by: Actor, point: SheetPoint | None = None
) -> Action:
    """Write an action of the meeting, on one of its points or on none; its owner finds it in À traiter."""
    refresh(sheet)
    check_can_write(by, sheet)
    if sheet.sheet_actions.count() >= MOST_ACTIONS:
        raise Invalid(_("Une réunion décide au plus %s actions.") % MOST_ACTIONS)
    action = record_action(content, body=None, by=by)
    SheetAction.objects.create(sheet=sheet, point=point, action=action)
    return action
