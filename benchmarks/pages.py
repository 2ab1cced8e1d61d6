"""Which pages are measured, for whom, against which goal, and how many rows the floor's query gives."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.measure import Caller, Request, compare
from benchmarks.people import get
from benchmarks.server import Server

Known = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """`who` is a key of the cast; `rows` how many rows the page lists; `goal` the greatest ratio to its floor."""

    name: str
    who: str
    address: Callable[[Known], str]
    rows: int = 50
    goal: float | None = None


def _to(route: str, *names: str, query: str = "") -> Callable[[Known], str]:
    return lambda known: reverse(route, args=[known[name] for name in names]) + query


def _chart(known: Known, **more: str) -> str:
    """The chart as of a day two months ago."""
    day = date.fromisoformat(known["today"]) - timedelta(days=60)
    return reverse("chart") + "?" + "&".join([f"au={day}", *(f"{name}={value}" for name, value in more.items())])


PAGES = (
    Page("agenda", "secretariat", _to("agenda", "agenda"), rows=100, goal=2),
    Page("home", "dga_administration", _to("to_do"), rows=20),
    Page("meetings", "secretariat", _to("meetings")),
    Page("meeting", "secretariat", _to("meeting", "meeting"), rows=20),
    Page("item", "secretariat", _to("item", "item"), rows=10),
    Page("register", "dga_administration", _to("register")),
    Page("decision", "dga_administration", _to("decision", "decision"), rows=20),
    Page("actions", "secretariat", _to("actions")),
    Page("people", "dga_administration", _to("people")),
    Page("posts", "dga_administration", _to("posts")),
    Page("communes", "dga_administration", _to("collectivities")),
    Page("unit", "dga_administration", _to("unit", "unit"), rows=20),
    Page("person", "dga_administration", _to("person", "person"), rows=10),
    Page("body", "secretariat", _to("body", "body"), rows=50),
    Page("propose", "dga_administration", _to("item_propose"), rows=10),
    Page("session_lead", "dost", _to("session_lead", "session"), rows=60),
    Page("session_follow", "member", _to("session_follow", "session"), rows=60),
    Page("session_room", "member", _to("session_room", "session"), rows=10),
    Page("session_position", "member", _to("session_position", "session"), rows=10),
    Page("search", "dga_administration", _to("search", query="?q=balisier"), rows=20),
    Page("chart", "dga_administration", _chart, rows=100),
    Page("chart_list", "dga_administration", lambda known: _chart(known, vue="liste"), rows=100),
    Page("chart_compared", "dga_administration", lambda known: _chart(known, compare=known["today"]), rows=100),
)


def measure_pages(
    server: Server,
    known: Known,
    headers: dict[str, dict[str, str]],
    set_name: str,
    wanted: Callable[[str], bool],
    rounds: int,
) -> list[Figure]:
    """Each page wanted against a floor of the same number of rows and bytes."""
    figures = []
    for page in PAGES:
        if not wanted(page.name):
            continue
        request = get(page.address(known), headers[page.who])
        sent, content = read(server, request)
        floor = floor_of(server, page, content, request.headers)
        found = compare(server, request, floor, rounds=rounds)
        details = {
            "page ms": found.page_ms, "floor ms": found.floor_ms, "wall p50": found.wall_p50_ms,
            "p95": found.wall_p95_ms, "kB": len(content) / 1000, "gz kB": sent / 1000,
        }  # fmt: skip
        figures.append(Figure(set_name, f"page {page.name}", found.ratio, "× floor", page.goal, found.void, details))
    return figures


def read(server: Server, request: Request) -> tuple[int, bytes]:
    """How many bytes travel, and the page."""
    status, content = Caller(server).call(request)
    if status != 200:
        raise RuntimeError(f"{request.path} answered {status}")
    return len(content), gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def floor_of(server: Server, page: Page, content: bytes, headers: dict[str, str]) -> Request:
    """The floor's page of as many bytes as the page measured, made of the same text."""
    folder = settings.DATA / "floor"
    folder.mkdir(exist_ok=True)
    (folder / f"{page.name}.html").write_bytes(content)
    base = f"/plancher/page?rows={page.rows}&like={page.name}&length="
    text = content.decode()
    _sent, bare = read(server, get(f"{base}0", headers))
    length = max(0, round(len(text) * (len(content) - len(bare)) / len(content)))
    return get(f"{base}{length}", headers)
