"""Gap-free numbers: the row of a series is its lock, writers wait for one another, a rollback gives its number back."""

from django.db import connection, transaction

from interco.committees.models import Counter
from interco.committees.rules.numbering import format_reference
from interco.foundation.core.prepared import Prepared

_LOCKED = Prepared(lambda series: Counter.objects.select_for_update().filter(series=series), str)


@transaction.atomic(savepoint=False)
def next_number(series: str) -> int:
    """The next number of a series (`P-2026`, `A-2026`, `CODIR-2026`), from 1 on.

    The number belongs to the caller's transaction: undone with it, it is given again, so that the series has no gap.
    """
    counter = _LOCKED.first(series)
    if counter is None:
        Counter.objects.get_or_create(series=series)
        counter = _LOCKED.first(series)
    last: int = counter.last + 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE committees_counter SET last = %s WHERE id = %s", [last, counter.pk])
    return last


def next_reference(prefix: str, year: int) -> str:
    """The next reference of a yearly series, as people say it: `next_reference("P", 2026)` → `P-2026-031`."""
    return format_reference(prefix, year, next_number(f"{prefix}-{year}"))
