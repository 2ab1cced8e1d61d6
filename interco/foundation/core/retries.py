"""Doing again what the database undid by itself.

PostgreSQL ends one of two transactions that wait for one another (40P01), or that cannot be put in order (40001): it
undoes it whole, so doing it again is right. SQLite has one writer at a time and never does.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, transaction
from django.http import HttpRequest

T = TypeVar("T")

UNDONE = frozenset({"40001", "40P01"})
TRIES = 5
LONGEST_PAUSE = 0.05


def was_undone(error: BaseException | None) -> bool:
    """Whether the database itself undid the transaction, which may be tried again."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in UNDONE


def again_if_undone(work: Callable[[], T]) -> T:
    """The result of `work`, which holds one whole transaction, tried a few times when the database undid it."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return work()
        except OperationalError as error:
            if not left or not was_undone(error):
                raise
        time.sleep(random.uniform(0, LONGEST_PAUSE))  # noqa: S311 - so that two losers do not meet again
    raise AssertionError("the last try returns or raises")


def answered_again(request: HttpRequest, answer: Callable[[], T]) -> T:
    """The answer to a request whose transaction may be undone: what it sent is read again from its beginning.

    Inside a larger transaction there is nothing to try again: whoever opened it does.
    """
    if request.method in {"GET", "HEAD", "OPTIONS"} or transaction.get_connection().in_atomic_block:
        return answer()

    def afresh() -> T:
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        return answer()

    return again_if_undone(afresh)
