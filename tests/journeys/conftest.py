"""A real server on the test's own database, and real browsers signed in to it.

The test commits (`transaction=True`); the server reads the same database, SQLite or PostgreSQL, and is stopped by its
pid. Browsers reach nothing but it.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from interco.config.commands.serve import server_command
from interco.config.demo.organisation import Built
from interco.config.statics import gather
from interco.foundation.accounts.models import User
from tools import machine
from tools.places import ROOT

AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
OUTPUT = ROOT / "tests" / "output"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    address: str
    pid: int


def database_url() -> str:
    """The database of this test, as the server's environment names it."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings.DATABASES['default']['NAME']}"
    given = settings.DATABASES["default"]
    if str(given["HOST"]).startswith("/"):
        return f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}&port={given['PORT']}"
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(cast: Built, transactional_db: None, tmp_path: Path) -> Iterator[Running]:
    """The server of `interco serve` on a free loopback port; its checks, its supervisor and its worker are not here.

    The static files were gathered once by this process of the tests. It is killed: nothing of it is kept.
    """
    gather()
    (tmp_path / "static").symlink_to(settings.STATIC_ROOT)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ, "INTERCO_DATA": str(tmp_path), "INTERCO_DATABASE_URL": database_url(),
        "INTERCO_SECRET_KEY": settings.SECRET_KEY, "INTERCO_URL": address, "INTERCO_LOG": "ERROR",
    }  # fmt: skip
    command = server_command("127.0.0.1", port, 1)
    log = (tmp_path / "server.log").open("wb")
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(address, process, tmp_path)
        yield Running(address, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.close()


def _wait(address: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/sante", timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{(folder / 'server.log').read_text()}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for a file of journeys; Django's own thread keeps using its database beside Playwright's loop.

    It ends with its file: that loop, left running, would refuse the streams that later tests read in the same process.
    Django keeps another connection within the loop: the one outside, left open, would go on reading the database that
    a journey replaces, and later tests would see another than their threads and servers.
    """
    connection.close()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.find("chromium"), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def sign_in(chromium: Browser, server: Running) -> Iterator["SignIn"]:
    """Opens browsers of people of the cast; every page is closed at the end, and no page may have failed."""
    door = SignIn(chromium, server)
    yield door
    door.close()


class SignIn:
    """`sign_in(user)` gives a page of that person's own browser."""

    def __init__(self, browser: Browser, server: Running) -> None:
        self._browser, self._server = browser, server
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def __call__(self, user: User, *, viewport: dict[str, int] = DESK, **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        cookie = {
            "name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": self._server.address,
        }  # fmt: skip
        context = self._browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            base_url=self._server.address, locale="fr-FR", timezone_id="America/Martinique", **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.add_cookies([cookie])  # type: ignore[list-item]
        context.route("**/*", self._only_our_server)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{user.name}: {error}"))
        return page

    def _only_our_server(self, route: Route) -> None:
        if route.request.url.startswith((self._server.address, "data:")):
            route.continue_()
        else:
            self.troubles.append(f"left the server: {route.request.url}")
            route.abort()

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert not self.troubles, self.troubles


def check_accessible(page: Page) -> None:
    """No violation found by axe, on the page as it stands."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: cd assets && npm ci")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(({violations}) => ({violations}))")
    told = [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in found["violations"] for node in one["nodes"]
    ]  # fmt: skip
    assert not told, f"{page.url}\n" + "\n".join(told)


def picture(page: Page, name: str, *, full: bool = True) -> None:
    """A screenshot in light, dark and at 320 px, in `tests/output`; none is wider than the window."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    usual = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=OUTPUT / f"{name}-{scheme}.png", full_page=full)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 720})
    page.screenshot(path=OUTPUT / f"{name}-320.png", full_page=full)
    overflow = page.evaluate("document.documentElement.scrollWidth")
    if usual:
        page.set_viewport_size(usual)
    assert overflow <= 320, f"{name} is {overflow} px wide in a window of 320"
