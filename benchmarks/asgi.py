"""The application as it is served, with its floors beside it, in the same process.

`/plancher/direct` (stream) and `/plancher/dire` (POST) are a bare ASGI broadcast. `/plancher/page` and `/plancher/insertion`
are bare Django views on the same threads: no middleware but compression, which the page goes through too.
"""

import asyncio

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from interco.config.asgi import PAGE_THREADS
from interco.config.asgi import application as interco
from interco.config.bridge import Bridge, Message, Receive, Send
from interco.config.front import Scope

_screens: set[asyncio.Queue[bytes]] = set()


def _bare_django() -> WSGIHandler:
    """Django with one middleware: a handler reads the setting once, when it is made."""
    ours = settings.MIDDLEWARE
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware"]
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = ours


_floor = Bridge(_bare_django(), PAGE_THREADS)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The floor of the live screens, or the application."""
    path = scope.get("path", "")
    if path == "/plancher/direct":
        await _stream(receive, send)
    elif path == "/plancher/dire":
        await _say(receive, send)
    elif path.startswith("/plancher/"):
        await _floor(scope, _coroutine(receive), send)
    else:
        await interco(scope, receive, send)


def _coroutine(receive: Receive) -> Receive:
    """What a thread wants of `receive`: granian gives a future (see `interco.config.asgi`)."""

    async def body() -> Message:
        return await receive()

    return body


async def _stream(receive: Receive, send: Send) -> None:
    waiting: asyncio.Queue[bytes] = asyncio.Queue()
    _screens.add(waiting)
    await send(_start(200, b"text/event-stream"))
    await send({"type": "http.response.body", "body": b": bonjour\n\n", "more_body": True})
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        while not gone.done():
            said = asyncio.ensure_future(waiting.get())
            await asyncio.wait({said, gone}, return_when=asyncio.FIRST_COMPLETED)
            if said.done():
                await send({"type": "http.response.body", "body": said.result(), "more_body": True})
    finally:
        _screens.discard(waiting)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(receive: Receive, send: Send) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    for waiting in _screens:
        waiting.put_nowait(b"event: stance\ndata: " + body + b"\n\n")
    await send(_start(204, b"text/plain"))
    await send({"type": "http.response.body", "body": b""})


def _start(status: int, kind: bytes) -> Message:
    return {"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]}
