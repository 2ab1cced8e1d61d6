"""What a feed holds: the row behind an address, then the texts of events and of what stands beside them in calendars."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from interco.foundation.audit.models import Entry as Fact
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.organisation.models import Person
from interco.scheduling.models import Feed
from interco.scheduling.queries.access import agendas_open_to, own_agendas
from interco.scheduling.queries.calendar_objects import object_of_entry
from interco.scheduling.queries.feed_events import event_texts
from interco.scheduling.queries.outside_busy import LINKED
from interco.scheduling.queries.shelves import Shelf, choices, entries_of, watched
from interco.scheduling.queries.sources import Entry, sources
from interco.scheduling.rules.feeds import days_covered
from interco.scheduling.rules.ical_text import BUSY, calendar, fragment, line, text


class Asked(NamedTuple):
    """The living feed behind an address; `number` is that of the last fact that could change what it holds, `last` that of
    the last fact of all."""

    public_id: str
    user_id: int
    person_id: int | None
    shelf: str
    name: str
    with_second_factor: bool
    number: int
    last: int


class Choice(NamedTuple):
    """Something one may subscribe to: `value` is `person:<public_id>` or the name of a shelf."""

    value: str
    label: str


def _living(digest: str) -> QuerySet[Feed, tuple[object, ...]]:
    rows = Feed.objects.filter(digest=digest, revoked_at=None, user__is_active=True)
    last = {
        f"last_{rank}": Subquery(Fact.objects.filter(subject_type=name).order_by("-number").values("number")[:1])
        for rank, name in enumerate(watched())
    }
    told = ("public_id", "user_id", "person_id", "shelf", "name", "with_second_factor")
    of_all = Subquery(Fact.objects.order_by("-number").values("number")[:1])
    return rows.annotate(of_all=of_all, **last).values_list(*told, "of_all", *last)


_LIVING = Prepared(_living, str)


def feed_at(digest: str) -> Asked | None:
    """The living feed of this hash, its account open. One query, by keys only: what an unchanged feed costs."""
    row = _LIVING.first(digest)
    if row is None:
        return None
    number = max((number or 0 for number in row[7:]), default=0)
    return Asked(row[0], row[1], row[2], row[3], row[4], row[5], number, row[6] or 0)


def state_of(feed: Asked, actor: Actor) -> tuple[object, ...]:
    """What a feed is made from, days asked aside: who reads with which rights, the day, the last fact of the journal.

    Every service ends with a fact: when none came since, nothing a feed tells can have changed. Rights are those of the
    actor of this reading, whatever the journal says.
    """
    rights = (actor.roles, actor.collectivity_id, actor.post_ids, actor.unit_ids, actor.led_unit_ids)
    return (*feed, *rights, actor.person_id, str(actor.zone), actor.today, f"{actor.at.astimezone(UTC):%Y%m%d}")


_WHEN = Prepared(lambda number: Fact.objects.filter(number=number).order_by().values_list("at"), int)


def changed_at(number: int) -> datetime | None:
    """When the fact of that number happened."""
    row = _WHEN.first(number)
    return None if row is None else row[0]


def feeds_of(user_id: int) -> QuerySet[Feed]:
    """The living feeds of an account, in order of age."""
    return Feed.objects.filter(user_id=user_id, revoked_at=None)


def subjects(actor: Actor) -> list[Choice]:
    """What the actor is offered: their own agenda, those they keep, the bodies they may read."""
    own = Person.objects.filter(pk__in=own_agendas(actor))
    people = sorted(own, key=lambda person: (person.pk != actor.person_id, person.full_name))
    found = [
        Choice(f"person:{row.public_id}", _("Mon agenda") if row.pk == actor.person_id else agenda_label(row))
        for row in people
    ]
    return found + [Choice(*shelf) for shelf in choices(actor)]


def agenda_label(person: Person) -> str:
    """« Agenda : Odette Filao »; « de » would want to be elided."""
    return _("Agenda : %s") % person.full_name


def shelf_named(actor: Actor, name: str) -> Shelf | None:
    """The shelf of that name that the actor may read."""
    return next((shelf for shelf in choices(actor) if shelf.name == name), None)


def may_open(actor: Actor, person_id: int) -> bool:
    """Whether the agenda of a person is open to the actor today, were it only to see when it is taken."""
    return (
        person_id == actor.person_id
        or person_id in own_agendas(actor)
        or agendas_open_to(actor, actor.today).filter(pk=person_id).exists()
    )


def written(feed: Asked, actor: Actor, *, first: date | None = None, after: date | None = None) -> bytes:
    """The feed as the actor may read it now, of the days asked; empty of events when nothing is open any more."""
    start, end = days_covered(actor.at, first, after)
    zones: set[str] = set()
    if feed.person_id is None:
        parts = _beside(entries_of(actor, feed.shelf, start, end), actor, zones)
    elif may_open(actor, feed.person_id):
        until = None if first is None and after is None else end
        parts = event_texts(actor, feed.person_id, start, until, zones=zones)
        for source in (one for one in sources() if one.layer != LINKED):
            parts += _beside(source.entries(actor, start, end, people={feed.person_id}), actor, zones)
    else:
        parts = []
    made = calendar(parts, name=feed.name, zones=zones, around=actor.at.year)
    return made.replace(BUSY.encode(), line("SUMMARY", text(_("Occupé"))).encode())


def _beside(entries: Iterable[Entry], actor: Actor, zones: set[str]) -> list[bytes]:
    """What other applications put in the calendar."""
    here, found = str(actor.zone), []
    for entry in entries:
        zone = entry.zone or here
        if not entry.is_whole_day:
            zones.add(zone)
        found.append(_told(entry, zone, settings.PUBLIC_URL))
    return found


@lru_cache(maxsize=1024)
def _told(entry: Entry, zone: str, address: str) -> bytes:
    """Made of its values alone: who may read which entry is asked before, at each reading."""
    return fragment(object_of_entry(entry, zone, address), busy=entry.is_hidden).encode()
