"""Reading a chain of hashes back: the register of decisions and the journal are verified by the same eyes.

Each entry holds its own place in its payload, so an entry moved, even with its neighbours mended, no longer hashes the
same. Names and words of people are committed to in the payload and kept beside it: an erased value keeps its row, empty.

What is told apart, for entries in order of their place:
- altered: the payload no longer gives the hash;
- broken: the previous hash is not the hash of the entry before;
- missing: a place without an entry; repeated: a place with two;
- cut: an anchor (place and hash, kept outside the chain) is beyond the last entry;
- rewritten: an anchor's place holds another hash;
- personal: a value kept beside the chain is missing or no longer matches its commitment (an erased one is no fault);
- unsealed copy: a column that is read no longer says what the payload sealed;
- head: what is kept of the end of the chain is not its end;
- unwitnessed: the other chain, which saw the fact, tells something else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from interco.foundation.audit.rules.chain import commitment, link

#: A place moved far away tells the missing ones before it, not millions of them.
MOST_MISSING = 1000


class FaultKind(StrEnum):
    """What is wrong at a place of the chain."""

    ALTERED = "altered"
    BROKEN = "broken"
    MISSING = "missing"
    REPEATED = "repeated"
    CUT = "cut"
    REWRITTEN = "rewritten"
    PERSONAL = "personal"
    UNSEALED_COPY = "unsealed_copy"
    HEAD = "head"
    UNWITNESSED = "unwitnessed"


@dataclass(frozen=True, slots=True)
class Personal:
    """A value committed in the payload; `value` is nothing once erased."""

    salt: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """A place of the chain as it stands in the register."""

    number: int
    payload: Mapping[str, Any]
    previous_hash: str
    hash: str
    personal: Mapping[str, Personal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place and its hash, as printed outside the register."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where."""

    number: int
    kind: FaultKind


def faults(entries: Iterable[SealedEntry], anchors: Sequence[Anchor] = ()) -> list[Fault]:
    """Everything wrong with a chain, in the order of its places; nothing when it is whole."""
    return faults_in_order(sorted(entries, key=lambda entry: entry.number), anchors)


def faults_in_order(entries: Iterable[SealedEntry], anchors: Sequence[Anchor] = ()) -> list[Fault]:
    """The same, for entries that come by place and are not kept: a chain of any length is read once."""
    found: list[Fault] = []
    last_number, last_hash = 0, ""
    wanted = {anchor.number for anchor in anchors}
    hashes: dict[int, str] = {}
    for entry in entries:
        if entry.number == last_number:
            found.append(Fault(entry.number, FaultKind.REPEATED))
        found += [Fault(place, FaultKind.MISSING) for place in range(last_number + 1, entry.number)][:MOST_MISSING]
        if entry.previous_hash != last_hash:
            found.append(Fault(entry.number, FaultKind.BROKEN))
        if not is_whole(entry):
            found.append(Fault(entry.number, FaultKind.ALTERED))
        if not personal_matches(entry):
            found.append(Fault(entry.number, FaultKind.PERSONAL))
        last_number, last_hash = entry.number, entry.hash
        if entry.number in wanted:
            hashes[entry.number] = entry.hash
    return found + _against_anchors(hashes, last_number, anchors)


def is_whole(entry: SealedEntry) -> bool:
    """Whether an entry, alone, still gives its own hash at its own place."""
    try:
        return entry.payload.get("number") == entry.number and link(entry.previous_hash, entry.payload) == entry.hash
    except (AttributeError, TypeError, ValueError):
        return False


def personal_matches(entry: SealedEntry) -> bool:
    """Whether what is kept beside the entry is what it committed to, no more and no less; erased values keep their row."""
    payload: Any = entry.payload  # read from a database that somebody may have altered
    committed = payload.get("personal", {}) if isinstance(payload, Mapping) else None
    if not isinstance(committed, Mapping):
        return False
    return set(entry.personal) == set(committed) and all(
        kept.value is None or commitment(kept.salt, kept.value) == committed[name]
        for name, kept in entry.personal.items()
    )


def _against_anchors(hashes: Mapping[int, str], last: int, anchors: Sequence[Anchor]) -> list[Fault]:
    found: list[Fault] = []
    for anchor in anchors:
        if anchor.number > last:
            found.append(Fault(anchor.number, FaultKind.CUT))
        elif not anchor.hash or hashes.get(anchor.number, anchor.hash)[: len(anchor.hash)] != anchor.hash:
            found.append(Fault(anchor.number, FaultKind.REWRITTEN))
    return found


def head_fault(entries: Sequence[SealedEntry], number: int, hash_: str) -> list[Fault]:
    """Whether what is kept of the end of the chain is its end: `(0, "")` for an empty chain."""
    last = max(entries, key=lambda entry: entry.number, default=None)
    if (number, hash_) == ((last.number, last.hash) if last else (0, "")):
        return []
    kind = FaultKind.CUT if last is None or number > last.number else FaultKind.HEAD
    return [Fault(number, kind)]
