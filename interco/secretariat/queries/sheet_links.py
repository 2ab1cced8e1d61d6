"""The sheet of a meeting, from the page of its event. One query for who has nothing to open."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event
from interco.scheduling.queries.event_links import EventLink
from interco.secretariat.models import MeetingSheet


class SheetLinks:
    """`readable` and `may_open` are the rules of the sheets, given by `apps.py`: rights are no query's."""

    def __init__(
        self, readable: Callable[[Actor], QuerySet[MeetingSheet]], may_open: Callable[[Actor, Event], bool]
    ) -> None:
        self._readable, self._may_open = readable, may_open

    def __call__(self, event: Event, day: date, actor: Actor) -> Iterable[EventLink]:
        """The sheet of that day, or the gesture that begins it."""
        sheet = self._readable(actor).filter(event=event, day=day).first()
        if sheet is not None:
            url = reverse("sheet", args=[sheet.public_id])
            return [EventLink(label=_("Fiche de réunion"), url=url, note=sheet.get_state_display())]
        if not self._may_open(actor, event):
            return []
        asked = (("event", event.public_id), ("day", day.isoformat()))
        return [EventLink(label=_("Ouvrir la fiche de réunion"), url=reverse("sheets"), is_sent=True, fields=asked)]
