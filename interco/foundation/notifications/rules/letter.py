"""A letter as it leaves: plain text, the invitation as a calendar part and as a file, the attachments.

Outlook and Zimbra show « Accepter / Refuser » when a `text/calendar; method=REQUEST` part stands beside the text;
others open the `.ics` file. Only ASCII leaves (7 bits): no server may spoil an accent.
Example: text, calendar and one PDF give mixed(alternative(plain, calendar), ics, pdf).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

SEVEN_BITS = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that leaves with the letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """All there is to write a letter."""

    message_id: str
    at: datetime
    sender: str
    name: str
    address: str
    title: str
    text: str
    calendar: str = ""
    calendar_method: str = ""
    enclosures: Sequence[Enclosure] = ()


def compose(letter: Envelope) -> EmailMessage:
    """The letter as a message; the same envelope always gives the same Message-ID and Date."""
    mail = EmailMessage(policy=SEVEN_BITS)
    mail["Message-ID"] = letter.message_id
    mail["Date"] = format_datetime(letter.at)
    mail["From"] = letter.sender
    local, _at, domain = letter.address.rpartition("@")
    mail["To"] = Address(display_name=one_header_line(letter.name), username=local, domain=domain)
    mail["Subject"] = one_header_line(letter.title)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.calendar:
        mail.add_alternative(
            letter.calendar, subtype="calendar", params={"method": letter.calendar_method}, cte="base64"
        )
        name = "invitation.ics" if letter.calendar_method == "REQUEST" else "seance.ics"
        mail.add_attachment(letter.calendar.encode(), maintype="application", subtype="ics", filename=name)
    for enclosure in letter.enclosures:
        kind, _slash, detail = enclosure.media_type.partition("/")
        mail.add_attachment(
            enclosure.content, maintype=kind or "application", subtype=detail or "octet-stream",
            filename=one_header_line(enclosure.name),
        )  # fmt: skip
    return mail


def one_header_line(text: str) -> str:
    """A text that fits a header: no line end, no control character. A name or a title never adds a header."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
