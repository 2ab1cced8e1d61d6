"""What the search finds in the agendas: events, for those who may read them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.search.queries.providers import Content
from interco.scheduling.enums import EventKind
from interco.scheduling.models import Event
from interco.scheduling.policies import events


class EventsProvider:
    """Events, cancelled ones included: one finds what was to be."""

    kind = "event"
    label = _("Événement")
    plural = _("Événements")
    icon = "calendar"
    weight = 35
    model = Event
    route = "event"

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:  # noqa: ARG002 - nothing is dated
        """One query for any number of events."""
        for row in Event.objects.filter(pk__in=keys).select_related("owner"):
            yield Content(
                object_id=row.public_id, title=row.title, body=row.text, day=row.first_on,
                detail=", ".join(filter(None, [str(EventKind(row.kind).label), row.owner.full_name, row.place])),
            )  # fmt: skip

    def visible_to(self, actor: Actor) -> QuerySet[Event]:
        """The rule of the events."""
        return events.visible_to(actor)
