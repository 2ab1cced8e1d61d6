"""Sending the outbox: claim, send, commit the result — no transaction is held while a server is spoken to.

A worker that dies leaves its claim, which another takes over once outlived: nothing is lost, and what may leave twice
carries the same Message-ID. Failures wait longer and longer; a refused address and the last failure make a dead letter.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage as DjangoMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.rules.kinds import may_still_receive
from interco.foundation.notifications.rules.letter import Enclosure, Envelope, compose

BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720, 1440)
LEASE = timedelta(minutes=10)
EnclosureReader = Callable[[str], bytes]
_readers: list[EnclosureReader] = []


class Outcome(Enum):
    """What became of one try."""

    SENT = "sent"
    NOT_SENT = "not sent"
    SERVER_DOWN = "server down"


def register_enclosure_reader(reader: EnclosureReader) -> None:
    """Called once by the application that keeps the files: content by digest."""
    _readers[:] = [reader]


def due_messages(*, at: datetime) -> QuerySet[OutgoingMessage]:
    """What waits for its time, and what a dead worker left, oldest first."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    waiting = OutgoingMessage.objects.filter(free, state=OutgoingState.WAITING, next_attempt_at__lte=at)
    return waiting.order_by("next_attempt_at", "id")


def deliver_due(clock: Callable[[], datetime]) -> int:
    """Send everything due, until nothing is left or the server does not answer; how many left."""
    sent = 0
    for pk in list(due_messages(at=clock()).values_list("pk", flat=True)):
        outcome = deliver_one(pk, at=clock())
        sent += outcome is Outcome.SENT
        if outcome is Outcome.SERVER_DOWN:
            break
    return sent


def deliver_one(pk: int, *, at: datetime) -> Outcome:
    """Try one message, if nobody else has it in hand."""
    message = _claim(pk, at=at)
    if message is None:
        return Outcome.NOT_SENT
    if not may_still_receive(message, at=at):
        _conclude(message, OutgoingState.DROPPED, error=_("Le destinataire n’a plus accès à ce que dit ce courrier."))
        return Outcome.NOT_SENT
    try:
        mail = compose(envelope_of(message))
    except Exception as error:  # noqa: BLE001 - one letter that cannot be written never stops the others
        _conclude(message, OutgoingState.DEAD, error=f"{type(error).__name__}: {error}")
        return Outcome.NOT_SENT
    return _send(message, mail, at=at)


@transaction.atomic
def _claim(pk: int, *, at: datetime) -> OutgoingMessage | None:
    message = due_messages(at=at).filter(pk=pk).select_for_update(skip_locked=True).first()
    if message is None:
        return None
    message.attempts += 1
    message.claimed_until = at + LEASE
    message.save(update_fields=["attempts", "claimed_until"])
    return message


def _send(message: OutgoingMessage, mail: EmailMessage, *, at: datetime) -> Outcome:
    try:
        hand_over(mail)
    except smtplib.SMTPRecipientsRefused as error:
        final = all(code >= 500 for code, _reason in error.recipients.values())
        _failed(message, str(error.recipients), at=at, final=final)
        return Outcome.NOT_SENT
    except smtplib.SMTPDataError as error:
        _failed(message, str(error), at=at, final=error.smtp_code >= 500)
        return Outcome.NOT_SENT
    except OSError as error:
        _failed(message, f"{type(error).__name__}: {error}", at=at, final=False)
        return Outcome.SERVER_DOWN
    except Exception as error:  # noqa: BLE001 - a letter that cannot leave is tried again, and never stops the others
        _failed(message, f"{type(error).__name__}: {error}", at=at, final=False)
        return Outcome.NOT_SENT
    _conclude(message, OutgoingState.SENT, sent_at=at)
    return Outcome.SENT


def hand_over(mail: EmailMessage) -> None:
    """Give the message to the mail server; once it said yes, what happens on leaving does not matter."""
    if settings.DEMO:
        return  # the page « Courriers partis » shows what would have left
    server = get_connection()
    try:
        server.open()
        server.send_messages([_Prepared(mail)])
    finally:
        with suppress(OSError):
            server.close()


def _failed(message: OutgoingMessage, error: str, *, at: datetime, final: bool) -> None:
    if final or message.attempts > len(BACK_OFF_MINUTES):
        _conclude(message, OutgoingState.DEAD, error=error)
        return
    pause = timedelta(minutes=BACK_OFF_MINUTES[message.attempts - 1])
    _mine(message).update(error=error[:2000], next_attempt_at=at + pause, claimed_until=None)


def _conclude(
    message: OutgoingMessage, state: OutgoingState, *, error: str = "", sent_at: datetime | None = None
) -> None:
    text = message.text
    if message.secret and state == OutgoingState.SENT and not settings.DEMO:
        text = ""
    _mine(message).update(state=state, error=error[:2000], sent_at=sent_at, claimed_until=None, text=text)


def _mine(message: OutgoingMessage) -> QuerySet[OutgoingMessage]:
    """The row, as long as the claim is still ours."""
    return OutgoingMessage.objects.filter(
        pk=message.pk, state=OutgoingState.WAITING, claimed_until=message.claimed_until
    )


def envelope_of(message: OutgoingMessage) -> Envelope:
    """The message with its attachments, read from the file store."""
    return Envelope(
        message_id=message.message_id,
        at=message.created_at,
        sender=settings.DEFAULT_FROM_EMAIL,
        name=message.recipient_name,
        address=message.address,
        title=message.title,
        text=message.text,
        calendar=message.calendar,
        calendar_method=message.calendar_method,
        enclosures=[
            Enclosure(name=given["name"], media_type=given["type"], content=read_enclosure(given["digest"]))
            for given in message.attachments
        ],
    )


def read_enclosure(digest: str) -> bytes:
    """The content of an attachment."""
    return _readers[0](digest)


class _Written:
    """What Django's connection asks of a message: its bytes, with the line ends of SMTP."""

    def __init__(self, mail: EmailMessage) -> None:
        self._mail = mail

    def as_bytes(self, **_options: object) -> bytes:
        return self._mail.as_bytes()


class _Prepared(DjangoMessage):
    """Lets Django's connection send a message composed by the standard library."""

    def __init__(self, mail: EmailMessage) -> None:
        super().__init__(to=[mail["To"].addresses[0].addr_spec], from_email=str(mail["From"]))
        self._written: Any = _Written(mail)

    def message(self, **_options: object) -> Any:
        """The message as it was composed."""
        return self._written
