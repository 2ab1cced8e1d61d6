"""The journal verified: every link, every column against what was sealed, and the end that is kept beside it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from interco.foundation.audit.models import ChainHead, Entry
from interco.foundation.audit.rules.verification import (
    Anchor,
    Fault,
    FaultKind,
    Personal,
    SealedEntry,
    faults_in_order,
    head_fault,
)

JOURNAL = "journal"
Progress = Callable[[str, int, int], None]
READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found: how many entries, the hash of the last one, what is wrong."""

    count: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_journal(anchors: Sequence[Anchor] = (), *, progress: Progress | None = None) -> Verification:
    """Read the journal again from its first entry. `anchors` are its places and hashes that others have kept."""
    reading = _Reading(progress)
    try:
        found = faults_in_order(reading.entries(), anchors)
    except ValueError:  # a payload that is no JSON any more
        found = [Fault((reading.last.number if reading.last else 0) + 1, FaultKind.ALTERED)]
    found += reading.copies + kept_head(JOURNAL, reading.last)
    return Verification(reading.count, reading.last.hash if reading.last else "", tuple(found))


def kept_head(chain: str, last: SealedEntry | None) -> list[Fault]:
    """Whether the head kept for a chain is its last entry."""
    head = ChainHead.objects.filter(name=chain).first()
    return head_fault([last] if last else [], head.number if head else 0, head.hash if head else "")


class _Reading:
    """One passage over the journal; what it saw on its way."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress, self.total = progress, Entry.objects.count() if progress else 0
        self.count = 0
        self.last: SealedEntry | None = None
        self.copies: list[Fault] = []

    def entries(self) -> Iterator[SealedEntry]:
        """The entries by place, a thousand at a time."""
        rows = Entry.objects.order_by("number").prefetch_related("personal_values")
        for row in rows.iterator(chunk_size=READ_AT_ONCE):
            personal = {kept.field: Personal(kept.salt, kept.value) for kept in row.personal_values.all()}
            self.last = SealedEntry(row.number, row.payload, row.previous_hash, row.hash, personal)
            self.count += 1
            if self.progress and self.count % READ_AT_ONCE == 0:
                self.progress(_("Lecture du journal"), self.count, self.total)
            if not _says_what_was_sealed(row):
                self.copies.append(Fault(row.number, FaultKind.UNSEALED_COPY))
            yield self.last


def _says_what_was_sealed(row: Entry) -> bool:
    payload: Any = row.payload
    try:
        return (
            row.event == payload["event"]
            and row.actor_id == payload["actor_id"]
            and [row.subject_type, row.subject_id] == payload["subject"]
            and row.at == datetime.fromisoformat(payload["at"])
        )
    except (KeyError, TypeError, ValueError):
        return False
