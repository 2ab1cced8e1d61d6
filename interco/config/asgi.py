"""The ASGI application: live streams on the event loop, everything else on a small pool of lasting threads.

Django runs a synchronous view of an ASGI request in a thread made for that request, which opens its own database
connection (0.6 ms on SQLite). A pool of lasting threads keeps its connections; only the streams under `/direct/` need
the event loop (docs/adr/0003-wsgi-pages-asgi-streams.md).
"""

import gc
import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")

from django.core.asgi import get_asgi_application
from django.core.handlers.asgi import ASGIHandler

from interco.config.bridge import Bridge, Message, Receive, Send
from interco.config.front import Scope, sane_scope
from interco.config.wsgi import application as pages

PAGE_THREADS = int(os.environ.get("INTERCO_THREADS", "6"))
LIVE_PREFIX = "/direct/"


class StreamHandler(ASGIHandler):
    """Django's handler, admitting every stream on one lasting thread.

    Django gives each request a thread of its own for as long as the request lives: fifty open streams kept fifty threads,
    each with its connection to the database. Admission is three short reads; nothing else of a stream leaves the loop.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle a request without a context of threads of its own."""
        await self.handle(scope, receive, send)


get_asgi_application()  # sets Django up
_streams = StreamHandler()
_pages = Bridge(pages, PAGE_THREADS)
gc.collect()
gc.freeze()  # what stands at the start is never garbage: the collector need not go through it again at each tenth page


class CutError(ConnectionError):
    """The client left in the middle of what it was sending: half a body is never taken for a whole one."""


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Streams to the event loop, pages to the threads."""
    if scope["type"] != "http":
        return
    sane = sane_scope(scope)
    if sane["path"].startswith(LIVE_PREFIX):
        await _streams(cast(Any, sane), cast(Any, receive), cast(Any, send))
        return

    async def body() -> Message:
        message = await receive()  # granian gives a future where the thread of a page wants a coroutine
        if message["type"] == "http.disconnect":
            raise CutError("The client left before the end of its request.")
        return message

    await _pages(sane, body, send)
