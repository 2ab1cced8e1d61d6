"""From a stance given to the last of fifty live screens that has it, beside a bare ASGI broadcast in the same run.

Fifty streams are open at once, read by one event loop. A stance is a real POST of a member; its time runs from the first
byte sent to the arrival of its notice, count and names awaited included, at the last screen. Bare and real rounds
alternate; each stance waits for the former one to have arrived everywhere.
"""

import asyncio
import statistics
import time

from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.measure import percentile
from benchmarks.pages import Known
from benchmarks.people import FORM, form
from benchmarks.server import Server

SCREENS = 50
STANCES = 30
MEDIAN_GOAL, P95_GOAL = 25.0, 60.0
PATIENCE = 10


class Screens:
    """Fifty open streams of one address."""

    def __init__(self, port: int, path: str, headers: list[dict[str, str]]) -> None:
        self.port, self.path, self.headers = port, path, headers
        self.arrived: asyncio.Queue[float] = asyncio.Queue()
        self._readers: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Open them all and wait until each one stands."""
        standing = asyncio.Semaphore(0)
        self._readers = [asyncio.create_task(self._read(headers, standing)) for headers in self.headers]
        for _each in self._readers:
            await asyncio.wait_for(standing.acquire(), PATIENCE)

    async def _read(self, headers: dict[str, str], standing: asyncio.Semaphore) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(_head("GET", self.path, headers))
        try:
            kind = ""
            while line := (await reader.readline()).decode().strip("\r\n"):
                if not kind and "200" not in line:
                    raise RuntimeError(f"{self.path}: {line}")
                kind = "head"
            standing.release()
            while line := (await reader.readline()).decode():
                if line.startswith("event: stance"):
                    self.arrived.put_nowait(time.perf_counter())
        finally:
            writer.close()

    async def last_arrival(self) -> float:
        """When the last of them received the notice that is under way."""
        return max([await asyncio.wait_for(self.arrived.get(), PATIENCE) for _each in self.headers])

    async def close(self) -> None:
        """Close them."""
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)


class Sender:
    """One kept connection that posts."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def post(self, path: str, headers: dict[str, str], body: str) -> tuple[float, asyncio.Task[int]]:
        """Send at once; when it left, and the status to come."""
        if not hasattr(self, "reader"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        sent = {**headers, "Content-Type": FORM, "Content-Length": str(len(body.encode()))}
        started = time.perf_counter()
        self.writer.write(_head("POST", path, sent) + body.encode())
        return started, asyncio.create_task(self._status())

    async def _status(self) -> int:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = next((int(line[15:]) for line in head.lower().split("\r\n") if line.startswith("content-length:")), 0)
        await self.reader.readexactly(length)
        return int(head.split()[1])


def _head(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _one(screens: Screens, sender: Sender, path: str, headers: dict[str, str], body: str) -> float:
    """Milliseconds from the sending to the last arrival."""
    started, status = await sender.post(path, headers, body)
    last = await screens.last_arrival()
    if await status >= 400:
        raise RuntimeError(f"{path} answered {status.result()}")
    return (last - started) * 1000


async def _measure(
    server: Server, known: Known, members: list[dict[str, str]], rounds: int
) -> tuple[list[float], list[float]]:
    watching = [members[rank % len(members)] for rank in range(SCREENS)]
    real = Screens(server.port, f"/direct/seances/{known['session']}", watching)
    bare = Screens(server.port, "/plancher/direct", watching)
    await real.open()
    await bare.open()
    sender, path = Sender(server.port), reverse("session_position", args=[known["session"]])
    answering = members[:-1]  # the last one never answers: the stances are never revealed
    stances: list[float] = []
    broadcasts: list[float] = []
    for turn in range(rounds):
        for rank in range(STANCES):
            broadcasts.append(await _one(bare, sender, "/plancher/dire", {}, '{"received":1}'))
            value = ("favourable", "abstention")[(turn + rank // len(answering)) % 2]
            body = form({"round": known["round"], "stance": value, "text_number": "1"})
            stances.append(await _one(real, sender, path, answering[rank % len(answering)], body))
    await real.close()
    await bare.close()
    return stances, broadcasts


def measure_screens(
    server: Server, known: Known, members: list[dict[str, str]], set_name: str, rounds: int
) -> list[Figure]:
    """Median and 95th percentile."""
    before = server.processor_seconds()
    stances, bare = asyncio.run(_measure(server, known, members, rounds))
    spent = (server.processor_seconds() - before) * 1000 / len(stances)
    details = {
        "bare p50": statistics.median(bare), "bare p95": percentile(bare, 0.95), "server ms a stance": spent,
        "stances": float(len(stances)),
    }  # fmt: skip
    return [
        Figure(
            set_name, f"stance to {SCREENS} screens, median", statistics.median(stances), "ms", MEDIAN_GOAL, "", details
        ),
        Figure(set_name, f"stance to {SCREENS} screens, p95", percentile(stances, 0.95), "ms", P95_GOAL, "", details),
    ]
