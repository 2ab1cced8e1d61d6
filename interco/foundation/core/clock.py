"""The only place where time is read. The edge reads it once and passes it down in the actor."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """The current instant, in UTC."""
    return _travelled.get() or datetime.now(UTC)


@contextmanager
def travel(instant: datetime) -> Iterator[None]:
    """Make the edge believe it is another instant (seeding a year of history, tests)."""
    token = _travelled.set(instant)
    try:
        yield
    finally:
        _travelled.reset(token)
