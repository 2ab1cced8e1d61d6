"""Databases of the tests: migrated and filled once into a template, then copied, which takes milliseconds.

The template bears the hash of everything that decides of its rows. On SQLite it stays in `.cache` from one run to the
next; on PostgreSQL it lives as long as the server. Each process of the tests has its clone.
"""

import fcntl
import hashlib
import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tools.places import CACHE, REQUIREMENTS, ROOT

#: Rooms that never decide of a row of the template.
WITHOUT_ROWS = {"views", "forms", "exports", "urls"}
TEMPLATES = CACHE / "templates"
AN_HOUR = 3600


Build = Callable[[], Any]


def clone(build: Build) -> None:
    """Make the database of this process from the template, itself made by migrations and `build` at need."""
    if connection.vendor == "sqlite":
        _clone_sqlite(Path(settings.DATABASES["default"]["NAME"]), build)
    else:
        _clone_postgresql(build)


def built() -> Any:
    """What `build` returned when the template was made: new objects at each call."""
    return pickle.loads(_result_file().read_bytes())  # noqa: S301  (written below, in our own cache)


def drop() -> None:
    """Remove the database of this process."""
    connection.close()
    if connection.vendor == "sqlite":
        _remove(Path(settings.DATABASES["default"]["NAME"]))
    else:
        _administer(f'DROP DATABASE IF EXISTS "{_own_name()}" WITH (FORCE)')


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A file or a folder of this version, made by the first process that asks for it; the others wait, then read it."""
    target = TEMPLATES / f"{_fingerprint()}.{name}"
    with _alone(name):
        if not target.exists():
            for old in TEMPLATES.glob(f"*.{name}*"):
                if old.stat().st_mtime < time.time() - AN_HOUR:  # another run of this clone may read the younger ones
                    _throw_away(old)
            draft = target.with_name(f"{name}.draft")
            _throw_away(draft)
            make(draft)
            draft.rename(target)
    return target


def _clone_sqlite(own: Path, build: Build) -> None:
    def make(draft: Path) -> None:
        with _pointed_at(str(draft)):
            _fill(build)
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    template = made_once("sqlite3", make)
    connection.close()
    _remove(own)
    shutil.copyfile(template, own)


def _clone_postgresql(build: Build) -> None:
    template = f"template_{_fingerprint()}"
    with _alone("postgresql"):
        if not _administer("SELECT 1 FROM pg_database WHERE datname = %s", template):
            draft = f"{template}_draft"
            _administer(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
            _administer(f'CREATE DATABASE "{draft}"')
            with _pointed_at(draft):
                _fill(build)
            _administer(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')
        _administer(f'DROP DATABASE IF EXISTS "{_own_name()}" WITH (FORCE)')
        _administer(f'CREATE DATABASE "{_own_name()}" TEMPLATE "{template}"')
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = _own_name()


def _fill(build: Build) -> None:
    call_command("migrate", verbosity=0)
    _result_file().write_bytes(pickle.dumps(build()))


def _result_file() -> Path:
    return TEMPLATES / f"{_fingerprint()}.{connection.vendor}-built"


def _own_name() -> str:
    return f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


def _administer(statement: str, *values: str) -> list[Any]:
    """One statement outside any transaction, in the server's own database."""
    with connection._nodb_cursor() as cursor:  # Django's own way to the server
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def _pointed_at(name: str) -> Iterator[None]:
    """Lead the connection to another database for a moment."""
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time: the first makes what bears this name, the others wait for it."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / f"lock-{name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _throw_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        _remove(place)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@cache
def _fingerprint() -> str:
    """The hash of the sources that may decide of a row of the template, and of the locked packages."""
    digest = hashlib.sha256((REQUIREMENTS / "runtime.txt").read_bytes())
    digest.update((ROOT / "tests" / "cast.py").read_bytes())
    for source in sorted((ROOT / "interco").rglob("*.py")):
        if not WITHOUT_ROWS & {part.removesuffix(".py") for part in source.parts}:
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
