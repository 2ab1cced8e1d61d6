"""Tables that only grow: triggers refuse changes on both engines.

SQLite drops triggers silently when a table is altered, so they are installed again after every migration
(`post_migrate`) and read back at start-up (`missing_triggers`, shown by `/sante`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A protected table: rows are never deleted; `columns` never change while `when` holds (SQL on OLD)."""

    table: str
    columns: tuple[str, ...]
    when: str = "1=1"


_protected: dict[str, AppendOnly] = {}


def protect(table: str, columns: Sequence[str], *, when: str = "1=1") -> None:
    """Declare a table append-only; called by the `apps.py` of the application that owns it."""
    _protected[table] = AppendOnly(table=table, columns=tuple(columns), when=when)


def _statements(rule: AppendOnly) -> list[str]:
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in rule.columns)
    if connection.vendor == "sqlite":
        changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in rule.columns)
        body = "BEGIN SELECT RAISE(ABORT, 'append-only: {}'); END"
        return [
            f'DROP TRIGGER IF EXISTS "{rule.table}_no_update"',
            f'CREATE TRIGGER "{rule.table}_no_update" BEFORE UPDATE ON "{rule.table}" '
            f"WHEN ({rule.when}) AND ({changed}) " + body.format(rule.table),
            f'DROP TRIGGER IF EXISTS "{rule.table}_no_delete"',
            f'CREATE TRIGGER "{rule.table}_no_delete" BEFORE DELETE ON "{rule.table}" WHEN ({rule.when}) '
            + body.format(rule.table),
        ]
    function = f"{rule.table}_append_only"
    change, deletion = f"({rule.when}) AND ({changed})", rule.when
    refuse = f"BEGIN RAISE EXCEPTION 'append-only: {rule.table}'; END"
    trigger = f'CREATE OR REPLACE TRIGGER "{rule.table}_no_{{0}}" BEFORE {{1}} ON "{rule.table}" '
    call = f'FOR EACH ROW WHEN ({{2}}) EXECUTE FUNCTION "{function}"()'
    return [
        f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$',
        (trigger + call).format("update", "UPDATE", change),
        (trigger + call).format("delete", "DELETE", deletion),
    ]


def install() -> None:
    """Install the triggers of every protected table that exists; doing it twice changes nothing."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in _protected.values():
            if rule.table in tables:
                for statement in _statements(rule):
                    cursor.execute(statement)


def missing_triggers() -> list[str]:
    """Names of the triggers that should stand and do not."""
    wanted = {f"{table}_{kind}" for table in _protected for kind in ("no_update", "no_delete")}
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {str(row[0]) for row in cursor.fetchall()}
    return sorted(wanted - standing)
