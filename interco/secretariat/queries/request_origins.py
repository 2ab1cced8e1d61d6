"""The request an item, an action, an event or a note comes from, for their pages."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.committees.models import Action, Item
from interco.committees.queries.origins import Origin
from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event
from interco.scheduling.queries.origins import EventOrigin
from interco.secretariat.models import Request, RequestSequel, StaffNote

Readable = Callable[[Actor], QuerySet[Request]]


class RequestOrigins:
    """Requests as origins. `readable` is the rule of who reads them, given by `apps.py`: rights are no query's."""

    name = "secretariat.requests"

    def __init__(self, readable: Readable) -> None:
        self._readable = readable

    def of_item(self, item: Item, actor: Actor) -> Iterable[Origin]:
        """The request that became this item."""
        return self._of(RequestSequel.objects.filter(item=item), actor)

    def of_action(self, action: Action, actor: Actor) -> Iterable[Origin]:
        """The request that became this action."""
        return self._of(RequestSequel.objects.filter(action=action), actor)

    def of_event(self, event: Event, actor: Actor) -> Iterable[EventOrigin]:
        """The request that became this meeting."""
        found = self._of(RequestSequel.objects.filter(event=event), actor)
        return [EventOrigin(name=origin.name, url=origin.url) for origin in found]

    def of_note(self, note: StaffNote, actor: Actor) -> Iterable[Origin]:
        """The request that became this note."""
        return self._of(RequestSequel.objects.filter(note=note), actor)

    def _of(self, sequels: QuerySet[RequestSequel], actor: Actor) -> Iterable[Origin]:
        found = sequels.values_list("request_id", flat=True).first()
        if found is None:
            return []
        rows = self._readable(actor).filter(pk=found)
        return [
            Origin(name=_("Demande %s") % row.reference, title=row.title, url=reverse("request", args=[row.public_id]))
            for row in rows
        ]
