"""A digest of everything a refused request could have changed: all tables but sessions and throttling, and the files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

#: Tables a refused request may write: the session of the visitor, the counters of throttling.
FREE = frozenset({"django_session", "usersessions_usersession", "core_throttle"})


def digest() -> str:
    """SHA-256 of every row of every table that counts, and of the names and sizes of the files."""
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table in FREE:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            for row in sorted(repr(row) for row in cursor.fetchall()):
                total.update(f"{table}|{row}\n".encode())
    files = Path(settings.FILES_ROOT)
    for file in sorted(files.rglob("*")) if files.exists() else []:
        total.update(f"{file.relative_to(files)}|{file.stat().st_size}\n".encode())
    return total.hexdigest()
