"""What stands in agendas between two instants, for somebody: events and what the applications above put beside them.

A private event that the actor may not read is « occupé »: its hours, and nothing else. Cancelled days are left out.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import DayAnswer, Occurrence, Participant
from interco.scheduling.queries.access import agendas_open_to, own_agendas, readable
from interco.scheduling.queries.calendar_objects import uid_of
from interco.scheduling.queries.sources import Entry, sources

EVENTS = "events"


def entries(
    actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None,
    layers: Collection[str] | None = None,
) -> list[Entry]:  # fmt: skip
    """Everything in order, of those people (those whose agenda is open to the actor) or of everybody when `None`; of all
    layers or of some. A constant number of queries."""
    asked = None if people is None else _open(actor, people)
    found: list[Entry] = []
    if layers is None or EVENTS in layers:
        found += event_entries(actor, start, end, people=asked)
    for source in sources():
        if layers is None or source.layer in layers:
            found += source.entries(actor, start, end, people=asked)
    return sorted(found, key=lambda one: (one.starts_at, not one.is_whole_day, one.title))


def event_entries(
    actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None, resource: int | None = None,
) -> list[Entry]:  # fmt: skip
    """The days of events only; those that book a room when it is told. Five queries."""
    may_read = Exists(readable(actor).filter(pk=OuterRef("event_id")))
    rows = Occurrence.objects.filter(
        starts_at__lt=end, ends_at__gt=start, state=EventState.CONFIRMED, event__state=EventState.CONFIRMED
    ).annotate(may_read=may_read)
    guests = Participant.objects.exclude(answer=Answer.DECLINED)
    if resource is not None:
        rows = rows.filter(bookings__resource=resource)
    elif people is None:
        rows = rows.filter(may_read)
    else:
        invited = Exists(guests.filter(event=OuterRef("event_id"), person__in=people))
        coming = DayAnswer.objects.filter(occurrence=OuterRef("pk"), participant__person__in=people)
        accepted = Exists(coming.exclude(answer=Answer.DECLINED))
        rows = rows.filter(Q(event__owner__in=people) | Q(invited) | Q(accepted))
    found = list(rows.select_related("event__owner").order_by("starts_at", "pk"))
    return _told(actor, found, people or ())


def _told(actor: Actor, rows: Sequence[Occurrence], people: Collection[int]) -> list[Entry]:
    own = own_agendas(actor)
    wanted = {*people, *([actor.person_id] if actor.person_id else [])}
    taken: dict[int, dict[int, str]] = {}
    guests = Participant.objects.filter(event__in={row.event_id for row in rows}, person__in=wanted)
    for event, person, answer in guests.values_list("event_id", "person_id", "answer"):
        taken.setdefault(event, {})[person or 0] = answer
    said: dict[int, dict[int, str]] = {}
    days = DayAnswer.objects.filter(occurrence__in=[row.pk for row in rows], participant__person__in=wanted)
    for day, person, answer in days.values_list("occurrence_id", "participant__person_id", "answer"):
        said.setdefault(day, {})[person or 0] = answer
    told = [
        _entry(row, actor, own, {**taken.get(row.event_id, {}), **said.get(row.pk, {})}, frozenset(people))
        for row in rows
    ]
    return [entry for entry in told if entry.people or not people]


def _entry(
    row: Occurrence, actor: Actor, own: frozenset[int], guests: dict[int, str], people: frozenset[int],
) -> Entry:  # fmt: skip
    event = row.event
    here = frozenset({event.owner_id, *(one for one, answer in guests.items() if answer != Answer.DECLINED)}) & people
    if not row.may_read:  # type: ignore[attr-defined]  # annotated by the query
        return Entry(
            uid="", layer=EVENTS, title=_("Occupé"), starts_at=row.starts_at, ends_at=row.ends_at, is_hidden=True,
            is_whole_day=event.at is None, people=here,
        )  # fmt: skip
    return Entry(
        uid=uid_of(event), layer=EVENTS, title=row.title or event.title, starts_at=row.starts_at, ends_at=row.ends_at,
        url=f"{reverse('event', args=[event.public_id])}?jour={row.day.isoformat()}", place=row.place or event.place,
        is_whole_day=event.at is None, sequence=event.sequence, changed_at=event.changed_at, key=event.public_id,
        day=row.day, kind=event.kind, zone=event.zone, owner=event.owner.full_name, people=here, version=event.version,
        author=event.written_by_name if event.written_by_id not in {None, event.owner_id} else "",
        answer=guests.get(actor.person_id or 0, ""), is_mine=event.owner_id in own, is_series=bool(event.rule),
    )  # fmt: skip


def _open(actor: Actor, people: Iterable[int]) -> frozenset[int]:
    found = agendas_open_to(actor, actor.today).filter(pk__in=list(people))
    return frozenset(found.values_list("pk", flat=True)) | (frozenset(people) & own_agendas(actor))
