"""What must hold before the first request is answered: read back from the database, not assumed.

SQLite takes a wrong PRAGMA without a word and drops triggers when a table is altered; a route may forget its policy.
Each fault is a sentence that says what to do.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.audit.append_only import missing_triggers

SQLITE_WANTED: dict[str, Any] = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
OLDEST_POSTGRESQL = 140000


def read_back() -> dict[str, Any]:
    """The settings of the database as the database itself tells them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {}
            for name in SQLITE_WANTED:
                cursor.execute(f"PRAGMA {name}")
                found[name] = cursor.fetchone()[0]
            return found
        names = ("server_version_num", "synchronous_commit", "fsync", "full_page_writes")
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(names)])
        return {name: int(value) if value.isdigit() else value for name, value in cursor.fetchall()}


def faults() -> list[str]:
    """Why the application may not start; empty when all is well."""
    try:
        connection.ensure_connection()
    except Error as error:
        return [_("La base de données ne répond pas : %(error)s") % {"error": str(error).strip()}]
    if not connection.introspection.table_names():
        return [_("La base est vide : lancez « interco init », puis recommencez.")]
    return [*_migration_faults(), *standing_faults(), *_route_faults(), *_place_faults()]


def standing_faults() -> list[str]:
    """The faults that may appear while the application runs; cheap enough for each health check."""
    return [*_database_faults(), *_protection_faults()]


def _database_faults() -> list[str]:
    found = read_back()
    if connection.vendor == "sqlite":
        return [
            _("SQLite annonce %(name)s=%(found)s au lieu de %(wanted)s : vérifiez le système de fichiers de la base.")
            % {"name": name, "found": found[name], "wanted": wanted}
            for name, wanted in SQLITE_WANTED.items()
            if found[name] != wanted
        ]
    sentences = []
    if int(found["server_version_num"]) < OLDEST_POSTGRESQL:
        sentences.append(_("PostgreSQL est trop ancien : il faut la version 14 ou une plus récente."))
    if not settings.TESTING:
        sentences += [
            _("PostgreSQL annonce %(name)s=off : une coupure de courant perdrait des écritures confirmées.")
            % {"name": name}
            for name in ("synchronous_commit", "fsync", "full_page_writes")
            if found.get(name) == "off"
        ]
    return sentences


def _migration_faults() -> list[str]:
    waiting = pending_migrations()
    if waiting:
        sentence = ngettext(
            "La base attend %(num)s étape de mise à jour : faites une sauvegarde puis « interco migrate ».",
            "La base attend %(num)s étapes de mise à jour : faites une sauvegarde puis « interco migrate ».", waiting,
        )  # fmt: skip
        return [sentence % {"num": waiting}]
    return []


def pending_migrations() -> int:
    """How many migrations wait."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _protection_faults() -> list[str]:
    missing = missing_triggers()
    if missing:
        sentence = _("Des protections du journal manquent (%(names)s) : lancez « interco migrate ».")
        return [sentence % {"names": ", ".join(missing)}]
    return []


def _route_faults() -> list[str]:
    try:
        import_module(settings.ROOT_URLCONF)
    except ImproperlyConfigured as error:
        return [str(error)]
    return []


def _place_faults() -> list[str]:
    sentences = []
    for folder in (settings.DATA, settings.FILES_ROOT, settings.STATIC_ROOT):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = folder / ".ecriture"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            sentence = _("Le dossier %(folder)s ne se laisse pas écrire : %(reason)s.")
            sentences.append(sentence % {"folder": folder, "reason": error.strerror})
    return sentences
