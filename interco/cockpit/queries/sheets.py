"""Records to write and to send of one's meetings, once they are over. One query."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.scheduling.enums import EventState
from interco.scheduling.models import Occurrence
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet, SheetPoint

#: Days to send a record.
DELAY = timedelta(days=2)


def _unsent(actor: Actor) -> QuerySet[MeetingSheet]:
    """Sheets whose record this person owes: the note taker, or the organiser where nobody takes notes."""
    person = actor.person_id or 0
    mine = Q(event__owner_id=person, note_taker=None) | Q(note_taker_id=person)
    over = Occurrence.objects.filter(
        event=OuterRef("event"), day=OuterRef("day"), state=EventState.CONFIRMED, ends_at__lt=actor.at
    )
    written = SheetPoint.objects.filter(sheet=OuterRef("pk"))
    owed = Q(state=SheetState.HELD) | (Q(state=SheetState.PREPARING) & Exists(over) & Exists(written))
    rows = MeetingSheet.objects.filter(mine, owed, event__state=EventState.CONFIRMED).select_related("event")
    return rows.order_by("day", "pk")


_UNSENT = PreparedFor(_unsent)


def sheet_lines(actor: Actor) -> Iterable[Line]:
    """One line a meeting that was held, or whose day is over, without its record sent."""
    for row in _UNSENT(actor):
        url = address("sheet", row.public_id)
        is_held = row.state == SheetState.HELD
        yield Line(
            key=f"reunion-{row.public_id}", title=row.event.title, due=row.day + DELAY, url=url,
            detail=_("Réunion tenue, compte rendu à diffuser") if is_held else _("Réunion passée, compte rendu à écrire"),
            act=Act(label=_("Diffuser le compte rendu"), url=address("sheet_send", row.public_id))
            if is_held
            else Act(label=_("Écrire le compte rendu"), url=url),
        )  # fmt: skip
