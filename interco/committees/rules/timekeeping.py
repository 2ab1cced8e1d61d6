"""Minutes planned and minutes spent, item by item, with the pauses of the session taken out.

The clock of an item runs from the moment it becomes the current one to the moment it leaves, less the time the session
was paused meanwhile; coming back to an item adds to what it had. The clock of the session runs from its opening to now,
less its pauses. Both are counted in whole seconds, towards the floor: no item ever shows a second it did not have.

Worked example. Opened at 8:32:00; item A current until 8:41:10, item B until 8:45:00 with a pause from 8:42:00 to
8:43:00, then A again until 8:46:00. A: 9 min 10 + 1 min = 610 s. B: 3 min 50 − 1 min = 170 s. Session: 780 s.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ItemTime:
    """Planned against spent."""

    planned_seconds: int
    spent_seconds: int


def session_seconds(
    opened_at: datetime, paused_seconds: int, *, at: datetime, paused_at: datetime | None = None,
) -> int:  # fmt: skip
    """Seconds of the session as of `at`: since the opening, less the pauses ended and the one that runs."""
    running = int((at - paused_at).total_seconds()) if paused_at is not None else 0
    return max(int((at - opened_at).total_seconds()) - paused_seconds - max(running, 0), 0)


def planned_against_spent(times: Iterable[ItemTime]) -> ItemTime:
    """The sum of several items: « quatre points traités en 56 min, pour 55 prévues »."""
    listed = list(times)
    return ItemTime(sum(time.planned_seconds for time in listed), sum(time.spent_seconds for time in listed))
