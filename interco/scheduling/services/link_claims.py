"""A linked calendar in the hand of one worker: claimed for some minutes, taken over by another once these are over.

No transaction is held while a server is spoken to. What is written meanwhile asks first whether the claim is still ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from interco.scheduling.models import LinkedCalendar

LEASE = timedelta(minutes=10)
#: No exchange begins later than this; the last one ends well within the lease.
WORKING = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose turn it is, until when."""

    link_id: int
    at: datetime
    until: datetime
    clock: Callable[[], datetime]

    def holds(self) -> bool:
        """Whether there is time for one exchange more."""
        return self.at <= self.clock() < self.at + WORKING

    def rows(self) -> QuerySet[LinkedCalendar]:
        """The calendar, as long as the claim is ours."""
        return LinkedCalendar.objects.filter(pk=self.link_id, claimed_until=self.until)

    def is_ours(self) -> bool:
        """Asked within a transaction: nobody takes the calendar over before its end."""
        return self.rows().select_for_update(no_key=True).exists()


def due_links(*, at: datetime, seen: int) -> QuerySet[LinkedCalendar]:
    """Those whose time has come, and those that publish and whose agenda may have changed; free, or left by a dead worker."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    moved = Q(publishes=True, attempts=0, seen__lt=seen, next_at__isnull=False)
    return LinkedCalendar.objects.filter(free, Q(next_at__lte=at) | moved).order_by("next_at", "pk")


@transaction.atomic
def claim_link(pk: int, *, clock: Callable[[], datetime], seen: int) -> tuple[LinkedCalendar, Claim] | None:
    """Take a calendar in hand, if nobody else has it."""
    at = clock()
    row = due_links(at=at, seen=seen).filter(pk=pk).select_for_update(skip_locked=True).first()
    if row is None:
        return None
    row.claimed_until = at + LEASE
    row.save(update_fields=["claimed_until"])
    return row, Claim(row.pk, at, row.claimed_until, clock)
