"""Reading when a linked calendar says its owner is taken: hours kept, and nothing else of what it holds.

What takes place is asked with its identifiers, so that our own events, published there or accepted there from their
invitation, take nobody twice. A server that gives hours only is taken at its word, less the hours of our own events.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import LinkFault
from interco.scheduling.models import LinkedCalendar, OutsideBusy
from interco.scheduling.queries.busy import busy
from interco.scheduling.queries.outside_busy import LINKED
from interco.scheduling.rules.busy_reading import Reader, Span, merged, without
from interco.scheduling.rules.ical_reading import BadCalendar, calendar_of
from interco.scheduling.services.dav import DavCalendar, DavFault
from interco.scheduling.services.link_claims import Claim

BACK, AHEAD = timedelta(days=1), timedelta(days=366)
_SLICE = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Hours:
    """What was read, and how many events could not be placed."""

    spans: Sequence[Span]
    unread: int


def read_hours(link: LinkedCalendar, calendar: DavCalendar, at: datetime, ours: Collection[str]) -> Hours:
    """A year of it, a season at a time. `DavFault` when the server does not answer as it should."""
    zone = territory_zone()
    midnight = at.replace(minute=0, second=0, microsecond=0)
    start, last = midnight - BACK, midnight + AHEAD
    spans: list[Span] = []
    unread = 0
    while start < last:
        end = min(start + _SLICE, last)
        reader = Reader(start, end, zone=zone, ours=ours)
        told = calendar.events(start, end)
        for content in told if told is not None else [calendar.free_busy(start, end)]:
            try:
                reader.read(calendar_of(content))
            except BadCalendar:
                reader.miss()
        found = reader.reading()
        if told is None and found.unread:
            raise DavFault(LinkFault.UNREADABLE, "a free-busy answer that is none")
        mine = [] if told is not None else _own(link.person_id, start, end)
        spans += without(found.spans, mine)
        unread = max(unread, found.unread)
        start = end
    return Hours(merged(spans), unread)


def _own(person: int, start: datetime, end: datetime) -> list[Span]:
    return [(one.starts_at, one.ends_at) for one in busy([person], start, end, leaving=LINKED)]


@transaction.atomic
def keep_hours(link: LinkedCalendar, hours: Hours, claim: Claim) -> bool:
    """Replace what was kept, when it differs and the claim is still ours."""
    if not claim.is_ours():
        return False
    kept = OutsideBusy.objects.filter(link=link)
    if list(kept.order_by("starts_at").values_list("starts_at", "ends_at")) != list(hours.spans):
        kept.delete()
        OutsideBusy.objects.bulk_create(
            [OutsideBusy(link=link, person_id=link.person_id, starts_at=one, ends_at=two) for one, two in hours.spans],
            batch_size=500,
        )
    return True
