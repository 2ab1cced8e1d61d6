"""Sending the outbox: each message once, with back-off, and a dead letter after the last attempt."""

from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage as DjangoMessage
from django.db import transaction

from interco.foundation.notifications.models import OutgoingMessage, OutgoingState

BACK_OFF_MINUTES = (1, 5, 15, 60, 240, 720, 1440)


def deliver_due(*, at: datetime) -> int:
    """Send what is due at `at`; one transaction a message, so that a cut loses and repeats as little as can be."""
    sent = 0
    due = OutgoingMessage.objects.filter(state=OutgoingState.WAITING, next_attempt_at__lte=at)
    for pk in list(due.order_by("id").values_list("pk", flat=True)):
        sent += deliver_one(pk, at=at)
    return sent


@transaction.atomic
def deliver_one(pk: int, *, at: datetime) -> bool:
    """Send one message if it is still waiting; an error is kept with the date of the next attempt."""
    message = OutgoingMessage.objects.select_for_update().get(pk=pk)
    if message.state != OutgoingState.WAITING:
        return False
    message.attempts += 1
    try:
        _hand_over(message)
    except OSError as error:
        _postpone(message, str(error), at=at)
        return False
    message.state, message.sent_at, message.error = OutgoingState.SENT, at, ""
    message.save(update_fields=["attempts", "state", "sent_at", "error"])
    return True


def _postpone(message: OutgoingMessage, error: str, *, at: datetime) -> None:
    message.error = error[:2000]
    if message.attempts > len(BACK_OFF_MINUTES):
        message.state = OutgoingState.DEAD
    else:
        message.next_attempt_at = at + timedelta(minutes=BACK_OFF_MINUTES[message.attempts - 1])
    message.save(update_fields=["attempts", "error", "state", "next_attempt_at"])


def _hand_over(message: OutgoingMessage) -> None:
    if settings.DEMO:
        return  # the page « Courriers partis » shows what would have left
    get_connection().send_messages([_Prepared(compose(message))])


def compose(message: OutgoingMessage) -> EmailMessage:
    """The message as the addressee receives it: plain text, the invitation as a calendar part."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.created_at)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    local, _at, domain = message.address.rpartition("@")
    mail["To"] = Address(display_name=message.recipient_name, username=local, domain=domain)
    mail["Subject"] = message.title
    mail.set_content(message.text)
    if message.calendar:
        mail.add_alternative(message.calendar, subtype="calendar", params={"method": message.calendar_method})
    return mail


class _Prepared(DjangoMessage):
    """Lets Django's connection send a message composed by the standard library."""

    def __init__(self, mail: EmailMessage) -> None:
        super().__init__(to=[str(mail["To"])], from_email=str(mail["From"]))
        self._mail = mail

    def message(self, **_kwargs: object) -> EmailMessage:
        return self._mail
