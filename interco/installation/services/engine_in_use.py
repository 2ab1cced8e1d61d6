"""The means of the engine this installation runs on."""

from django.db import connection

from interco.installation.services.engines import Engine
from interco.installation.services.postgresql_copy import Postgresql
from interco.installation.services.sqlite_copy import Sqlite


def engine() -> Engine:
    """SQLite's means, or PostgreSQL's."""
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()
