"""Comparing a page with its floor: alternating rounds, fixed request counts, the median of the ratios.

A load tool that drops unfinished requests flatters; here each request is sent after the answer to the former one has
been read whole. A run is void when the floor itself moved by more than 30 % between rounds.
"""

import http.client
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.server import Server

ROUNDS = 5
FLOOR_DRIFT = 0.30


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

    name: str
    page_ms: float
    floor_ms: float
    ratio: float
    wall_p50_ms: float
    wall_p95_ms: float
    void: str


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
            status, _content = self.call(request)
            walls.append((time.perf_counter() - started) * 1000)
            if status >= 400:
                raise RuntimeError(f"{request.path} answered {status}")
        return (self.server.processor_seconds() - before) * 1000 / count, walls


def compare(server: Server, name: str, page: Request, floor: Request, *, count: int = 150) -> Comparison:
    """Alternate floor and page over the rounds."""
    caller = Caller(server)
    for request in (floor, page):
        caller.batch(request, max(10, count // 5))
    floors, pages, ratios, walls = [], [], [], []
    for _round in range(ROUNDS):
        floor_ms, _unused = caller.batch(floor, count)
        page_ms, page_walls = caller.batch(page, count)
        floors.append(floor_ms)
        pages.append(page_ms)
        ratios.append(page_ms / floor_ms if floor_ms else 0.0)
        walls += page_walls
    drift = (max(floors) - min(floors)) / statistics.median(floors)
    walls.sort()
    return Comparison(
        name=name, page_ms=statistics.median(pages), floor_ms=statistics.median(floors), ratio=statistics.median(ratios),
        wall_p50_ms=statistics.median(walls), wall_p95_ms=walls[int(len(walls) * 0.95)],
        void=f"floor moved by {drift:.0%}" if drift > FLOOR_DRIFT else "",
    )  # fmt: skip
