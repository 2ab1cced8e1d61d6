"""The manifest of a backup: what it holds, counted and hashed, so that a restoration can be compared with it.

A table is told by its number of rows and by a digest that does not depend on their order: the sum of the SHA-256 of
its rows, modulo 2^256. Two manifests of the same data are equal whatever the place the rows are read from.
Example: rows (b"a",), (b"b",) and (b"b",), (b"a",) have the same digest; (b"a",), (b"a",) has another one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
MODULUS = 1 << 256


class BadManifest(ValueError):  # noqa: N818 - an answer: this is not a manifest of ours
    """What was read is not a manifest."""


@dataclass(frozen=True, slots=True)
class TableState:
    """A table in two figures."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive; size in bytes."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a restoration must find again. `files` are digests of the store, `lost` those it could not give."""

    version: str
    engine: str
    made_at: str
    siren: str
    name: str
    migrations: Mapping[str, list[str]]
    tables: Mapping[str, TableState]
    members: Mapping[str, Member]
    files: list[str]
    lost: list[str]
    details: Mapping[str, Any]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> bytes:
        """The manifest as it is written in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def format_of(content: bytes) -> int:
    """The format a manifest announces, readable whatever the rest; `BadManifest` when there is none."""
    try:
        announced = json.loads(content)["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadManifest from error
    if not isinstance(announced, int):
        raise BadManifest
    return announced


def from_json(content: bytes) -> Manifest:
    """The manifest of an archive of a format we know."""
    try:
        given = json.loads(content)
        tables = {name: TableState(**state) for name, state in given.pop("tables").items()}
        members = {name: Member(**state) for name, state in given.pop("members").items()}
        return Manifest(tables=tables, members=members, **given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadManifest from error


def table_state(rows: Iterable[bytes]) -> TableState:
    """Count rows and add their hashes up."""
    count, total = 0, 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(hashlib.sha256(row).digest())) % MODULUS
    return TableState(rows=count, digest=f"{total:064x}")


def differences(wanted: Mapping[str, TableState], found: Mapping[str, TableState]) -> list[str]:
    """The tables that are not the same on both sides, by name."""
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))


def unknown_steps(written: Mapping[str, list[str]], known: Iterable[tuple[str, str]]) -> list[str]:
    """The migrations of a backup that this version does not know: it was made by a more recent one."""
    steps = set(known)
    return sorted(f"{app}.{name}" for app, names in written.items() for name in names if (app, name) not in steps)
