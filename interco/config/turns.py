"""Processes of one installation that take turns: servers and workers start together on the same data folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Wait for whoever holds the lock `file`; it goes with its process, even killed."""
    try:
        import fcntl
    except ImportError:  # Windows, where one server runs
        yield
        return
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
