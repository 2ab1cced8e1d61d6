"""A worker killed (SIGKILL) at each of its exchanges with the server: whoever takes over makes it good, nothing twice."""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Standing
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.services.events import cancel_event, change_event
from tests.cast import NOW, actor
from tests.journeys.conftest import database_url
from tests.scheduling.builders import an_event, content
from tests.scheduling.linked.scenes import a_link, turn
from tests.scheduling.linked.servers import Bad, Radicale, bad_server
from tools.places import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = """
import sys, django
django.setup()
from datetime import datetime
from interco.scheduling.services.link_runs import run_links
at = datetime.fromisoformat(sys.argv[1])
run_links(lambda: at)
"""


class Killer:
    """Stands before the server; at its `countdown`-th exchange kills the worker, before or after the server had its part."""

    def __init__(self, port: int) -> None:
        self.port, self.bad = port, Bad(0)
        self.countdown, self.is_after = 0, False
        self.worker: subprocess.Popen[bytes] | None = None

    def __call__(self, wire: socket.socket) -> None:
        self.countdown -= 1
        dies = self.countdown == 0 and self.worker is not None
        if dies and not self.is_after:
            return self._kill()
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            server.sendall(self.bad.asked[-1])
            said = b""
            while part := server.recv(65536):
                said += part
        return self._kill() if dies else wire.sendall(said)

    def _kill(self) -> None:
        assert self.worker is not None
        os.kill(self.worker.pid, signal.SIGKILL)


def start(minutes: int, folder: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ, "INTERCO_DATA": folder, "INTERCO_DATABASE_URL": database_url(), "INTERCO_TEST": "1",
        "INTERCO_SECRET_KEY": django_settings.SECRET_KEY, "INTERCO_CALDAV_NETWORKS": "127.0.0.0/8",
        "DJANGO_SETTINGS_MODULE": "interco.config.settings",
    }  # fmt: skip
    at = (NOW + timedelta(minutes=minutes)).isoformat()
    return subprocess.Popen([sys.executable, "-c", WORKER, at], cwd=ROOT, env=environment)


def test_a_worker_killed_at_each_exchange(cast: Built, server: Radicale, settings: Any, tmp_path: Any) -> None:
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    server.make("killed")
    killer = Killer(server.port)
    kept, minutes, killed = an_event(cast, title="Version 0"), 0, 0
    with bad_server(killer) as bad:
        killer.bad = bad
        address = server.address("killed").replace(str(server.port), str(bad.port))
        a_link(cast, address)
        for rank, (step, is_after) in enumerate(
            [(one, after) for one in (1, 2, 3) for after in (False, True)], start=1
        ):
            gone = an_event(cast, title=f"Passager {rank}")
            killer.countdown = 0
            turn(minutes)
            cancel_event(gone, version=None, by=actor(cast, "dgs"))
            change_event(kept, content(title=f"Version {rank}"), version=None, by=actor(cast, "dgs"))
            killer.countdown, killer.is_after = step, is_after
            killer.worker = start(minutes + 16, str(tmp_path))
            killed += killer.worker.wait(timeout=60) == -signal.SIGKILL
            killer.worker = None
            assert LinkedCalendar.objects.get().claimed_until is not None
            assert turn(minutes + 17) == 0  # the dead one still holds it
            minutes += 40
            assert turn(minutes) == 1
            assert server.titles("killed") == [f"Version {rank}"]
            assert set(PublishedEvent.objects.values_list("state", "pending")) == {(Standing.PUBLISHED, "")}
            minutes += 40
    assert killed == 6
