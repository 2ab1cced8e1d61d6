"""Every page of the application, seen by a browser. A page added to the URLconf is crawled by its row of the matrix.

What is opened: each row `GET` of `tests/matrix` by somebody who may, on the objects of the matrix's world, and the pages
that change with their reader by one of each kind. A route that answers GET and that no such row reaches fails by name.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser

from interco.committees.enums import MeetingState
from interco.committees.models import Action, Meeting
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Refused
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

#: Who opens a page: the fullest view first.
BY_FULLNESS = (
    "secretariat", "dgs", "director", "head_of_service", "agent", "substitute", "commune_a", "administrator",
    "elected_reader", "commune_b", "dpo", "anonymous", "deactivated", "feed_token",
)  # fmt: skip
#: Pages that change with who reads them are opened by one of each kind.
SHARED = frozenset({"to_do", "meetings", "register", "chart", "account"})
KINDS = ("dgs", "director", "commune_a", "elected_reader", "administrator")
#: The crawl in so many tests, each of one page in as many: two processes share it.
PARTS = 2
#: Pages of visitors, which the others are sent away from.
VISITORS = frozenset({"account_login", "account_reset_password", "account_reset_password_done", "account_inactive"})
#: What a director is refused: hidden, and not open to them.
REFUSED = ("/nulle-part", "/administration/comptes/")
VALIDATOR = ROOT / "assets" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = ROOT / "assets" / "html-validate.json"


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as the server gives it to somebody."""

    name: str
    who: str
    address: str
    html: str


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
    """A part of the pages of one world, each opened while its objects are as their maker left them."""

    def __init__(self, cast: Built, part: int) -> None:
        self.doors = clients(cast)
        self._part = part
        self.met: set[str] = set()
        self._world = World(cast)

    def pages(self) -> Iterator[Opened]:
        """The pages in HTML; documents, streams and redirections are met and left."""
        known: dict[tuple[str, str], int] = {}
        for row, who in visits():
            address = reverse(row.route, args=[self._fill(argument) for argument in row.arguments])
            self.met.add(row.route)
            if (address, who) in known:
                continue
            known[address, who] = len(known)
            if known[address, who] % PARTS != self._part:
                continue
            response = self.doors[who].get(address, headers={"accept-language": "fr"})
            if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
                yield Opened(row.name, who, address, response.content.decode())

    def _fill(self, argument: str) -> str:
        """An object of the world. Makers that each start from an empty house are given room for theirs."""
        for make_room in (_nothing, _other_days, _no_open_session):
            make_room()
            with suppress(IntegrityError, Refused), transaction.atomic():
                return self._world.fill(argument)
        return self._world.fill(argument)


def _nothing() -> None:
    """Most makers need no room."""


def _other_days() -> None:
    """Sessions already there leave their Tuesday, their number and the reference of their actions to the next."""
    for meeting in Meeting.objects.filter(number__lt=1000):
        meeting.number += 1000 + 10 * meeting.pk
        meeting.occurrence_on = date(2020, 1, 1) + timedelta(days=meeting.pk)
        meeting.save(update_fields=["number", "occurrence_on"])
    for action in Action.objects.exclude(reference__startswith="A-2020-"):
        action.reference = f"A-2020-{action.pk:03d}"
        action.save(update_fields=["reference"])


def _no_open_session() -> None:
    """One session at a time is open in a body."""
    Meeting.objects.filter(state=MeetingState.OPEN).update(state=MeetingState.CONVENED)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_narrow_valid_and_quiet(
    cast: Built, server: Running, chromium: Browser, tmp_path: Path, part: int
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is missing: cd assets && npm ci")
    crawl = Crawl(cast, part)
    told: list[str] = []
    visitors: dict[str, Visitor] = {}
    pages: list[Opened] = []

    def browser_of(who: str) -> Visitor:
        if who not in visitors:
            visitors[who] = visitor(chromium, server, crawl.doors[who])
        return visitors[who]

    for page in crawl.pages():
        told += [f"{page.name} by {page.who}: {fault}" for fault in browser_of(page.who).faults(page.address)]
        pages.append(page)
    for address in REFUSED:
        told += [f"{address} refused: {fault}" for fault in browser_of("director").faults(address, is_refused=True)]
    told += [f"{name} answers GET and no row of the matrix opens it" for name in unmet(crawl.met)]
    told += invalid(pages, tmp_path)
    assert not told, f"{len(told)} faults on {len(pages)} pages\n" + "\n".join(told)
    assert len(pages) > 60 // PARTS


def visitor(browser: Browser, server: Running, door: Client) -> Visitor:
    """The browser of somebody whose client is already signed in."""
    context = browser.new_context(base_url=server.address, locale="fr-FR", timezone_id="America/Martinique")
    context.set_default_timeout(20_000)
    session = door.cookies.get(settings.SESSION_COOKIE_NAME)
    if session is not None:
        context.add_cookies([{"name": session.key, "value": session.value, "url": server.address}])
    return Visitor(context, server.address)


def unmet(met: set[str]) -> set[str]:
    """Routes that answer GET and were not reached, but for those whose rows say that nobody may."""
    answering = {
        str(entry.name) for _address, entry in walk(get_resolver().url_patterns)
        if "GET" in (getattr(entry.callback, "route_methods", None) or ("GET",))
    }  # fmt: skip
    closed_to_all = {row.route for row in ROWS if row.method == "GET" and not row.may}
    return answering - met - closed_to_all


def invalid(pages: list[Opened], folder: Path) -> list[str]:
    """What html-validate finds, once for each kind of fault and page; nothing where it is not installed."""
    node = machine.find("node")
    if node is None or not VALIDATOR.exists():
        return []
    names = {}
    for rank, page in enumerate(pages):
        file = folder / f"{rank:03d}.html"
        file.write_text(page.html, encoding="utf-8")
        names[str(file)] = page.name
    command = [node, str(VALIDATOR), "--config", str(RULES), "--formatter", "json", *names]
    report_file = folder / "report.json"
    with report_file.open("w") as output:
        subprocess.run(command, stdout=output, check=False)
    return sorted(
        {
            f"{message['ruleId']}: {message['message']} ({names[report['filePath']]}, line {message['line']})"
            for report in json.loads(report_file.read_text()) for message in report["messages"]
        }
    )  # fmt: skip
