"""The seal of the register: what of a decision is hashed, and what a broken chain tells.

A decision closed by its session takes the next place in one chain: h(n) = SHA-256(h(n-1) ‖ canonical payload), h(0)
empty (`foundation.audit.rules.chain`). The payload holds its own place in the chain, so a decision moved, even with its
neighbours mended, no longer hashes the same. Names and what people said are in it as salted commitments: they may be
erased one day, the chain stays valid.

What is told apart, for entries in order of their place:
- altered: the payload no longer gives the hash;
- broken: the previous hash is not the hash of the entry before;
- missing: a place without an entry; repeated: a place with two;
- cut: an anchor (place and hash, printed on a released record) is beyond the last entry;
- rewritten: an anchor's place holds another hash;
- personal: a name or text kept beside the chain no longer matches its commitment (an erased one is no fault).

Worked example. Entries 1 to 5; the text of 3 is changed: "altered 3". Its hash is made again: "broken 4". The whole
tail is made again: the chain alone is whole, and the anchor of 4, printed on the record, tells "rewritten 4".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from interco.foundation.audit.rules.chain import commitment, link


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


def seal(number: int, previous_hash: str, facts: Mapping[str, Any], personal: Mapping[str, Personal]) -> SealedEntry:
    """The entry that takes place `number` after the entry hashed `previous_hash`."""
    payload = {
        **facts,
        "number": number,
        "personal": {name: commitment(kept.salt, kept.value or "") for name, kept in personal.items()},
    }
    return SealedEntry(number, payload, previous_hash, link(previous_hash, payload), dict(personal))


def faults(entries: Iterable[SealedEntry], anchors: Sequence[Anchor] = ()) -> list[Fault]:
    """Everything wrong with a chain, in the order of its places; nothing when it is whole."""
    found: list[Fault] = []
    last_number, last_hash = 0, ""
    hashes: dict[int, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        if entry.number == last_number:
            found.append(Fault(entry.number, FaultKind.REPEATED))
        found += [Fault(place, FaultKind.MISSING) for place in range(last_number + 1, entry.number)]
        if entry.previous_hash != last_hash:
            found.append(Fault(entry.number, FaultKind.BROKEN))
        if not is_whole(entry):
            found.append(Fault(entry.number, FaultKind.ALTERED))
        if not personal_matches(entry):
            found.append(Fault(entry.number, FaultKind.PERSONAL))
        last_number, last_hash = entry.number, entry.hash
        hashes[entry.number] = entry.hash
    return found + _against_anchors(hashes, last_number, anchors)


def is_whole(entry: SealedEntry) -> bool:
    """Whether an entry, alone, still gives its own hash at its own place."""
    try:
        return entry.payload.get("number") == entry.number and link(entry.previous_hash, entry.payload) == entry.hash
    except (TypeError, ValueError):
        return False


def personal_matches(entry: SealedEntry) -> bool:
    """Whether each value kept beside the entry is the one committed to; erased ones are passed over."""
    committed = entry.payload.get("personal", {})
    return set(entry.personal) <= set(committed) and all(
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


def short_hash(full: str) -> str:
    """The eight characters shown on a sceau: `7c1e94af…` → `7c1e 94af`."""
    return f"{full[:4]} {full[4:8]}"
