"""Reading the journal again, link by link: what was changed, removed, swapped or added is told by its number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from interco.foundation.audit.models import ChainHead, Entry, PersonalValue
from interco.foundation.audit.rules.chain import commitment, link

CHUNK = 1000
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """How many entries were read, the hash of the last, and the numbers where something is wrong."""

    entries: int
    head: str
    broken: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.broken


def verify_journal(progress: Progress | None = None) -> JournalState:
    """Compute every link again and compare the columns, the personal values and the head with what was linked."""
    total, read, previous = Entry.objects.count(), 0, ""
    broken: set[int] = set(_broken_commitments())
    for entry in Entry.objects.order_by("number").iterator(CHUNK):
        read += 1
        if not _follows(entry, number=read, previous=previous):
            broken.add(entry.number)
        previous = entry.hash
        if progress and read % CHUNK == 0:
            progress("Lecture du journal", read, total)
    head = ChainHead.objects.filter(name="journal").values_list("number", "hash").first() or (0, "")
    if head != (read, previous):
        broken.add(max(read, int(head[0])))
    return JournalState(entries=read, head=previous, broken=tuple(sorted(broken)))


def _follows(entry: Entry, *, number: int, previous: str) -> bool:
    told = entry.payload
    columns = {
        "number": entry.number, "event": entry.event, "actor_id": entry.actor_id,
        "subject": [entry.subject_type, entry.subject_id],
    }  # fmt: skip
    return (
        entry.number == number
        and entry.previous_hash == previous
        and link(previous, told) == entry.hash
        and datetime.fromisoformat(told.get("at", "")) == entry.at
        and all(told.get(name) == value for name, value in columns.items())
    )


def _broken_commitments() -> list[int]:
    """Entries with a personal value that is not the one committed to; an erased value breaks nothing."""
    rows = PersonalValue.objects.values_list("entry__number", "entry__payload", "field", "salt", "value")
    return [
        number
        for number, payload, field, salt, value in rows.iterator(CHUNK)
        if payload.get("personal", {}).get(field) != commitment(salt, value)
    ]
