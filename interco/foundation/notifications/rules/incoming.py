"""A mail that came in, as far as it is opened: its sender, its Message-ID, the one calendar it may carry.

Only the library's parser touches it, within a cap on its size; a header that cannot be read is an empty one, never an
error. Answers to invitations are told by their calendar part: `text/calendar`, or `application/ics` for the programs
that send it so. Everything else of the mail is left closed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

MOST_OCTETS = 1024 * 1024
MOST_PARTS = 50
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What was opened. `sender` is one address in lower case, empty when From names none or several."""

    message_id: str
    sender: str
    calendar: bytes | None


def opened(content: bytes) -> Incoming:
    """The mail of these bytes; never raises."""
    mail = message_from_bytes(content[:MOST_OCTETS])
    calendar = next(_calendars(mail), None)
    return Incoming(message_id=message_id_of(mail, content), sender=sender_of(mail), calendar=calendar)


def message_id_of(mail: "Message[str, str]", content: bytes) -> str:
    """Its Message-ID, or a name made of its bytes when it has none."""
    given = "".join(_header(mail, "Message-ID").split())[:300]
    return given or "sha256:" + hashlib.sha256(content).hexdigest()


def sender_of(mail: "Message[str, str]") -> str:
    """The one address of the one From, in lower case."""
    headers = mail.get_all("From", [])
    if len(headers) != 1:
        return ""
    try:
        found = [address for _name, address in getaddresses([str(headers[0])[:2000]]) if address]
    except (ValueError, IndexError, TypeError):
        return ""
    return found[0].strip().lower()[:254] if len(found) == 1 else ""


def _header(mail: "Message[str, str]", name: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in str(mail.get(name, "")))


def _calendars(mail: "Message[str, str]") -> Iterator[bytes]:
    """Calendar parts, the one meant to be read by programs before any file."""
    found: list[tuple[bool, bytes]] = []
    for rank, part in enumerate(mail.walk()):
        if rank >= MOST_PARTS:
            break
        if part.get_content_type() in CALENDAR_TYPES and not part.is_multipart():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                found.append((part.get_content_type() != "text/calendar", content))
    yield from (content for _rank, content in sorted(found, key=lambda one: one[0]))
