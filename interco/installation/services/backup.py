"""Making a backup: one file that holds the database by its own means, the stored files, and a sealed manifest."""

from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from interco import __version__
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role
from interco.foundation.documents.models import StoredFile
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.installation.models import BackupEvent, BackupGesture
from interco.installation.rules.manifest import Manifest
from interco.installation.services.engine_in_use import engine
from interco.installation.services.sealed_zip import Writer, check_seal, writing
from interco.organisation.models import Collectivity, CollectivityVersion

MANIFEST = "manifest.json"
Progress = Callable[[str, int, int], None]


def silence(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""


def make_backup(target: Path, *, by: Actor, progress: Progress = silence) -> tuple[Manifest, BackupEvent]:
    """Write a backup to `target`, which does not exist yet, while people work; it is journalled once durable."""
    if not by.has(Role.SYSTEM):
        raise Refused(_("Les sauvegardes se font sur le serveur, par « interco backup »."))
    with writing(target) as writer:
        tables, details = engine().copy(writer, progress)
        files, lost = _copy_files(writer, progress)
        siren, name = _home(by)
        manifest = Manifest(
            version=__version__, engine=connection.vendor, made_at=by.at.isoformat(), siren=siren, name=name,
            migrations=_migrations(), tables=tables, members=dict(writer.members), files=files, lost=lost, details=details,
        )  # fmt: skip
        with writer.member(MANIFEST) as write:
            write(manifest.to_json())
    return manifest, keep_event(BackupGesture.MADE, target, manifest, seal=check_seal(target, progress), by=by)


def _copy_files(writer: Writer, progress: Progress) -> tuple[list[str], list[str]]:
    """Every stored file, after the rows that name it: a file is durable before its row. Those lost are told apart."""
    digests = list(StoredFile.objects.order_by("pk").values_list("digest", flat=True))
    kept, lost = [], []
    for done, digest in enumerate(digests):
        progress(_("Copie des fichiers"), done, len(digests))
        try:
            content = content_of(digest)
        except FileMissing:
            lost.append(digest)
            continue
        with writer.member(f"files/{digest}", compress=False) as write:
            write(content)
        kept.append(digest)
    return kept, lost


def _home(by: Actor) -> tuple[str, str]:
    home = Collectivity.objects.filter(is_home=True).first()
    if home is None:
        return "", ""
    row = CollectivityVersion.objects.effective_on(by.today).filter(collectivity=home).first()
    return home.siren, row.name if row else ""


def _migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        applied.setdefault(app, []).append(name)
    return applied


@transaction.atomic
def keep_event(gesture: BackupGesture, source: Path, manifest: Manifest, *, seal: str, by: Actor) -> BackupEvent:
    """Note what was done with a backup, where the administrator sees it."""
    event = BackupEvent.objects.create(
        gesture=gesture, at=by.at, backup_at=manifest.made_at, name=source.name[:200], digest=seal,
        size=source.stat().st_size, rows=manifest.rows, files=len(manifest.files),
    )  # fmt: skip
    facts = {"digest": seal, "rows": manifest.rows, "files": len(manifest.files)}
    journal.record(f"backup.{gesture.value}", by=by, subject=event, facts=facts)
    return event
