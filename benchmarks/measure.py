"""Comparing a request with its floor: alternating rounds, fixed request counts, the median of the ratios.

A load tool that drops unfinished requests flatters; here each request is sent after the answer to the former one has
been read whole, compressed as a browser asks. What counts is the processor time of the server's processes, for the
machine may be shared; wall time stands beside. A comparison is void when the floor itself moved by more than 30 % between
rounds: it is made again, three times at most, and said void if it still is.
"""

import http.client
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.server import Server

ROUNDS = 7
FLOOR_DRIFT = 0.30
TRIES = 3
#: A batch lasts long enough for the ten-millisecond grain of the kernel's accounts to vanish.
BATCH_MS = 250
FEWEST, MOST = 6, 150


@dataclass(frozen=True, slots=True)
class Request:
    """One request, made anew for each call (a POST carries another key each time)."""

    method: str
    path: str
    headers: dict[str, str]
    body: Callable[[int], str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Milliseconds of processor per request, page and floor, and their ratio; `void` tells why it does not count."""

    page_ms: float
    floor_ms: float
    ratio: float
    wall_p50_ms: float
    wall_p95_ms: float
    floor_wall_p50_ms: float
    requests: int
    void: str = ""


class Caller:
    """One kept connection to the server."""

    def __init__(self, server: Server) -> None:
        self.server, self.serial = server, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def call(self, request: Request) -> tuple[int, bytes]:
        """Send and read the whole answer."""
        self.serial += 1
        body = request.body(self.serial) if request.body else None
        self.connection.request(request.method, request.path, body=body, headers=request.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def batch(self, request: Request, count: int) -> tuple[float, list[float]]:
        """Milliseconds of processor per request over `count` requests, and each wall time in milliseconds."""
        before, walls = self.server.processor_seconds(), []
        for _each in range(count):
            started = time.perf_counter()
            status, content = self.call(request)
            walls.append((time.perf_counter() - started) * 1000)
            if status >= 400:
                raise RuntimeError(f"{request.path} answered {status}: {content[:300]!r}")
        return (self.server.processor_seconds() - before) * 1000 / count, walls


def compare(server: Server, page: Request, floor: Request, *, rounds: int = ROUNDS) -> Comparison:
    """Alternate floor and page over the rounds, again when the floor moved."""
    caller = Caller(server)
    counts = {}
    for request in (floor, page):
        caller.batch(request, 5)
        cost, _walls = caller.batch(request, 10)
        counts[request.path] = max(FEWEST, min(MOST, round(BATCH_MS / max(cost, 0.5))))
    found = _rounds(caller, page, floor, counts, rounds)
    for _again in range(TRIES - 1):
        if not found.void:
            break
        found = _rounds(caller, page, floor, counts, rounds)
    return found


def _rounds(caller: Caller, page: Request, floor: Request, counts: dict[str, int], rounds: int) -> Comparison:
    floors, pages, walls, floor_walls = [], [], [], []
    for rank in range(rounds):
        taken = {}
        for request in (floor, page) if rank % 2 else (page, floor):
            taken[request.path] = caller.batch(request, counts[request.path])
        floors.append(taken[floor.path][0])
        pages.append(taken[page.path][0])
        walls += taken[page.path][1]
        floor_walls += taken[floor.path][1]
    drift = (max(floors) - min(floors)) / statistics.median(floors)
    return Comparison(
        page_ms=statistics.median(pages), floor_ms=statistics.median(floors),
        ratio=statistics.median(one / other for one, other in zip(pages, floors, strict=True)),
        wall_p50_ms=statistics.median(walls), wall_p95_ms=percentile(walls, 0.95),
        floor_wall_p50_ms=statistics.median(floor_walls), requests=counts[page.path] * rounds,
        void=f"the floor moved by {drift:.0%}" if drift > FLOOR_DRIFT else "",
    )  # fmt: skip


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))]
