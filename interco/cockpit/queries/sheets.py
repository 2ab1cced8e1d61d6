"""Records to write and to send of one's meetings, once they are over. One query."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.scheduling.enums import EventState
from interco.scheduling.models import Occurrence
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet, SheetPoint

#: Days to send a record.
DELAY = timedelta(days=2)


def sheet_lines(actor: Actor) -> Iterable[Line]:
    """One line a meeting that was held, or whose day is over, without its record sent: its organiser's and its note taker's."""
    if actor.person_id is None:
        return
    mine = Q(event__owner_id=actor.person_id, note_taker=None) | Q(note_taker_id=actor.person_id)
    over = Occurrence.objects.filter(
        event=OuterRef("event"), day=OuterRef("day"), state=EventState.CONFIRMED, ends_at__lt=actor.at
    )
    written = SheetPoint.objects.filter(sheet=OuterRef("pk"))
    owed = Q(state=SheetState.HELD) | (Q(state=SheetState.PREPARING) & Exists(over) & Exists(written))
    rows = MeetingSheet.objects.filter(mine, owed, event__state=EventState.CONFIRMED).select_related("event")
    for row in rows.order_by("day", "pk"):
        url = address("sheet", row.public_id)
        is_held = row.state == SheetState.HELD
        yield Line(
            key=f"reunion-{row.public_id}", title=row.event.title, due=row.day + DELAY, url=url,
            detail=_("Réunion tenue, compte rendu à diffuser") if is_held else _("Réunion passée, compte rendu à écrire"),
            act=Act(label=_("Diffuser le compte rendu"), url=address("sheet_send", row.public_id))
            if is_held
            else Act(label=_("Écrire le compte rendu"), url=url),
        )  # fmt: skip
