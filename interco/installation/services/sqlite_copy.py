"""SQLite: the online backup API both ways. A copy is one consistent picture while people write; the way back is one
transaction, so that a power cut in the middle leaves the former database.
"""

import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.installation.rules.manifest import Manifest, TableState, table_state
from interco.installation.services.engines import EPHEMERAL, Progress
from interco.installation.services.sealed_zip import Writer, extract

MEMBER = "database.sqlite3"
PREFIX = "copie-"
A_DAY = 24 * 3600
PAGES = 500
WAIT = 20.0


def _place() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _private_folder(parent: Path) -> Iterator[str]:
    """A folder on the disk of the database, gone at the end; those of a copy that was killed long ago go first."""
    for left in parent.glob(f"{PREFIX}*"):
        if left.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as folder:
        yield folder


def _counting(progress: Progress, step: str) -> Callable[[int, int, int], None]:
    return lambda _status, left, total: progress(step, total - left, total)


def _states(database: sqlite3.Connection) -> dict[str, TableState]:
    """The state of each table; of those that are not kept, as if they were empty."""
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: table_state([] if name in EPHEMERAL else _rows_of(database, name))
        for name in names
        if not name.startswith("sqlite_")
    }


def _rows_of(database: sqlite3.Connection, name: str) -> Iterator[bytes]:
    return (repr(row).encode() for row in database.execute(f'SELECT * FROM "{name}"'))  # noqa: S608 - names of tables come from the database


class Sqlite:
    """The means of SQLite."""

    def copy(self, writer: Writer, progress: Progress) -> tuple[Mapping[str, TableState], Mapping[str, Any]]:
        """One picture of the database, without who is signed in."""
        with _private_folder(_place().parent) as folder:
            target = Path(folder) / MEMBER
            with closing(sqlite3.connect(_place(), timeout=WAIT)) as source, closing(sqlite3.connect(target)) as copy:
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # takes the picture
                source.backup(copy, pages=PAGES, progress=_counting(progress, _("Copie de la base")))
                copy.execute("PRAGMA journal_mode=DELETE")
                for name in sorted(EPHEMERAL):
                    copy.execute(f'DELETE FROM "{name}"')  # noqa: S608 - our own names
                copy.commit()
                copy.execute("VACUUM")
                states = _states(copy)
            progress(_("Écriture de la base"), 0, 1)
            writer.add_file(MEMBER, target)
        return states, {}

    @contextmanager
    def staged(self, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> Iterator["StagedFile"]:
        """The copy as a file of its own, read by SQLite and found sound."""
        connection.close()
        living = _place()
        with _private_folder(living.parent) as folder:
            beside = Path(folder) / MEMBER
            progress(_("Mise en place de la copie"), 0, 1)
            extract(archive, MEMBER, beside, manifest.members[MEMBER])
            with closing(sqlite3.connect(beside)) as database:
                try:
                    sound = database.execute("PRAGMA quick_check").fetchone() == ("ok",)
                    orphan = database.execute("PRAGMA foreign_key_check").fetchone()
                except sqlite3.DatabaseError:
                    sound, orphan = False, None
            if not sound or orphan:
                raise Invalid(_("La base de cette sauvegarde n’est pas saine. Rien n’a changé."))
            connection.settings_dict["NAME"] = str(beside)
            try:
                yield StagedFile(beside, living, progress)
            finally:
                connection.close()
                connection.settings_dict["NAME"] = str(living)

    def living_tables(self) -> dict[str, TableState]:
        """The state of each table of the living database."""
        with closing(sqlite3.connect(_place(), timeout=WAIT)) as database:
            database.execute("BEGIN")
            return _states(database)


class StagedFile:
    """A restored file."""

    def __init__(self, beside: Path, living: Path, progress: Progress) -> None:
        self._beside, self._living, self._progress = beside, living, progress

    def tables(self) -> dict[str, TableState]:
        """The state of each table of the copy."""
        with closing(sqlite3.connect(self._beside)) as database:
            return _states(database)

    def install(self) -> None:
        """Copy the file over the living database in one transaction of its own."""
        connection.close()
        with (
            closing(sqlite3.connect(self._beside)) as source,
            closing(sqlite3.connect(self._living, timeout=WAIT)) as target,
        ):
            target.execute("PRAGMA journal_mode=WAL")
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target, pages=-1, progress=_counting(self._progress, _("Remplacement de la base")))
