"""The org chart of everybody as of a date: time of the server, and weight of the first view with all it loads."""

import re

from benchmarks.figures import Figure
from benchmarks.measure import Caller
from benchmarks.pages import PAGES, Known, read
from benchmarks.people import get
from benchmarks.server import Server

TIME_GOAL, WEIGHT_GOAL = 300.0, 250.0
NAMES = ("chart", "chart_list", "chart_compared")
_LOADED = re.compile(rb"""(?:href|src)=["'](/static/[^"'#?]+)""")
_IN_STYLE = re.compile(rb"""url\(["']?([^"')]+woff2)""")


def measure_chart(server: Server, known: Known, headers: dict[str, dict[str, str]], set_name: str) -> list[Figure]:
    """Processor time of the server per request, then the weight of the view a browser opens with nothing kept."""
    figures = []
    for page in PAGES:
        if page.name not in NAMES:
            continue
        request = get(page.address(known), headers[page.who])
        caller = Caller(server)
        caller.batch(request, 2)
        spent, walls = caller.batch(request, 12)
        details = {"wall p50": sorted(walls)[6], "wall max": max(walls)}
        figures.append(Figure(set_name, f"{page.name}, server time", spent, "ms", TIME_GOAL, "", details))
        sent, content = read(server, request)
        parts = {"html": sent, **weight_of(server, content, request.headers)}
        details = {f"{name} kB": size / 1000 for name, size in parts.items()}
        total = sum(parts.values()) / 1000
        figures.append(Figure(set_name, f"{page.name}, first view", total, "kB", WEIGHT_GOAL, "", details))
    return figures


def weight_of(server: Server, content: bytes, headers: dict[str, str]) -> dict[str, int]:
    """Compressed bytes of the styles, scripts, icons and Latin fonts (a browser takes the other fonts only at need)."""
    sizes: dict[str, int] = {}
    addresses = {found.decode() for found in _LOADED.findall(content)}
    for address in sorted(addresses):
        sent, body = read(server, get(address, headers))
        kind = address.rpartition(".")[2]
        sizes[kind] = sizes.get(kind, 0) + sent
        if kind == "css":
            for font in {found.decode().rpartition("/")[2] for found in _IN_STYLE.findall(body)}:
                if "latin-ext" not in font and not any(font in one for one in addresses):
                    size, _font = read(server, get(f"/static/interco/fonts/{font}", headers))
                    sizes["woff2"] = sizes.get("woff2", 0) + size
    return sizes
