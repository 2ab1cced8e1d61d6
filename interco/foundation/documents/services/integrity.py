"""Reading the whole file store again: what a row names and the folder does not hold, or holds otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interco.foundation.documents.models import StoredFile
from interco.foundation.documents.services.store import FileMissing, content_of

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreState:
    """How many files were read, and the digests of those that are absent or altered."""

    files: int
    lost: tuple[str, ...]


def verify_store(progress: Progress | None = None) -> StoreState:
    """Read every stored file and compare it with its digest."""
    digests = list(StoredFile.objects.order_by("pk").values_list("digest", flat=True))
    return StoreState(files=len(digests), lost=tuple(_lost(digests, progress)))


def _lost(digests: list[str], progress: Progress | None) -> Iterable[str]:
    for done, digest in enumerate(digests, start=1):
        try:
            content_of(digest)
        except FileMissing:
            yield digest
        if progress:
            progress(_("Lecture des fichiers"), done, len(digests))
