"""Gap-free numbers: the row of a series is its lock, writers wait for one another, a rollback gives its number back."""

from django.db import transaction

from interco.committees.models import Counter


@transaction.atomic
def next_number(series: str) -> int:
    """The next number of a series (`P-2026`, `A-2026`, `CODIR-2026`), from 1 on.

    The number belongs to the caller's transaction: undone with it, it is given again, so that the series has no gap.
    """
    Counter.objects.get_or_create(series=series)
    counter = Counter.objects.select_for_update().get(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def next_reference(prefix: str, year: int, *, width: int = 3) -> str:
    """The next reference of a yearly series, as people say it: `next_reference("P", 2026)` → `P-2026-031`."""
    series = f"{prefix}-{year}"
    return f"{series}-{next_number(series):0{width}d}"
