"""When linked calendars say that people are taken: hours only, drawn in the agenda, met by conflicts and free slots.

A source of the agenda like those of the applications above. It is left out of feeds and of what is published: whoever
reads those has the calendar itself.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interco.foundation.core.actor import Actor
from interco.scheduling.models import LinkedCalendar, OutsideBusy
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.queries.sources import Busy, Entry

LINKED = "linked"
#: A reading older than this is said: the worker reads each calendar every quarter of an hour.
STALE = timedelta(hours=1)


class OutsideHours:
    """What is taken elsewhere."""

    layer = LINKED
    label: object = gettext_lazy("Occupé ailleurs")

    def entries(
        self, actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None
    ) -> Iterable[Entry]:
        """Of those people, of one's own agendas when they are not told: their hours, and nothing else."""
        whose = own_agendas(actor) if people is None else people
        rows = _between(whose, start, end).select_related("person").order_by("starts_at", "pk")
        return [
            Entry(
                uid="", layer=LINKED, title=_("Occupé"), starts_at=row.starts_at, ends_at=row.ends_at, is_hidden=True,
                people=frozenset({row.person_id}), owner=row.person.full_name, is_mine=row.person_id == actor.person_id,
            ) for row in rows
        ]  # fmt: skip

    def busy(self, people: Collection[int], start: datetime, end: datetime) -> Iterable[Busy]:
        """When those people are taken, whoever asks. One query."""
        return [Busy(*row) for row in _between(people, start, end).values_list("person_id", "starts_at", "ends_at")]


def _between(people: Collection[int], start: datetime, end: datetime) -> QuerySet[OutsideBusy]:
    return OutsideBusy.objects.filter(person__in=people, starts_at__lt=end, ends_at__gt=start, link__reads=True)


@dataclass(frozen=True, slots=True)
class OldReading:
    """Somebody whose calendar elsewhere was last read too long ago, or never."""

    name: str
    read_at: datetime | None


def old_readings(people: Collection[int], at: datetime) -> Sequence[OldReading]:
    """Those among these people whose busy times elsewhere may have changed since. One query."""
    if not people:
        return []
    late = Q(read_at=None) | Q(read_at__lt=at - STALE)
    rows = LinkedCalendar.objects.filter(late, person__in=people, reads=True, leaving_at=None).select_related("person")
    return [OldReading(row.person.full_name, row.read_at) for row in rows]


def read_elsewhere(people: Collection[int]) -> bool:
    """Whether a calendar elsewhere is read for one of these people. One query."""
    return LinkedCalendar.objects.filter(person__in=people, reads=True, leaving_at=None).exists()
