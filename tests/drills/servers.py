"""A real server on the test's own database, the browser of one of its people, and the way to kill it without warning."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from interco.foundation.accounts.models import User
from tests.config.server.running import children_of, free_port
from tests.journeys.conftest import database_url
from tools.places import ROOT

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CSRF = "d" * 32
PATIENCE = 60


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works on this test's database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTERCO_", "DRILL_"))}
    return kept | {
        "INTERCO_DATA": str(folder), "INTERCO_DATABASE_URL": database_url(), "INTERCO_SECRET_KEY": settings.SECRET_KEY,
        "INTERCO_TEST": "1", "INTERCO_LOG": "ERROR", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore",
    } | more  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and how long its start took."""

    port: int
    process: "subprocess.Popen[str]"
    seconds: float


def start(folder: Path, *options: str, port: int | None = None, **more: str) -> Server:
    """`interco serve`, from the command to its first answer; `more` goes to its environment."""
    chosen = port or free_port()
    command = [sys.executable, "-m", "interco", "serve", "--json", "--port", str(chosen), *options]
    began = time.monotonic()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=surroundings(folder, INTERCO_URL=f"http://127.0.0.1:{chosen}", **more), cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip
    assert process.stdout is not None
    announced = process.stdout.readline()
    assert announced, (folder / "server.log").read_text()
    assert json.loads(announced)["event"] == "ready"
    return Server(chosen, process, time.monotonic() - began)


def stop(server: Server) -> None:
    """Stop it as an administrator would."""
    server.process.terminate()
    server.process.wait(timeout=30)
    _close(server)


def kill(server: Server) -> None:
    """kill -9 of the supervisor and of everything it started, all at once."""
    family = _family(server.process.pid)
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)  # nobody sees another go
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait(timeout=PATIENCE)
    limit = time.monotonic() + PATIENCE
    while any(_is_alive(pid) for pid in family) and time.monotonic() < limit:
        time.sleep(0.01)
    _close(server)


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    try:
        below = children_of(pid)
    except (FileNotFoundError, ProcessLookupError):
        return [pid]
    return [pid, *[one for child in below for one in _family(child)]]


def _is_alive(pid: int) -> bool:
    """Whether the process still holds anything; one that only waits to be read does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


def _close(server: Server) -> None:
    if server.process.stdout is not None:
        server.process.stdout.close()


def session_of(user: User) -> str:
    """The cookie of somebody signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str
    replayed: bool


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser: one connection for each request, so that a dead server is seen at once."""

    port: int
    session: str

    def post(self, address: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form; raises `OSError` or `HTTPException` when no whole answer came back."""
        return self.ask("POST", address, urlencode(fields), **headers)

    def get(self, address: str) -> Answer:
        """Read a page."""
        return self.ask("GET", address, "")

    def ask(self, method: str, address: str, body: str, **headers: str) -> Answer:
        """One request and its whole answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, urlsplit(address).path, body, self.headers() | headers)
            response = line.getresponse()
            text = response.read().decode("utf-8", "replace")
            replayed = response.headers.get("Idempotent-Replay") == "true"
            return Answer(response.status, response.headers.get("Location", ""), text, replayed)
        finally:
            line.close()

    def headers(self) -> dict[str, str]:
        """The cookies of the session and of the form."""
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        return {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "X-CSRFToken": CSRF,
        }  # fmt: skip
