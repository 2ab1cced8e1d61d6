"""Linked calendars: the server, the network it stands in, a link."""

import ipaddress
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.scheduling.linked.servers import Radicale, radicale

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Radicale]:
    with radicale() as found:
        yield found


@pytest.fixture
def calendar(server: Radicale, settings: Any) -> str:
    """A calendar of this test's own, by its name; the installation opens the network of the server."""
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    name = f"agenda-{next(_numbers)}"
    server.make(name)
    return name
