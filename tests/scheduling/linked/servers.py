"""A real CalDAV server (Radicale) with accounts, and one of a few lines that misbehaves as it is told."""

import base64
import http.client
import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import icalendar

USER, PASSWORD = "odette", "un mot de passe : é"
_MAKE = (
    '<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    "<D:displayname>Mon calendrier</D:displayname></D:prop></D:set></C:mkcalendar>"
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Radicale:
    """The server, seen by the owner of the calendar through another program."""

    port: int

    def address(self, calendar: str) -> str:
        return f"http://127.0.0.1:{self.port}/{USER}/{calendar}/"

    def call(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        told = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        sent = {"Authorization": f"Basic {told}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body=body.encode() or None, headers=sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content

    def make(self, calendar: str) -> str:
        """A new calendar; its address."""
        assert self.call("MKCALENDAR", f"/{USER}/{calendar}/", _MAKE)[0] == 201
        return self.address(calendar)

    def put(self, calendar: str, name: str, *lines: str) -> None:
        """An event written by another program."""
        text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//other//", *lines, "END:VCALENDAR", ""])
        assert self.call("PUT", f"/{USER}/{calendar}/{name}", text, Content_Type="text/calendar")[0] in {201, 204}

    def resources(self, calendar: str) -> dict[str, str]:
        """What stands there: the text of each resource by its name."""
        listed = self.call("PROPFIND", f"/{USER}/{calendar}/", Depth="1")[2].decode()
        names = re.findall(rf"<href>/{USER}/{calendar}/([^<]+\.ics)</href>", listed)
        return {name: self.call("GET", f"/{USER}/{calendar}/{name}")[2].decode() for name in names}

    def titles(self, calendar: str) -> list[str]:
        """The titles of the events, in order."""
        texts = self.resources(calendar).values()
        return sorted(
            str(one["SUMMARY"]) for text in texts for one in icalendar.Calendar.from_ical(text).walk("VEVENT")
        )


@contextmanager
def radicale() -> Iterator[Radicale]:
    """A Radicale of one's own, in its own folder, ended by its own id."""
    with tempfile.TemporaryDirectory(prefix="interco-radicale-") as folder:
        users = Path(folder, "users")
        users.write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
        server = Radicale(free_port())
        command = [
            sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{server.port}",
            "--auth-type", "htpasswd", "--auth-htpasswd-filename", str(users), "--auth-htpasswd-encryption", "plain",
            "--auth-delay", "0", "--storage-filesystem-folder", folder, "--rights-type", "owner_only", "--logging-level", "error",
        ]  # fmt: skip
        process = subprocess.Popen(command, env={**os.environ})
        try:
            _wait(server.port)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


@dataclass
class Bad:
    """A server that answers what it is told, whatever it is asked; `asked` is what came."""

    port: int
    asked: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/odette/agenda/"


@contextmanager
def bad_server(answer: Callable[[socket.socket], None]) -> Iterator[Bad]:
    """A server of one's own: `answer` has the wire once the request was read."""
    found = Bad(0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            told = b""
            while b"\r\n\r\n" not in told and (part := self.request.recv(65536)):
                told += part
            told += _rest(self.request, told)
            found.asked.append(told)
            with suppress(OSError):
                answer(self.request)

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Threads(("127.0.0.1", 0), Handler) as server:
        found.port = int(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
            thread.join(timeout=5)


def _rest(wire: socket.socket, told: bytes) -> bytes:
    """What is still to come of the body of a request."""
    head, _sep, body = told.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    rest = b""
    while len(body) + len(rest) < length and (part := wire.recv(65536)):
        rest += part
    return rest


def says(status: str, content: bytes = b"", *headers: str) -> Callable[[socket.socket], None]:
    """An answer that is always the same."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""])
    return lambda wire: wire.sendall(head.encode() + content)
