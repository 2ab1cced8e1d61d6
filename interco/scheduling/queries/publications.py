"""What should stand in a linked calendar: the agenda of its owner as they read it themselves, whole.

Their events and the invitations they did not decline, and what the applications above put beside them (sessions of
bodies). Not what is only « occupé », nor what came from outside: it would come back to where it is from.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef, Q

from interco.foundation.audit.models import Entry as Fact
from interco.foundation.core.actor import Actor
from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import Event, LinkedCalendar, Participant, PublishedEvent
from interco.scheduling.queries.calendar_objects import object_of_entry, uid_of
from interco.scheduling.queries.event_texts import texts_of
from interco.scheduling.queries.outside_busy import LINKED
from interco.scheduling.queries.shelves import watched
from interco.scheduling.queries.sources import sources
from interco.scheduling.rules.ical_text import fragment

BACK, AHEAD = timedelta(days=31), timedelta(days=732)


class Wanted(NamedTuple):
    """An event that should stand there, as our writer tells it."""

    uid: str
    event_id: int | None
    zone: str
    text: str
    title: str
    starts_at: datetime
    ends_at: datetime


def wanted(link: LinkedCalendar, owner: Actor) -> dict[str, Wanted]:
    """By UID: what goes on later than a month ago, and what already stands there as long as its owner may read it."""
    held = PublishedEvent.objects.filter(link=link)
    start = owner.at - BACK
    first = held.filter(event=None).aggregate(first=Min("starts_at"))["first"]
    oldest = min(start, first or start)
    known = held.exclude(event=None).values_list("event_id", flat=True)
    return {one.uid: one for one in [*_beside(link, owner, oldest), *_events(link, start, known)]}


def last_fact() -> int:
    """The number of the last fact that could change an agenda. One look by index for each subject."""
    found = Fact.objects.filter(subject_type__in=watched()).aggregate(last=Max("number"))["last"]
    return found or 0


def _events(link: LinkedCalendar, start: datetime, known: Iterable[int | None]) -> Iterable[Wanted]:
    guests = Participant.objects.filter(event=OuterRef("pk"), person=link.person_id).exclude(answer=Answer.DECLINED)
    rows = Event.objects.filter(Q(owner=link.person_id) | Exists(guests), state=EventState.CONFIRMED)
    rows = rows.filter(
        Q(occurrences__ends_at__gt=start, occurrences__state=EventState.CONFIRMED) | Q(pk__in=list(known))
    )
    found = list(rows.distinct().select_related("written").prefetch_related("occurrences"))
    late = [row.pk for row in found if not hasattr(row, "written") or row.written.version != row.version]
    texts = texts_of(late) if late else {}
    for row in found:
        days = row.occurrences.all()
        text = texts.get(row.pk) or row.written
        yield Wanted(
            uid_of(row), row.pk, row.zone, text.whole, row.title, min((day.starts_at for day in days), default=row.created_at),
            text.ends_at,
        )  # fmt: skip


def _beside(link: LinkedCalendar, owner: Actor, start: datetime) -> Iterable[Wanted]:
    for source in sources():
        if source.layer == LINKED:
            continue
        for entry in source.entries(owner, start, owner.at + AHEAD, people={link.person_id}):
            if entry.uid and not entry.is_hidden and not entry.is_cancelled:
                given = object_of_entry(entry, str(owner.zone), settings.PUBLIC_URL)
                text = fragment(given)
                yield Wanted(
                    entry.uid, None, given.zone.key, text, entry.title[:200], entry.starts_at, entry.ends_at
                )  # fmt: skip
