"""Every page of the application, seen by a browser. A page added to the URLconf is crawled by its row of the matrix.

What is visited: each row `GET` of `tests/matrix` with somebody who may, on the objects of the matrix's world; and the
pages everybody shares, by one of each kind of person. A route that answers GET and has no such row fails by its name.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser

from interco.config.demo.organisation import Built
from interco.foundation.core.routes import walk
from tests.journeys.conftest import AXE, Running
from tests.journeys.crawl import Visitor
from tests.matrix.principals import clients
from tests.matrix.rows import Row
from tests.matrix.table import ROWS
from tests.matrix.world import World
from tools import machine
from tools.places import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: Who opens a page, the fullest view first.
BY_FULLNESS = (
    "secretariat", "dgs", "director", "head_of_service", "agent", "substitute", "commune_a", "administrator",
    "elected_reader", "commune_b", "dpo", "anonymous", "deactivated", "feed_token",
)  # fmt: skip
#: Pages that change with who reads them are opened by one of each kind.
SHARED = frozenset({"to_do", "meetings", "register", "chart", "search", "account"})
KINDS = ("dgs", "director", "commune_a", "elected_reader", "administrator")
#: Pages of visitors, which the others are sent away from.
VISITORS = frozenset(
    {"account_login", "account_reset_password", "account_reset_password_done", "account_inactive", "mfa_authenticate"}
)
VALIDATOR = ROOT / "assets" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def visits() -> Iterator[tuple[Row, str]]:
    """Rows to open and by whom."""
    for row in ROWS:
        if row.method != "GET" or not row.may:
            continue
        if row.route in VISITORS:
            yield row, "anonymous"
            continue
        first = next(name for name in BY_FULLNESS if name in row.may)
        yield row, first
        if row.route in SHARED:
            yield from ((row, name) for name in KINDS if name in row.may and name != first)


class Crawl:
    """The pages of one world: their addresses, and what the server answers to each."""

    def __init__(self, cast: Built) -> None:
        self.doors = clients(cast)
        self.pages: dict[tuple[str, str], tuple[str, str]] = {}
        self.met: set[str] = set()
        for row, who in visits():
            self._meet(row, who, World(cast) if row.arguments else None)

    def _meet(self, row: Row, who: str, world: World | None) -> None:
        arguments = [world.fill(argument) for argument in row.arguments] if world else list(row.arguments)
        address = reverse(row.route, args=arguments)
        response = self.doors[who].get(address, headers={"accept-language": "fr"})
        self.met.add(row.route)
        if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            self.pages[(address, who)] = (row.name, response.content.decode())


@pytest.fixture
def crawl(cast: Built) -> Crawl:
    """The world, filled, and its pages."""
    return Crawl(cast)


def test_every_page_that_answers_get_is_crawled(cast: Built, crawl: Crawl) -> None:
    may_get = {
        str(entry.name) for _address, entry in walk(get_resolver().url_patterns)
        if "GET" in (getattr(entry.callback, "route_methods", None) or ("GET",))
    }  # fmt: skip
    refused_to_all = {row.route for row in ROWS if row.method == "GET" and not row.may}
    assert may_get - crawl.met - refused_to_all == set()
    assert len(crawl.pages) > 60


def test_every_page_is_accessible_narrow_and_quiet(
    cast: Built, crawl: Crawl, server: Running, chromium: Browser
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is missing: cd assets && npm ci")
    told: list[str] = []
    visitors: dict[str, Visitor] = {}
    for (address, who), (name, _html) in crawl.pages.items():
        if who not in visitors:
            visitors[who] = Visitor(_context(chromium, server, crawl.doors[who]), server.address)
        told += [f"{name} by {who}: {fault}" for fault in visitors[who].faults(address)]
    assert not told, f"{len(told)} faults on {len(crawl.pages)} pages\n" + "\n".join(told)


def _context(browser: Browser, server: Running, door: Client) -> "object":
    context = browser.new_context(base_url=server.address, locale="fr-FR", timezone_id="America/Martinique")
    context.set_default_timeout(15_000)
    session = door.cookies.get(settings.SESSION_COOKIE_NAME)
    if session is not None:
        context.add_cookies([{"name": session.key, "value": session.value, "url": server.address}])
    return context


def test_every_page_is_valid_html(crawl: Crawl, tmp_path: Path) -> None:
    node = machine.find("node")
    if node is None or not VALIDATOR.exists():
        pytest.skip("html-validate is missing: cd assets && npm ci")
    names = {}
    for rank, (name, html) in enumerate(crawl.pages.values()):
        file = tmp_path / f"{rank:03d}.html"
        file.write_text(html, encoding="utf-8")
        names[str(file)] = name
    config = ROOT / "assets" / "html-validate.json"
    command = [node, str(VALIDATOR), "--config", str(config), "--formatter", "json", f"{tmp_path}/*.html"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.stdout, answer.stderr
    told = {
        f"{message['ruleId']}: {message['message']} ({names[report['filePath']]}, {message['line']}:{message['column']})"
        for report in json.loads(answer.stdout) for message in report["messages"]
    }  # fmt: skip
    assert not told, f"{len(told)} faults\n" + "\n".join(sorted(told))
