"""The ASGI application: live streams on the event loop, everything else on a small pool of lasting threads.

Django runs a synchronous view of an ASGI request in a thread made for that request, which opens its own database
connection (0.6 ms on SQLite). A pool of lasting threads keeps its connections; only the streams under `/direct/` need
the event loop (docs/adr/0003-wsgi-pages-asgi-streams.md).
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application

from interco.config.wsgi import application as pages

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PAGE_THREADS = int(os.environ.get("INTERCO_THREADS", "6"))
LIVE_PREFIX = "/direct/"

_streams = get_asgi_application()
_pages = WSGIMiddleware(cast(Any, pages), workers=PAGE_THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Streams to the event loop, pages to the threads."""
    if scope["type"] != "http":
        return
    if scope["path"].startswith(LIVE_PREFIX):
        await _streams(cast(Any, scope), cast(Any, receive), cast(Any, send))
        return

    async def received() -> MutableMapping[str, Any]:
        """granian gives a future where a2wsgi, which reads from its thread, wants a coroutine."""
        return await receive()

    await _pages(cast(Any, scope), cast(Any, received), cast(Any, send))
