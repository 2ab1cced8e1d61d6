"""What every drill needs: a way to tell its figures, and a server that may be killed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.db import connection

from interco.config.demo.organisation import Built
from tests.drills.figures import Figure, tell
from tests.drills.servers import Server, start, stop


class Tell(Protocol):
    """`figure("kills", 50)`: a line of the drill's table."""

    def __call__(
        self, what: str, value: float, unit: str = "", *, most: float | None = None, least: float | None = None
    ) -> None:
        """Tell one figure."""


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Tell:
    """Tells a figure of the drill that asks, on the engine of this run."""
    drill = request.path.stem.removeprefix("test_")

    def told(what: str, value: float, unit: str = "", *, most: float | None = None, least: float | None = None) -> None:
        tell(Figure(drill, connection.vendor, what, value, unit, most, least))

    return told


@pytest.fixture
def server(cast: Built, transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    """`interco serve` on this test's database, two processes, stopped at the end."""
    started = start(tmp_path, "--workers", "2", "--no-worker")
    yield started
    stop(started)
