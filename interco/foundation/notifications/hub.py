"""The switchboard of live streams: one for each event loop, one poller a process.

A notice committed in this process arrives at once from the writer's thread; one committed by another process (the
worker) is found by the poller. Each notice is encoded once and handed to the queue of every stream of its channel.
Everything below runs on the event loop but `_committed`, and the reads, which run in one lasting thread: a stream
itself holds no database connection (docs/adr/0007-live-streams.md).
"""

import asyncio
import contextlib
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from weakref import WeakKeyDictionary

from django.db import Error, close_old_connections

from interco.foundation.core import clock
from interco.foundation.notifications.models import LiveNotice, channel_name
from interco.foundation.notifications.queries import live as read
from interco.foundation.notifications.queries.live import Viewer
from interco.foundation.notifications.rules.event_stream import HEARTBEAT, encode
from interco.foundation.notifications.services import live

T = TypeVar("T")
Parcel = tuple[int, bytes]

POLL_SECONDS = 0.5
SUPERVISION_SECONDS = 2.0
HEARTBEAT_SECONDS = 15.0
#: A notice may become visible to the poller this long after one with a higher number.
OUT_OF_ORDER_SECONDS = 10.0
#: A stream is closed after this long; its screen comes back at once, and every right is checked again.
LONGEST_SECONDS = 600.0
#: A stream that lags by more than this is closed; its screen comes back with Last-Event-ID.
QUEUE_LENGTH = 256


class Subscription:
    """One open stream: its channel, its viewer and what waits to be sent."""

    def __init__(self, channel: str, viewer: Viewer) -> None:
        self.channel = channel
        self.viewer = viewer
        self.opened = time.monotonic()
        self._waiting: asyncio.Queue[Parcel | None] = asyncio.Queue(QUEUE_LENGTH)
        self._closed = False

    def put(self, parcel: Parcel) -> None:
        """Hand over a notice, or close the stream when its reader does not follow."""
        if self._closed:
            return
        try:
            self._waiting.put_nowait(parcel)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        """End the stream once; what was waiting is read again by the screen that comes back."""
        if not self._closed:
            self._closed = True
            while not self._waiting.empty():
                self._waiting.get_nowait()
            self._waiting.put_nowait(None)

    async def next(self) -> Parcel | None:
        """The next notice or heartbeat (number 0); nothing when the stream is over."""
        return await self._waiting.get()


class Hub:
    """The streams of one event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._channels: dict[str, set[Subscription]] = defaultdict(set)
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._recent: dict[int, float] = {}
        self._floor = 0
        self._task: asyncio.Task[None] | None = None
        self._stop_listening: Callable[[], None] | None = None

    @property
    def streams(self) -> list[Subscription]:
        """Every open stream."""
        return [stream for streams in self._channels.values() for stream in streams]

    async def read(self, query: Callable[[], T]) -> T:
        """Run a query in the thread of the reads."""

        def fresh() -> T:
            close_old_connections()
            return query()

        return await self._loop.run_in_executor(self._reader, fresh)

    async def subscribe(self, channel: str, viewer: Viewer) -> Subscription:
        """Open a stream; from here on it receives every notice of its channel."""
        stream = Subscription(channel_name(channel), viewer)
        self._channels[stream.channel].add(stream)
        if self._task is None:
            self._stop_listening = live.listen(self._committed)
            self._floor = 0
            self._task = self._loop.create_task(self._watch())
        return stream

    def unsubscribe(self, stream: Subscription) -> None:
        """Forget a stream; the last one to leave stops the poller."""
        streams = self._channels[stream.channel]
        streams.discard(stream)
        if not streams:
            del self._channels[stream.channel]
        if not self._channels and self._task is not None:
            self._task.cancel()
            self._task = None
            if self._stop_listening:
                self._stop_listening()

    def _committed(self, notice: LiveNotice) -> None:
        """Called from the thread of the writer."""
        with contextlib.suppress(RuntimeError):  # the loop is closing: nobody is left to tell
            self._loop.call_soon_threadsafe(self._deliver, (notice,))

    def _deliver(self, notices: Iterable[LiveNotice]) -> None:
        for notice in notices:
            if notice.pk in self._recent:
                continue
            self._recent[notice.pk] = time.monotonic()
            streams = self._channels.get(notice.channel)
            if streams:
                parcel = (notice.pk, encode(notice.pk, notice.kind, notice.payload))
                for stream in tuple(streams):
                    stream.put(parcel)

    async def _watch(self) -> None:
        """Poll, supervise and beat until the last stream leaves."""
        self._floor = await self.read(read.newest_number)
        supervised = beaten = time.monotonic()
        while True:
            await asyncio.sleep(POLL_SECONDS)
            await self._safely(self._poll)
            now = time.monotonic()
            if now - supervised >= SUPERVISION_SECONDS:
                supervised = now
                await self._safely(self._supervise)
            if now - beaten >= HEARTBEAT_SECONDS:
                beaten = now
                for stream in self.streams:
                    stream.put((0, HEARTBEAT))

    async def _safely(self, step: Callable[[], Awaitable[None]]) -> None:
        """Run a step; a database that does not answer is asked again at the next turn."""
        with contextlib.suppress(Error):
            await step()

    async def _poll(self) -> None:
        floor = self._floor
        self._deliver(await self.read(lambda: read.written_after(floor)))
        limit = time.monotonic() - OUT_OF_ORDER_SECONDS
        settled = [number for number, seen in self._recent.items() if seen < limit]
        self._floor = max([self._floor, *settled])
        for number in settled:
            del self._recent[number]

    async def _supervise(self) -> None:
        viewers = {stream.viewer for stream in self.streams}
        gone = await self.read(lambda: read.gone(viewers, at=clock.now()))
        oldest = time.monotonic() - LONGEST_SECONDS
        for stream in self.streams:
            if stream.viewer in gone or stream.opened < oldest:
                stream.close()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
