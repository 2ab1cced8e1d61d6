"""A chain of hashes: h(n) = SHA-256(h(n-1) ‖ canonical payload).

Changing, removing, swapping or inserting an entry breaks the chain from there on. A chain alone does not show a cut
tail: its head is anchored elsewhere (released documents and mails).
Example: `link("", {"b": 1, "a": "é"})` hashes `{"a":"é","b":1}` in NFC and UTF-8.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any


def canonical(payload: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no spaces, NFC text: the same facts always give the same characters."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text)


def link(previous: str, payload: Mapping[str, Any]) -> str:
    """The hash of an entry that follows the entry hashed `previous` (empty for the first): 64 hex characters."""
    return hashlib.sha256((previous + canonical(payload)).encode()).hexdigest()


def commitment(salt: str, value: str) -> str:
    """A personal value as a salted hash: the value may be erased later, the chain stays valid."""
    return hashlib.sha256(f"{salt}|{value}".encode()).hexdigest()
