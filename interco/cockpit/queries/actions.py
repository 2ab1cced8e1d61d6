"""Actions of the posts held today, for good or as interim. One query."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.cockpit.queries.lines import Act, Line, address
from interco.committees.enums import ActionState
from interco.committees.models import Action
from interco.committees.queries.actions import OPEN, owned_by
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor

_OPEN = PreparedFor(
    lambda actor: (
        Action.objects.filter(owned_by(actor), state__in=OPEN).select_related("decision").order_by("due_on", "pk")
    )
)


def action_lines(actor: Actor) -> Iterable[Line]:
    """One line an open action; marking it done is one click."""
    for row in _OPEN(actor):
        moved = address("action_move", row.public_id)
        yield Line(
            key=f"action-{row.public_id}",
            title=row.title,
            detail=_detail(row, (actor.today - row.due_on).days),
            due=row.due_on,
            url=address("action", row.public_id),
            act=_to(_("Marquer fait"), moved, ActionState.DONE, row.version),
            other=_to(_("Commencer"), moved, ActionState.DOING, row.version) if row.state == ActionState.TODO else None,
        )


def _to(label: str, url: str, state: ActionState, version: int) -> Act:
    return Act(label=label, url=url, is_sent=True, fields=(("state", state.value),), version=version)


def _detail(row: Action, days_late: int) -> str:
    parts = [_("Action %s") % row.reference]
    if row.decision is not None and row.decision.reference:
        parts = [_("Action %(action)s, issue de la décision %(decision)s")
                 % {"action": row.reference, "decision": row.decision.reference}]  # fmt: skip
    if days_late > 0:
        parts.append(ngettext("retard de %(num)s jour", "retard de %(num)s jours", days_late) % {"num": days_late})
    elif row.state == ActionState.DOING:
        parts.append(_("en cours"))
    return " · ".join(parts)
