"""From the event loop to a page and back: a WSGI application on a small pool of lasting threads.

a2wsgi reads the request; the answer is ours to send. It crosses from the thread to the loop at each part of an answer, its
head and its end included: four crossings, 0.4 to 0.6 ms of processor, as much as the page of a small reading. Here an
answer goes back whole, with the end of its thread's work: one crossing. Only what is longer than `HELD` is sent as it comes.
"""

import asyncio
import contextvars
import functools
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, cast

from a2wsgi.wsgi import Body, build_environ

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
#: Bytes of parts put together before they are sent; one part may be longer.
HELD = 256 * 1024


@dataclass(slots=True)
class _Answer:
    """What is not sent yet of an answer."""

    messages: list[Message] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)

    def start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], None]:
        """What WSGI calls `start_response`."""
        told = [(name.strip().lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
        self.messages = [{"type": "http.response.start", "status": int(status[:3]), "headers": told}]
        return self.parts.append

    def take(self, *, more: bool) -> list[Message]:
        """What is to be sent now."""
        body = {"type": "http.response.body", "body": b"".join(self.parts), "more_body": more}
        taken = [*self.messages, body]
        self.messages, self.parts = [], []
        return taken


class Bridge:
    """An ASGI application made of a WSGI one."""

    def __init__(self, application: Callable[..., Any], threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="page")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request in a thread, then send what it left to send."""
        loop = asyncio.get_running_loop()
        environ: dict[str, Any] = cast(Any, build_environ)(scope, Body(loop, cast(Any, receive)))

        async def send_all(messages: list[Message]) -> None:
            for message in messages:
                await send(message)

        def early(messages: list[Message]) -> None:
            """From the thread, which waits: a long answer goes at the pace of its reader."""
            asyncio.run_coroutine_threadsafe(send_all(messages), loop).result()

        work = functools.partial(contextvars.copy_context().run, self._answer, environ, early)
        await send_all(await loop.run_in_executor(self._threads, work))

    def _answer(self, environ: dict[str, Any], early: Callable[[list[Message]], None]) -> list[Message]:
        answer = _Answer()
        told = self._application(environ, answer.start)
        try:
            held = 0
            for part in told:
                if held + len(part) > HELD and answer.parts:
                    early(answer.take(more=True))
                    held = 0
                answer.parts.append(part)
                held += len(part)
        finally:
            getattr(told, "close", lambda: None)()
        return answer.take(more=False)
