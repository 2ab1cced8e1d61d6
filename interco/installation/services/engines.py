"""What each engine must know: copy a consistent picture of itself, stand a copy up beside, put it in its own place."""

import zipfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from interco.installation.rules.manifest import Manifest, TableState
from interco.installation.services.sealed_zip import Writer

Progress = Callable[[str, int, int], None]

#: What belongs to the moment and is not kept: who is signed in, counters of tries, signs of life.
EPHEMERAL = frozenset({"django_session", "usersessions_usersession", "core_throttle", "core_heartbeat"})


class Staged(Protocol):
    """A restored copy that stands beside the living database, to which the ORM is turned while it is open."""

    def tables(self) -> dict[str, TableState]:
        """The state of each of its tables."""

    def install(self) -> None:
        """Make it the living database, all at once or not at all."""


class Engine(Protocol):
    """The means of one engine."""

    def copy(self, writer: Writer, progress: Progress) -> tuple[Mapping[str, TableState], Mapping[str, Any]]:
        """Write a consistent picture into the archive; the state of each table, and what restoring it needs."""

    def staged(
        self, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress
    ) -> AbstractContextManager[Staged]:
        """Stand a copy up; it is thrown away at the end."""

    def living_tables(self) -> dict[str, TableState]:
        """The state of each table of the living database."""
