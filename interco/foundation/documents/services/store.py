"""The file store: content under its digest, written and fsynced before the row that names it commits."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from interco.foundation.core.identifiers import scoped
from interco.foundation.documents.models import StoredFile


class FileMissing(Exception):  # noqa: N818 - an answer of the store
    """The content of a stored file is not there, or is not what its digest says."""


def _place(digest: str) -> Path:
    scope = scoped("files", "store").replace(":", "-").replace("/", "-")
    return Path(settings.FILES_ROOT) / scope / digest[:2] / digest[2:4] / digest


@transaction.atomic
def store(content: bytes, *, media_type: str, at: datetime) -> StoredFile:
    """Keep a content; the same bytes are kept once, whoever gave them."""
    digest = hashlib.sha256(content).hexdigest()
    _write_durably(_place(digest), content)
    row, _created = StoredFile.objects.get_or_create(
        digest=digest, defaults={"media_type": media_type, "size": len(content), "created_at": at}
    )
    return row


def content_of(digest: str) -> bytes:
    """The bytes of a stored file, checked against their digest."""
    try:
        content = _place(digest).read_bytes()
    except OSError as error:
        raise FileMissing(digest) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileMissing(digest)
    return content


def put_back(digest: str, content: bytes) -> None:
    """Write the content of a restored file under its digest, also over one that was altered; no row is written."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileMissing(digest)
    try:
        content_of(digest)
    except FileMissing:
        _place(digest).unlink(missing_ok=True)
        _write_durably(_place(digest), content)


def _write_durably(target: Path, content: bytes) -> None:
    """Write beside, fsync, rename, fsync the folders: after this a power cut loses nothing."""
    if target.exists() and target.stat().st_size == len(content):
        return
    made = _make_folders(target.parent)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for folder in (target.parent, *made):
        _fsync_folder(folder)


def _make_folders(folder: Path) -> list[Path]:
    """Create the missing folders; returns those whose list of entries changed."""
    changed: list[Path] = []
    missing = [here for here in (folder, *folder.parents) if not here.exists()]
    for here in reversed(missing):
        here.mkdir(exist_ok=True, mode=0o700)
        changed.append(here.parent)
    return changed


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
