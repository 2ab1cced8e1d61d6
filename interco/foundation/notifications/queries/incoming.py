"""What was received: the last answers read in the box, and how the box stands."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from interco.foundation.notifications.models import IncomingMessage, Mailbox

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The box (`is_read` when one is configured), its last fault, and the last answers."""

    is_read: bool
    name: str
    read_at: datetime | None
    error: str
    rows: list[IncomingMessage]


def incoming() -> Received:
    """As the queue shows it. Two queries."""
    name = settings.MAILBOX.name if settings.MAILBOX is not None else ""
    box = Mailbox.objects.filter(name=name).first()
    return Received(
        is_read=settings.MAILBOX is not None, name=name, read_at=box.read_at if box else None,
        error=box.error if box else "", rows=list(IncomingMessage.objects.all()[:SHOWN]),
    )  # fmt: skip
