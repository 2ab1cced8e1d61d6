"""Real installations made by the command line, on the engine of the tests: a folder, and a database of their own."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.config.server.running import bare_installation, environment, interco

CACEM = "249720061"
PASSWORD = "les mangroves poussent lentement"
ENGINE_URL = os.environ.get("INTERCO_DATABASE_URL", "")
_numbers = count()


@dataclass(frozen=True, slots=True)
class Site:
    """An installation. `url` is empty on SQLite, whose database is in the folder."""

    folder: Path
    url: str

    @property
    def surroundings(self) -> dict[str, str]:
        """What its environment adds; the tests' PostgreSQL is not durable, which only a test may accept."""
        return {"INTERCO_DATABASE_URL": self.url, "INTERCO_TEST": "1"} if self.url else {}

    def run(self, *arguments: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
        """Run a verb."""
        if given is None:
            return interco(self.folder, *arguments, **self.surroundings)
        return subprocess.run(
            [sys.executable, "-m", "interco", *arguments], env=environment(self.folder, **self.surroundings),
            cwd=self.folder, input=given, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def told(self, *arguments: str) -> dict[str, Any]:
        """Run a verb that succeeds; its JSON."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return facts

    def python(self, source: str) -> str:
        """Run a few lines of Python inside the installation; what they print."""
        whole = f"import django; django.setup()\n{source}"
        done = subprocess.run(
            [sys.executable, "-c", whole], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False,
            env=environment(self.folder, DJANGO_SETTINGS_MODULE="interco.config.settings", **self.surroundings),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def picture(self) -> str:
        """A digest of every row and every stored file, taken without the application."""
        total = hashlib.sha256()
        for line in _dump(self):
            total.update(line)
        for file in sorted(file for file in (self.folder / "files").rglob("*") if file.is_file()):
            total.update(file.name.encode() + file.read_bytes())
        return total.hexdigest()


@contextmanager
def empty_site(folder: Path) -> Iterator[Site]:
    """A place where nothing was installed yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not ENGINE_URL.startswith("postgres"):
        yield Site(folder, "")
        return
    name = f"site_{os.getpid()}_{next(_numbers)}"
    _administer(f'CREATE DATABASE "{name}"')
    try:
        yield Site(folder, _url(name))
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def bare_copy(folder: Path) -> Site:
    """An installation at this version with nothing in it, on SQLite."""
    return Site(shutil.copytree(bare_installation(), folder), "")


@contextmanager
def copy_of(site: Site, folder: Path) -> Iterator[Site]:
    """The same installation elsewhere."""
    shutil.copytree(site.folder, folder)
    if not site.url:
        yield Site(folder, "")
        return
    name = f"site_{os.getpid()}_{next(_numbers)}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{urlsplit(site.url).path.lstrip("/")}"')
    try:
        yield Site(folder, _url(name))
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _dump(site: Site) -> Iterator[bytes]:
    if not site.url:
        with closing(sqlite3.connect(site.folder / "db.sqlite3")) as database:
            names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            for (name,) in database.execute(names).fetchall():
                yield from (f"{name} {row!r}".encode() for row in database.execute(f'SELECT * FROM "{name}"'))  # noqa: S608
        return
    with psycopg.connect(site.url) as server:
        names = (
            "SELECT schemaname || '.' || tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        )
        for (name,) in server.execute(names).fetchall():
            with server.cursor().copy(f"COPY {name} TO STDOUT") as copy:
                yield from (name.encode() + bytes(piece) for piece in copy)


def _url(name: str) -> str:
    return urlunsplit(urlsplit(ENGINE_URL)._replace(path=f"/{name}"))


def _administer(statement: str) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as server:
        server.execute(statement)
