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

from collections.abc import Mapping
from typing import Any

from interco.foundation.audit.rules.chain import commitment, link
from interco.foundation.audit.rules.verification import Anchor, Fault, FaultKind, Personal, SealedEntry, faults

__all__ = ["Anchor", "Fault", "FaultKind", "Personal", "SealedEntry", "faults", "seal", "short_hash"]


def seal(number: int, previous_hash: str, facts: Mapping[str, Any], personal: Mapping[str, Personal]) -> SealedEntry:
    """The entry that takes place `number` after the entry hashed `previous_hash`."""
    payload = {
        **facts,
        "number": number,
        "personal": {name: commitment(kept.salt, kept.value or "") for name, kept in personal.items()},
    }
    return SealedEntry(number, payload, previous_hash, link(previous_hash, payload), dict(personal))


def short_hash(full: str) -> str:
    """The eight characters shown on a sceau: `7c1e94af…` → `7c1e 94af`."""
    return f"{full[:4]} {full[4:8]}"
