"""Counting the tries of a secret, so that a refusal which undoes everything does not undo the count.

A keyed submission runs in one transaction that a refusal rolls back (`core.middleware`), and the counts are rows of the
same database. Inside `outliving_tries`, each count written is remembered, and written again once the transaction is over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

Counts = dict[str, tuple[Any, Any, Any]]
_counts: ContextVar[Counts | None] = ContextVar("counted_tries", default=None)


class TriesCache(DatabaseCache):
    """The counts in the database, remembered while a submission may still be undone."""

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """Write a count."""
        super().set(key, value, timeout, version)
        counts = _counts.get()
        if counts is not None:
            counts[key] = (value, timeout, version)


@contextmanager
def outliving_tries() -> Iterator[Counts]:
    """Write again, at the end, the counts that are still in what this gives: empty it when they were committed."""
    counts: Counts = {}
    token = _counts.set(counts)
    try:
        yield counts
    finally:
        _counts.reset(token)
        for key, (value, timeout, version) in counts.items():
            cache.set(key, value, timeout, version)
