"""Minutes planned and minutes spent, item by item, with the pauses of the session taken out.

The clock of an item runs from the moment it becomes the current one to the moment it leaves, less the time the session
was paused meanwhile; coming back to an item adds to what it had. The clock of the session runs from its opening to now,
less its pauses. Both are counted in whole seconds, towards the floor: no item ever shows a second it did not have.

Worked example. Opened at 8:32:00; item A current until 8:41:10, item B until 8:45:00 with a pause from 8:42:00 to
8:43:00, then A again until 8:46:00. A: 9 min 10 + 1 min = 610 s. B: 3 min 50 − 1 min = 170 s. Session: 780 s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time [start, end); no end yet when it still runs."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemTime:
    """Planned against spent."""

    planned_seconds: int
    spent_seconds: int

    @property
    def over_seconds(self) -> int:
        """Seconds in excess, never below zero."""
        return max(self.spent_seconds - self.planned_seconds, 0)

    @property
    def left_seconds(self) -> int:
        """Seconds left, never below zero."""
        return max(self.planned_seconds - self.spent_seconds, 0)


def overlap_seconds(span: Span, other: Span, *, at: datetime) -> int:
    """Whole seconds two stretches share, as of an instant."""
    start, end = max(span.start, other.start), min(span.end or at, other.end or at)
    return max(int((end - start).total_seconds()), 0)


def spent_seconds(spans: Iterable[Span], pauses: Sequence[Span], *, at: datetime) -> int:
    """Seconds of the spans as of `at`, pauses taken out. Pauses do not overlap one another (one session, one clock)."""
    total = 0
    for span in spans:
        lasted = max(int(((span.end or at) - span.start).total_seconds()), 0)
        total += lasted - sum(overlap_seconds(span, pause, at=at) for pause in pauses)
    return max(total, 0)


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
