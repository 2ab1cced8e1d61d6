"""Names of what is numbered: `CODIR-2026-014`, `P-2026-398`, `A-2026-203`, `RD-CODIR-2026-46`.

The year is the local one: a session that ends on 31 December at 22:00 in Fort-de-France ends on 1 January in UTC and
still numbers its decisions in the old year. Numbers have no gap: the n-th decision of a year is number n. They are
given in the order of decision, the earliest first, ties by the order in which the rows were written.

Worked example. Three drafts decided at 9:40, 9:12 and 10:05, last number given 13: the one of 9:12 becomes
CODIR-2026-014, then 9:40 is 015 and 10:05 is 016.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision waiting for its number: when it was decided, and its key."""

    key: int
    decided_at: datetime


def local_year(instant: datetime, zone: ZoneInfo) -> int:
    """The year on the wall calendar of the territory at an instant."""
    return instant.astimezone(zone).year


def format_reference(prefix: str, year: int, number: int) -> str:
    """A reference as people say it, three digits at least: `("CODIR", 2026, 14)` → `CODIR-2026-014`."""
    if number < 1:
        raise ValueError("Numbers start at 1.")
    return f"{prefix}-{year:04d}-{number:03d}"


def order_of_decision(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts in the order in which they receive their numbers."""
    return sorted(drafts, key=lambda draft: (draft.decided_at, draft.key))


def gaps(numbers: Sequence[int]) -> list[int]:
    """Numbers missing from a series that starts at 1; a healthy register has none. `[1, 2, 4]` → `[3]`."""
    return sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
