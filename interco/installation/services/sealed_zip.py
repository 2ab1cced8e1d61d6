"""An ordinary zip whose comment is the SHA-256 of every byte before it: one changed byte is seen, wherever it is.

Any tool opens it; `interco restore` reads the seal before anything else.
"""

import hashlib
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.installation.rules.manifest import Member

SEAL_LENGTH = 64
_TAIL = b"PK\x05\x06"
_TAIL_LENGTH = 22
CHUNK = 1 << 20
Progress = Callable[[str, int, int], None]


class Writer:
    """Adds members to an archive and remembers their sizes and digests."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    @contextmanager
    def member(self, name: str, *, compress: bool = True) -> Iterator[Callable[[bytes], None]]:
        """Write one member piece by piece."""
        about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        about.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        about.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(about, "w", force_zip64=True) as stream:

            def write(piece: bytes) -> None:
                nonlocal size
                digest.update(piece)
                size += len(piece)
                stream.write(piece)

            yield write
        self.members[name] = Member(size=size, digest=digest.hexdigest())

    def add_file(self, name: str, source: Path) -> None:
        """Write a file as a member."""
        with self.member(name) as write, source.open("rb") as stream:
            while piece := stream.read(CHUNK):
                write(piece)


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Write an archive beside `target`, seal it, make it durable, then give it its name; nothing is left on failure."""
    if target.exists():
        raise Invalid(_("Le fichier %s existe déjà : choisissez un autre nom.") % target)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            with zipfile.ZipFile(stream, "w", compresslevel=6) as archive:
                yield Writer(archive)
                archive.comment = b"0" * SEAL_LENGTH
            _seal(stream)
        beside.replace(target)
        _fsync_folder(target.parent)
    except OSError as error:
        raise Invalid(_("La sauvegarde ne s’écrit pas : %s.") % (error.strerror or error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _seal(stream: IO[bytes]) -> None:
    stream.seek(0)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    seal = _hash(stream, size - SEAL_LENGTH)
    stream.seek(size - SEAL_LENGTH)
    stream.write(seal.encode())
    stream.flush()
    os.fsync(stream.fileno())


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash(stream: IO[bytes], length: int, progress: Progress | None = None) -> str:
    digest, left = hashlib.sha256(), length
    while left > 0:
        piece = stream.read(min(CHUNK, left))
        if not piece:
            break
        digest.update(piece)
        left -= len(piece)
        if progress:
            progress(_("Lecture de la sauvegarde"), length - left, length)
    return digest.hexdigest()


def check_seal(source: Path, progress: Progress | None = None) -> str:
    """The seal of an archive, once it answers for every byte; `Invalid` with a sentence otherwise."""
    try:
        with source.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            end = size - SEAL_LENGTH - _TAIL_LENGTH
            stream.seek(max(0, end))
            tail = stream.read(_TAIL_LENGTH + SEAL_LENGTH)
            if end < 0 or not tail.startswith(_TAIL):
                raise Invalid(_("Ce fichier est incomplet, ou n’est pas une sauvegarde d’interco. Rien n’a changé."))
            stream.seek(0)
            if _hash(stream, size - SEAL_LENGTH, progress).encode() != tail[_TAIL_LENGTH:]:
                raise Invalid(_("Cette sauvegarde a été altérée depuis qu’elle a été faite. Rien n’a changé."))
    except OSError as error:
        raise Invalid(_("La sauvegarde ne se lit pas : %s.") % (error.strerror or error)) from error
    return tail[_TAIL_LENGTH:].decode()


def extract(archive: zipfile.ZipFile, name: str, target: Path, wanted: Member) -> None:
    """Write a member as a private file, and compare it with what the manifest says of it."""
    with archive.open(name) as stream, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        shutil.copyfileobj(stream, out, CHUNK)
    with target.open("rb") as written:
        if target.stat().st_size != wanted.size or _hash(written, wanted.size) != wanted.digest:
            raise Invalid(_("Cette sauvegarde ne contient pas ce que dit son inventaire. Rien n’a changé."))
