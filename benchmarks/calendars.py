"""Feeds against Radicale, which serves the same 1,000 events from the same machine in the same run.

Processor time of each server. The whole feed and one week of it, no mark given: *cold*, one event changed before each
reading, which makes it anew; *warm*, nothing changed since the last one, which sends it again. Then the unchanged feed
(304) against the floor that reads one row by its key.
"""

import base64
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.measure import Request, compare
from benchmarks.server import TICK, Server, free_port

EVENTS = 1000
#: Ours over theirs at most: twenty times their throughput.
GOAL = 1 / 20
#: Readings of a round, for the ten-millisecond grain of the kernel's accounts; and those before, one for each thread or so.
READINGS, WARM_UP = 50, 12
WEEK = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def measure_calendars(
    server: Server, known: dict[str, Any], set_name: str, wanted: Callable[[str], bool], rounds: int
) -> Iterator[Figure]:
    """The whole, one week, and the unchanged feed."""
    if not (wanted("feed") or wanted("feed_week") or wanted("feed_304")):
        return
    monday = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7)
    path = plan(known, monday)
    week = f"{path}?du={monday:%Y-%m-%d}&au={monday + timedelta(days=7):%Y-%m-%d}"
    content, etag = _read(server, path)
    if content.count(b"BEGIN:VEVENT") < EVENTS:
        raise RuntimeError("the feed is not whole")
    with radicale(content) as peer:
        for name, ours, theirs in (
            ("feed", path, lambda: peer.call("GET", "/bench/agenda/")),
            ("feed_week", week, lambda: peer.call("REPORT", "/bench/agenda/", _week(monday))),
        ):
            if wanted(name):
                for change in (Change(known), None):
                    yield _against(server, peer, ours, theirs, set_name, name, rounds, change)
    if wanted("feed_304"):
        request = Request("GET", path, {"If-None-Match": etag, "Accept-Encoding": "gzip"})
        floor = Request("GET", "/plancher/cle", {"Accept-Encoding": "gzip"})
        found = compare(server, request, floor, rounds=rounds)
        details = {"304 ms": found.page_ms, "key read ms": found.floor_ms}
        yield Figure(set_name, "feed unchanged (304)", found.ratio, "× key", 2.0, found.void, details)


def plan(known: dict[str, Any], monday: datetime) -> str:
    """1,000 events of an hour over fifty weeks, written as the services write them; the address of their feed."""
    from interco.foundation.core.actor import actor_of
    from interco.organisation.models import Person
    from interco.scheduling.models import Event, Occurrence
    from interco.scheduling.services.event_texts import write_missing_texts
    from interco.scheduling.services.feeds import open_feed

    user = known["users"]["dga_administration"]
    person = Person.objects.get(user_id=user)
    at = datetime.now(UTC)
    hours = [monday + timedelta(weeks=rank // 20, days=rank % 5, hours=12 + rank // 5 % 4) for rank in range(EVENTS)]
    events = Event.objects.bulk_create([
        Event(
            owner=person, written_by=person, written_by_name=person.full_name, title=f"Réunion de mesure n° {rank}",
            place="Salle du conseil", text="Ordre du jour : budget, travaux, divers.", first_on=hour.date(),
            at=hour.time(), minutes=60, zone="America/Martinique", created_at=at, changed_at=at,
        ) for rank, hour in enumerate(hours)
    ])  # fmt: skip
    Occurrence.objects.bulk_create([
        Occurrence(event=event, day=hour.date(), starts_at=hour, ends_at=hour + timedelta(hours=1))
        for event, hour in zip(events, hours, strict=True)
    ])  # fmt: skip
    write_missing_texts()
    _feed, secret = open_feed(person=person, by=actor_of(user, at), with_second_factor=True)
    return f"/agenda/flux/{secret}.ics"


def _read(server: Server, path: str) -> tuple[bytes, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.read(), answer.headers["ETag"]


def _week(monday: datetime) -> str:
    return WEEK.format(start=f"{monday:%Y%m%dT%H%M%SZ}", end=f"{monday + timedelta(days=7):%Y%m%dT%H%M%SZ}")


class Peer:
    """A Radicale server and its processor time."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def call(self, method: str, path: str, body: str | bytes | None = None) -> bytes:
        """Send and read the whole answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "Content-Type": "text/calendar; charset=utf-8" if method == "PUT" else "application/xml",
            "Depth": "1",
        }
        headers["Authorization"] = "Basic " + base64.b64encode(b"bench:bench").decode()
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"radicale answered {answer.status}: {content[:300]!r}")
        return content

    def processor_seconds(self) -> float:
        """Processor time since it started, user and system."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def radicale(content: bytes) -> Iterator[Peer]:
    """Radicale with these events in one collection, in a folder of its own, ended by its own id."""
    with tempfile.TemporaryDirectory(prefix="interco-radicale-") as folder:
        port = free_port()
        command = [
            sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
            "--storage-filesystem-folder", folder, "--rights-type", "authenticated", "--logging-level", "error",
        ]  # fmt: skip
        command[command.index("authenticated")] = "owner_only"
        process = subprocess.Popen([*command], env={**os.environ})
        peer = Peer(process, port)
        try:
            _wait(port)
            peer.call("PUT", "/bench/agenda/", content)
            yield peer
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("radicale did not start")


class Change:
    """One event after the other gets another title, by the service, in this process: the server only reads."""

    def __init__(self, known: dict[str, Any]) -> None:
        from interco.scheduling.models import Event

        self.user = known["users"]["dga_administration"]
        self.events = list(Event.objects.filter(title__startswith="Réunion de mesure").order_by("first_on"))
        self.rank = 0

    def __call__(self) -> None:
        """Change one."""
        from interco.foundation.core.actor import actor_of
        from interco.scheduling.rules.events import EventContent
        from interco.scheduling.services.events import change_event

        self.rank += 1
        event = self.events[self.rank % 20]
        content = EventContent(
            title=f"Réunion de mesure n° {self.rank}", first_on=event.first_on, at=event.at, minutes=event.minutes,
            place=event.place, text=event.text, zone=event.zone,
        )  # fmt: skip
        change_event(event, content, version=None, by=actor_of(self.user, datetime.now(UTC)))


def _against(
    server: Server, peer: Peer, path: str, theirs: Callable[[], bytes], set_name: str, name: str, rounds: int,
    change: Callable[[], None] | None,
) -> Figure:  # fmt: skip
    ratios, mine, others = [], [], []
    theirs()
    for _thread in range(WARM_UP):
        _read(server, path)
    for _round in range(rounds):
        before = peer.processor_seconds()
        for _time in range(4):
            theirs()
        other = (peer.processor_seconds() - before) * 1000 / 4
        before = server.processor_seconds()
        for _time in range(READINGS):
            if change is not None:
                change()
            _read(server, path)
            time.sleep(0.005)
        own = (server.processor_seconds() - before) * 1000 / READINGS
        ratios.append(own / other)
        mine.append(own)
        others.append(other)
    details = {"ms": statistics.median(mine), "radicale ms": statistics.median(others)}
    details["times"] = 1 / statistics.median(ratios)
    what = "feed of 1,000 events" if name == "feed" else "one week out of 1,000 events"
    state = "warm" if change is None else "cold"
    return Figure(set_name, f"{what}, {state}", statistics.median(ratios), "× radic.", GOAL, "", details)
