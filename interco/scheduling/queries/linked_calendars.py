"""Linked calendars as their page shows them: what stands there, what was left to its owner, how the last turn went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.notifications.rules.failures import Failure
from interco.organisation.models import Person
from interco.scheduling.enums import LinkFault, Standing
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.queries.feeds import agenda_label
from interco.scheduling.queries.outside_busy import STALE

#: From so many failures on, one after the other, who keeps the installation is told: half an hour or so.
DURABLE = 4
SHOWN = 50
_STANDS = (Standing.PUBLISHED, Standing.CHANGED_THERE, Standing.AGAIN)
_TO_DECIDE = (Standing.CHANGED_THERE, Standing.REMOVED_THERE, Standing.REFUSED)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A calendar: how many events stand there, those its owner decides of, whether its reading is old."""

    link: LinkedCalendar
    published: int
    waiting: int
    to_decide: Sequence[PublishedEvent]
    more: int
    is_stale: bool


def agendas_of(actor: Actor) -> list[tuple[str, str]]:
    """The agendas one may link, one's own first: (key, name)."""
    rows = Person.objects.filter(pk__in=own_agendas(actor))
    people = sorted(rows, key=lambda person: (person.pk != actor.person_id, person.full_name))
    return [(row.public_id, _("Mon agenda") if row.pk == actor.person_id else agenda_label(row)) for row in people]


def with_figures(rows: QuerySet[LinkedCalendar]) -> QuerySet[LinkedCalendar]:
    """The calendars with `standing`, how many events of ours stand there, and `undecided`. One query."""
    standing = Count("published", filter=Q(published__state__in=_STANDS))
    undecided = Count("published", filter=Q(published__state__in=_TO_DECIDE))
    return rows.select_related("person").annotate(standing=standing, undecided=undecided)


def page_of(link: LinkedCalendar, at: datetime) -> LinkPage:
    """Two queries."""
    rows = PublishedEvent.objects.filter(link=link)
    states = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    undecided = list(rows.filter(state__in=_TO_DECIDE)[: SHOWN + 1])
    return LinkPage(
        link=link, published=sum(states.get(state, 0) for state in _STANDS),
        waiting=states.get(Standing.AGAIN, 0), to_decide=undecided[:SHOWN],
        more=max(0, sum(states.get(state, 0) for state in _TO_DECIDE) - SHOWN),
        is_stale=link.reads and link.read_at is not None and link.read_at < at - STALE,
    )  # fmt: skip


class LinkFailures:
    """Calendars that failed for long, for the queue: whose, since when, why; neither their address nor their account."""

    @property
    def label(self) -> str:
        """Over the list."""
        return _("Calendriers reliés")

    def failures(self) -> list[Failure]:
        """The oldest first. One query."""
        stopped = Q(next_at=None) | Q(attempts__gte=DURABLE)
        rows = LinkedCalendar.objects.filter(stopped).exclude(fault="").select_related("person").order_by("fault_since")
        return [
            Failure(
                name=row.person.full_name, since=row.fault_since or row.created_at,
                sentence=str(LinkFault(row.fault).label), detail=row.fault_detail,
            ) for row in rows[:SHOWN]
        ]  # fmt: skip
