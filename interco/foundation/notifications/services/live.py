"""Publishing a live notice: a durable row, and a wake-up of the screens of this process once committed."""

import threading
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from interco.foundation.core.actor import Actor
from interco.foundation.core.writing import insert
from interco.foundation.notifications.models import LiveNotice, channel_name
from interco.foundation.notifications.services.outbox import is_closed

Listener = Callable[[LiveNotice], None]
_listeners: dict[int, Listener] = {}
_lock = threading.Lock()

#: How long a notice is kept for a screen that comes back.
KEPT = timedelta(hours=12)


@transaction.atomic(savepoint=False)
def publish(channel: str, kind: str, *, by: Actor, payload: dict[str, Any] | None = None) -> None:
    """Tell the screens of `channel` (such as `meeting:<public_id>`); the payload holds nothing they may not read.

    Writers of one channel wait for one another, so that its numbers grow in the order of the commits: a screen that
    comes back with the last number it saw misses nothing.
    """
    if is_closed():
        return
    name = channel_name(channel)
    _queue_up(name)
    notice = insert(LiveNotice(channel=name, at=by.at, kind=kind, payload=payload or {}))
    transaction.on_commit(lambda: _wake(notice))


def _queue_up(name: str) -> None:
    """On PostgreSQL, hold the channel until the end of the transaction; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [1818850917, zlib.crc32(name.encode()) - 2**31])


def _wake(notice: LiveNotice) -> None:
    with _lock:
        listeners = list(_listeners.values())
    for listener in listeners:
        listener(notice)


def listen(listener: Listener) -> Callable[[], None]:
    """Call `listener` (from the writer's thread) for each notice committed in this process; returns how to stop."""
    with _lock:
        key = max(_listeners, default=0) + 1
        _listeners[key] = listener

    def stop() -> None:
        with _lock:
            _listeners.pop(key, None)

    return stop


def sweep(*, at: datetime) -> int:
    """Remove the notices that no screen will ask for any more; returns how many."""
    removed, _by_table = LiveNotice.objects.filter(at__lt=at - KEPT).delete()
    return removed
