"""A digest of everything a refused request could have changed: all tables but sessions and throttling, and the files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

#: Tables a refused request may write: the session of the visitor, the counters of throttling.
FREE = frozenset({"django_session", "usersessions_usersession", "core_throttle"})


def digest() -> dict[str, str]:
    """SHA-256 of the rows of every table that counts, under its name, and of the names and sizes of the files."""
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if table not in FREE]
        rows: dict[str, list[str]] = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            rows[table] = sorted(repr(row) for row in cursor.fetchall())
    folder = Path(settings.FILES_ROOT)
    files = sorted(folder.rglob("*")) if folder.exists() else []
    rows["files"] = [f"{file.relative_to(folder)}|{file.stat().st_size}" for file in files]
    return {name: hashlib.sha256("\n".join(lines).encode()).hexdigest() for name, lines in rows.items()}


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Names of the tables whose rows differ."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
