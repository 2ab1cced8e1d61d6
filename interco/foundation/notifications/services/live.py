"""Publishing a live notice: a durable row, and a wake-up of the screens of this process once committed."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import transaction

from interco.foundation.core.actor import Actor
from interco.foundation.core.identifiers import scoped
from interco.foundation.notifications.models import LiveNotice

Listener = Callable[[LiveNotice], None]
_listeners: dict[int, Listener] = {}
_lock = threading.Lock()


def publish(channel: str, kind: str, *, by: Actor, payload: dict[str, Any] | None = None) -> None:
    """Tell the screens of `channel` (such as `meeting:<public_id>`); the payload holds nothing they may not read."""
    notice = LiveNotice.objects.create(channel=scoped("live", channel), at=by.at, kind=kind, payload=payload or {})
    transaction.on_commit(lambda: _wake(notice))


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
