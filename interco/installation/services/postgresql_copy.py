"""PostgreSQL: every table by COPY in one repeatable-read transaction; the way back stands up a schema beside the
living one, and takes its place in a single transaction. No program of the server's package is needed.
"""

import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from interco.foundation.audit import append_only
from interco.foundation.core.errors import Invalid
from interco.installation.rules.manifest import Manifest, TableState, table_state
from interco.installation.services.engines import EPHEMERAL, Progress
from interco.installation.services.sealed_zip import CHUNK, Writer

PREFIX = "interco_restore_"
LOCK = 0x696E7465  # one restoration at a time


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall() if cursor.description else []


def _tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def _columns(table: str) -> list[str]:
    query = (
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attname"
    )
    return [str(row[0]) for row in _rows(query, connection.ops.quote_name(table))]


def _sequences() -> dict[str, list[Any]]:
    names = [row[0] for row in _rows("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")]
    read = "SELECT last_value, is_called FROM {}"
    return {name: list(_rows(read.format(connection.ops.quote_name(name)))[0]) for name in sorted(names)}


def _copy_out(table: str, columns: list[str]) -> Iterator[bytes]:
    """The rows of a table in COPY's text format, in pieces."""
    statement = f"COPY {_quoted([table])} ({_quoted(columns)}) TO STDOUT"
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as stream:
        yield from (bytes(piece) for piece in stream)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines out of pieces; COPY writes a line end inside a value as two characters."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _states() -> dict[str, TableState]:
    """The state of each table; of those that are not kept, as if they were empty."""
    empty = table_state([])
    return {
        table: empty if table in EPHEMERAL else table_state(_lines(_copy_out(table, _columns(table))))
        for table in _tables()
    }


class Postgresql:
    """The means of PostgreSQL."""

    def copy(self, writer: Writer, progress: Progress) -> tuple[Mapping[str, TableState], Mapping[str, Any]]:
        """One picture of all tables, without who is signed in."""
        states: dict[str, TableState] = {}
        with transaction.atomic(durable=True):
            _rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            tables = _tables()
            columns = {table: _columns(table) for table in tables}
            for done, table in enumerate(tables):
                progress(_("Copie de la base"), done, len(tables))
                with writer.member(f"tables/{table}.copy") as write:
                    states[table] = table_state(
                        _written(_lines(() if table in EPHEMERAL else _copy_out(table, columns[table])), write)
                    )
            return states, {"columns": columns, "sequences": _sequences()}

    @contextmanager
    def staged(self, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> Iterator["StagedSchema"]:
        """The copy as a schema of its own, at the very version it was made with."""
        if not _rows("SELECT pg_try_advisory_lock(%s)", LOCK)[0][0]:
            raise Invalid(_("Une autre restauration est en cours sur cette base."))
        living, beside = str(_rows("SELECT current_schema()")[0][0]), PREFIX + secrets.token_hex(4)
        try:
            _drop_leftovers()
            _rows(f"CREATE SCHEMA {_quoted([beside])}")
            _rows(f"SET search_path TO {_quoted([beside])}")
            _stand_up(manifest, progress)
            with transaction.atomic():
                _fill(archive, manifest, progress)
            yield StagedSchema(beside, living)
        finally:
            connection.close()  # the search path and the lock go with the session
            _rows(f"DROP SCHEMA IF EXISTS {_quoted([beside])} CASCADE")

    def living_tables(self) -> dict[str, TableState]:
        """The state of each table of the living database."""
        with transaction.atomic():
            return _states()


def _written(lines: Iterable[bytes], write: Any) -> Iterator[bytes]:
    for line in lines:
        write(line + b"\n")
        yield line


def _drop_leftovers() -> None:
    """Schemas of a restoration that was killed."""
    for (name,) in _rows("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", PREFIX):
        _rows(f"DROP SCHEMA {_quoted([name])} CASCADE")


def _stand_up(manifest: Manifest, progress: Progress) -> None:
    """Empty tables as of the migrations of the backup, with their triggers."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    steps = {(app, name) for app, names in manifest.migrations.items() for name in names if (app, name) in nodes}
    last = [step for step in sorted(steps) if not {child.key for child in nodes[step].children} & _of(step[0], steps)]
    progress(_("Préparation des tables"), 0, 1)
    executor.migrate(last)
    append_only.install()


def _of(app: str, steps: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {step for step in steps if step[0] == app}


def _fill(archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    columns, sequences = manifest.details["columns"], manifest.details["sequences"]
    if sorted(columns) != _tables():
        raise Invalid(_("Les tables de cette sauvegarde ne sont pas celles de sa version. Rien n’a changé."))
    _rows(f"TRUNCATE {_quoted(columns)} CASCADE")
    for done, (table, names) in enumerate(sorted(columns.items())):
        progress(_("Mise en place de la copie"), done, len(columns))
        statement = f"COPY {_quoted([table])} ({_quoted(names)}) FROM STDIN"
        with (
            archive.open(f"tables/{table}.copy") as stream,
            connection.cursor() as cursor,
            cursor.cursor.copy(statement) as copy,
        ):
            while piece := stream.read(CHUNK):
                copy.write(piece)
    for name, (last, called) in sequences.items():
        _rows("SELECT setval(%s::regclass, %s, %s)", connection.ops.quote_name(name), last, called)


class StagedSchema:
    """A restored schema."""

    def __init__(self, beside: str, living: str) -> None:
        self._beside, self._living = beside, living

    def tables(self) -> dict[str, TableState]:
        """The state of each table of the copy."""
        with transaction.atomic():
            return _states()

    def install(self) -> None:
        """Drop the living tables and move the restored ones into their place, in one transaction."""
        beside, living = _quoted([self._beside]), _quoted([self._living])
        moved = _tables()
        functions = "SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace"
        with transaction.atomic():
            former = [row[0] for row in _rows("SELECT tablename FROM pg_tables WHERE schemaname = %s", self._living)]
            if former:
                _rows(f"DROP TABLE {', '.join(f'{living}.{_quoted([table])}' for table in former)} CASCADE")
            for (name,) in _rows(functions, beside):
                _rows(f"DROP FUNCTION IF EXISTS {living}.{_quoted([name])}() CASCADE")
                _rows(f"ALTER FUNCTION {beside}.{_quoted([name])}() SET SCHEMA {living}")
            for table in moved:
                _rows(f"ALTER TABLE {beside}.{_quoted([table])} SET SCHEMA {living}")
        _rows(f"SET search_path TO {living}")
