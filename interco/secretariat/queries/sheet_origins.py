"""The meeting an action comes from, for its page."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.committees.models import Action, Item
from interco.committees.queries.origins import Origin
from interco.foundation.core.actor import Actor
from interco.secretariat.models import MeetingSheet


class SheetOrigins:
    """Meetings as origins. `readable` is the rule of who reads their sheets, given by `apps.py`."""

    name = "secretariat.sheets"

    def __init__(self, readable: Callable[[Actor], QuerySet[MeetingSheet]]) -> None:
        self._readable = readable

    def of_item(self, item: Item, actor: Actor) -> Iterable[Origin]:  # noqa: ARG002 - an ordinary meeting makes no item
        """None."""
        return []

    def of_action(self, action: Action, actor: Actor) -> Iterable[Origin]:
        """The meeting that decided this action."""
        rows = self._readable(actor).filter(sheet_actions__action=action).select_related("event")
        return [
            Origin(name=_("Réunion"), title=row.event.title, url=reverse("sheet", args=[row.public_id])) for row in rows
        ]
