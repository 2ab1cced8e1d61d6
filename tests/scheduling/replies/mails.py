"""Answers as calendar programs send them."""

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from interco.scheduling.models import Event
from interco.scheduling.queries.calendar_objects import uid_of


def a_reply(
    event: Event | str, address: str, answer: str = "ACCEPTED", *, sequence: int = 0, sender: str = "", **lines: str
) -> bytes:
    """A REPLY of an address, from that address unless told otherwise; `lines` are more properties of its event."""
    uid = event if isinstance(event, str) else uid_of(event)
    more = "".join(f"{name.replace('_', '-')}:{value}\r\n" for name, value in lines.items())
    calendar = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Essai//FR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTAMP:20261207T190000Z\r\n"
        f'ATTENDEE;CN="Qui; répond, ici";PARTSTAT={answer}:MAILTO:{address}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n'
    )
    return a_mail(sender or address, calendar)


def a_mail(sender: str, calendar: str = "", **headers: Any) -> bytes:
    """A mail, with a calendar part when one is given."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Quelqu’un <{sender}>"
    mail["To"] = "agenda@cacem.example"
    mail["Subject"] = "Accepté : Point DGA"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Voir le calendrier.")
    if calendar:
        mail.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()
