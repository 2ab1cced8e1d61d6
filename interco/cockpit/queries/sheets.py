"""Records to send of one's meetings, a day after they were held. One query."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet

#: Days to send a record.
DELAY = timedelta(days=2)


def sheet_lines(actor: Actor) -> Iterable[Line]:
    """One line a meeting that was held, or whose day is over, without its record sent: its organiser's and its note taker's."""
    if actor.person_id is None:
        return
    mine = Q(event__owner_id=actor.person_id, note_taker=None) | Q(note_taker_id=actor.person_id)
    held = Q(state=SheetState.HELD) | Q(state=SheetState.PREPARING, day__lt=actor.today, points__isnull=False)
    rows = MeetingSheet.objects.filter(mine, held, event__state="confirmed").select_related("event").distinct()
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
