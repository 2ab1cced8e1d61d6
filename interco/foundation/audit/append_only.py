"""Tables that only grow: triggers refuse changes on both engines.

SQLite drops triggers silently when a table is altered, so they are installed again after every migration
(`post_migrate`) and read back at start-up (`missing_triggers`, shown by `/sante`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A protected table: rows are never deleted; `columns` never change while `when` holds (SQL on OLD)."""

    table: str
    columns: tuple[str, ...]
    when: str = "1=1"


KINDS = ("no_update", "no_delete")
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
    """Names of the triggers that should stand as they were written and do not: absent, weakened or switched off."""
    wanted = {f"{rule.table}_{kind}": rule for rule in _protected.values() for kind in KINDS}
    standing = _standing_on_sqlite() if connection.vendor == "sqlite" else _standing_on_postgresql()
    return sorted(name for name, rule in wanted.items() if name not in standing or not _holds(rule, standing[name]))


def _standing_on_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {str(name): str(text) for name, text in cursor.fetchall()}


def _standing_on_postgresql() -> dict[str, str]:
    """The triggers that are switched on, and whose function still refuses."""
    query = (
        "SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "AND btrim(prosrc) LIKE 'BEGIN RAISE EXCEPTION ''append-only: %%''; END'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {str(name): str(text) for name, text in cursor.fetchall()}


def _holds(rule: AppendOnly, text: str) -> bool:
    """Whether a trigger says what we wrote. PostgreSQL shows it in its own words: each column must still be in it."""
    if connection.vendor == "sqlite":
        return text in _statements(rule)
    if " DELETE " in text:
        return True
    words = set(re.findall(r"\w+", text.lower()))
    return set(rule.columns) <= words
