"""Restoring a backup: read whole, stood up beside, compared with its manifest, and only then put in place.

A refusal changes nothing. A drill goes all the way but the last step, and is remembered as the last verified
restoration.
"""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from interco import __version__
from interco.committees.services.register import anchors_of_the_journal, verify_register
from interco.foundation.accounts.models import User
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role
from interco.foundation.core.workers import SILENCE, last_beat
from interco.foundation.documents.services.store import FileMissing, put_back
from interco.installation.models import BackupEvent, BackupGesture
from interco.installation.queries.soundness import pending_migrations
from interco.installation.rules.manifest import (
    FORMAT,
    BadManifest,
    Manifest,
    differences,
    format_of,
    from_json,
    unknown_steps,
)
from interco.installation.services.backup import MANIFEST, keep_event, silence
from interco.installation.services.engine_in_use import engine
from interco.installation.services.engines import Staged
from interco.installation.services.sealed_zip import check_seal
from interco.organisation.models import Collectivity

#: What names an installation that has accounts but no collectivity.
NAMELESS = "sans-collectivite"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A backup whose seal holds and that this version understands."""

    source: Path
    seal: str
    manifest: Manifest
    archive: zipfile.ZipFile


@contextmanager
def opened(source: Path, progress: Progress = silence) -> Iterator[Opened]:
    """Open a backup; `Invalid` with a sentence when it is truncated, altered, newer, or of another engine."""
    seal = check_seal(source, progress)
    try:
        with zipfile.ZipFile(source) as archive:
            content = archive.read(MANIFEST)
            if format_of(content) > FORMAT:
                raise Invalid(_newer(_("d’un format plus récent")))
            manifest = from_json(content)
            _check_understood(manifest)
            yield Opened(source=source, seal=seal, manifest=manifest, archive=archive)
    except (zipfile.BadZipFile, BadManifest, KeyError) as error:
        raise Invalid(_("Ce fichier n’est pas une sauvegarde d’interco. Rien n’a changé.")) from error


def _newer(version: str) -> str:
    sentence = _("Cette sauvegarde vient d’interco %(version)s ; cette installation est en %(ours)s. Mettez-la à jour.")
    return sentence % {"version": version, "ours": __version__}


def _check_understood(manifest: Manifest) -> None:
    if unknown_steps(manifest.migrations, MigrationLoader(None).disk_migrations):
        raise Invalid(_newer(manifest.version))
    if manifest.engine != connection.vendor:
        sentence = _("Cette sauvegarde est celle d’une base %(theirs)s ; celle-ci est une base %(ours)s.")
        raise Invalid(sentence % {"theirs": manifest.engine, "ours": connection.vendor})


def drill(source: Path, *, by: Actor, progress: Progress = silence) -> BackupEvent:
    """Restore a backup into a temporary place, compare everything, throw the place away; remembered when it holds."""
    _check_machine(by)
    with opened(source, progress) as backup:
        with engine().staged(backup.archive, backup.manifest, progress) as copy:
            _check_same(copy, backup.manifest, progress)
        _check_files(backup, progress)
        return keep_event(BackupGesture.DRILL, source, backup.manifest, seal=backup.seal, by=by)


def restore(source: Path, *, by: Actor, replacing: str = "", progress: Progress = silence) -> Manifest:
    """Put a backup in the place of this installation, empty or named by `replacing` (its SIREN)."""
    _check_machine(by)
    check_replaceable(replacing, at=by.at)
    with opened(source, progress) as backup:
        _check_files(backup, progress)
        with engine().staged(backup.archive, backup.manifest, progress) as copy:
            _check_same(copy, backup.manifest, progress)
            _put_files_back(backup, progress)
            copy.install()
        wrong = differences(backup.manifest.tables, engine().living_tables())
        if wrong:
            raise Invalid(_("La base restaurée n’est pas celle de la sauvegarde : %s.") % ", ".join(wrong))
        return backup.manifest


def remember_restoration(source: Path, manifest: Manifest, *, by: Actor) -> BackupEvent:
    """Note the restoration in the restored database, once it is at this version."""
    return keep_event(BackupGesture.RESTORED, source, manifest, seal=check_seal(source), by=by)


def check_replaceable(replacing: str, *, at: datetime) -> None:
    """An installation that holds something is replaced only when it is named, and never under a living worker."""
    if "accounts_user" not in connection.introspection.table_names():
        return
    home = Collectivity.objects.filter(is_home=True).values_list("siren", flat=True).first()
    name = home or (NAMELESS if User.objects.exists() else "")
    if name and replacing.replace(" ", "") != name:
        sentence = _("Cette installation n’est pas vide. Pour la remplacer, nommez-la : --replace %s.")
        raise Refused(sentence % name)
    beat = last_beat()
    if beat is not None and beat >= at - SILENCE:
        raise Refused(_("Le traitement de fond tourne : arrêtez interco, attendez une minute, puis restaurez."))


def _check_machine(by: Actor) -> None:
    if not by.has(Role.SYSTEM):
        raise Refused(_("Une restauration se fait sur le serveur, par « interco restore »."))


def _check_same(copy: Staged, manifest: Manifest, progress: Progress) -> None:
    """The restored copy has the rows of the manifest, and its chains hold."""
    progress(_("Comparaison avec l’inventaire"), 0, 1)
    wrong = differences(manifest.tables, copy.tables())
    if wrong:
        raise Invalid(_("Cette sauvegarde ne donne pas ce que dit son inventaire : %s.") % ", ".join(wrong))
    if pending_migrations():
        return  # an older version: its chains are read once it is brought to this one
    if not verify_journal(anchors_of_the_journal(), progress=progress).is_whole or not verify_register().is_whole:
        raise Invalid(_("Le journal ou le registre de cette sauvegarde a été altéré avant qu’elle ne soit faite."))


def _check_files(backup: Opened, progress: Progress) -> None:
    """Each stored file of the archive is what its name says."""
    for done, digest in enumerate(backup.manifest.files):
        progress(_("Relecture des fichiers"), done, len(backup.manifest.files))
        name = f"files/{digest}"
        wanted = backup.manifest.members[name]
        if wanted.digest != digest or backup.archive.getinfo(name).file_size != wanted.size:
            raise Invalid(_("Un fichier de cette sauvegarde n’est pas celui de son inventaire. Rien n’a changé."))
        backup.archive.read(name)  # its CRC is compared


def _put_files_back(backup: Opened, progress: Progress) -> None:
    for done, digest in enumerate(backup.manifest.files):
        progress(_("Remise en place des fichiers"), done, len(backup.manifest.files))
        try:
            put_back(digest, backup.archive.read(f"files/{digest}"))
        except FileMissing as error:
            raise Invalid(_("Un fichier de cette sauvegarde n’est pas celui de son inventaire.")) from error
