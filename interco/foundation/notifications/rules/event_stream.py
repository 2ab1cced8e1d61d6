"""The text of an event stream (SSE), as browsers read it.

A notice becomes `id:`, `event:` and `data:` lines closed by a blank line. The payload is compact JSON on one line, so a
line break in a text can never end an event early. Example: `encode(7, "round", {"received": 3})` →
`b'id: 7\\nevent: round\\ndata: {"received":3}\\n\\n'`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

#: What the browser waits before it comes back after a cut, in milliseconds.
RETRY_MILLISECONDS = 1000

#: First bytes of a stream: tells when to come back, and lets the browser know that the stream stands.
GREETING = f"retry: {RETRY_MILLISECONDS}\n: bonjour\n\n".encode()

#: A comment that keeps intermediaries from closing an idle stream.
HEARTBEAT = b": \n\n"

_KIND = re.compile(r"[a-z][a-z_-]{0,39}")


def encode(number: int, kind: str, payload: Mapping[str, Any]) -> bytes:
    """The bytes of one notice; the same for every stream, hence made once a process."""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"not a kind of notice: {kind!r}")
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"id: {number}\nevent: {kind}\ndata: {data}\n\n".encode()


def last_event_id(given: str) -> int | None:
    """The number in a `Last-Event-ID` header; nothing when there is none or when it is not one of ours.

    `last_event_id("41")` → 41; `last_event_id("x")`, `last_event_id("")` and `last_event_id("-3")` → None.
    """
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 18 else None
