"""Reading the box of answers: each message once, whatever dies meanwhile, and nothing in the box ever changed.

The box is opened to be read only (EXAMINE, PEEK): no mail is deleted, moved or marked. What was read is told by the
UID of the last message; a server that renumbers (UIDVALIDITY) has all of it looked at again, and what was taken is known
by its Message-ID. A message, its effect and the place reached are one transaction. Other people's mail costs its header
and the outline of its parts: only a mail that has a calendar part is opened, and within a size.
"""

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from django.conf import settings
from django.db import transaction

from interco.foundation.notifications.models import IncomingMessage, IncomingOutcome, Mailbox
from interco.foundation.notifications.rules.incoming import MOST_OCTETS, Incoming, opened

#: Messages looked at, and opened, in one run: the worker comes back each minute.
MOST_LOOKED_AT, MOST_OPENED = 500, 100
LEASE = timedelta(minutes=5)
TIMEOUT = 20
logger = logging.getLogger("interco")


class MailboxAddress(Protocol):
    """The setting `MAILBOX`, as `config.environment` reads it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    ssl: bool
    starttls: bool


class CalendarReader(Protocol):
    """What an application does with a calendar that came by mail: its outcome, or nothing when it is no answer."""

    def __call__(self, mail: Incoming, at: datetime) -> IncomingOutcome | None:
        """Take the answer, or say why not."""


_readers: list[CalendarReader] = []


def register_calendar_reader(reader: CalendarReader) -> None:
    """Called once by the application that invites."""
    _readers[:] = [reader]


def read_mailbox(clock: Callable[[], datetime]) -> int:
    """Read what is new in the configured box; how many answers were found. Nothing to do without a box, or while
    another worker reads it."""
    if settings.MAILBOX is None or not _readers:
        return 0
    row = _claim(settings.MAILBOX.name, clock())
    if row is None:
        return 0
    error, found = "", 0
    try:
        with _connection() as server:
            found = _read(server, row, clock)
    except (imaplib.IMAP4.error, OSError, UnicodeError) as problem:
        error = f"{type(problem).__name__}: {problem}"
    Mailbox.objects.filter(pk=row.pk).update(read_at=clock(), claimed_until=None, error=error[:500])
    return found


@transaction.atomic
def _claim(name: str, at: datetime) -> Mailbox | None:
    row, _created = Mailbox.objects.select_for_update().get_or_create(name=name[:300])
    if row.claimed_until is not None and row.claimed_until > at:
        return None
    row.claimed_until = at + LEASE
    row.save(update_fields=["claimed_until"])
    return row


def _box() -> MailboxAddress:
    """The box that is configured: only asked for where there is one."""
    return cast(MailboxAddress, settings.MAILBOX)


@contextmanager
def _connection() -> Iterator[imaplib.IMAP4]:
    box = _box()
    trust = ssl.create_default_context()
    if box.ssl:
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=trust, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    try:
        if box.starttls:
            server.starttls(trust)
        _sign_in(server)
        yield server
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _sign_in(server: imaplib.IMAP4) -> None:
    """By AUTHENTICATE where the server takes it: LOGIN carries neither accents nor blanks in a name."""
    box = _box()
    if "AUTH=PLAIN" in server.capabilities:
        server.authenticate("PLAIN", lambda _challenge: f"\0{box.user}\0{box.password}".encode())
    else:
        server.login(box.user, box.password)


def _read(server: imaplib.IMAP4, row: Mailbox, clock: Callable[[], datetime]) -> int:
    quoted = '"' + _box().folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    _checked(server.select(quoted, readonly=True))
    validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    if validity != row.uid_validity:
        row.uid_validity, row.last_uid = validity, 0
    since = "" if row.last_uid else f" SINCE {_thirty_days_before(clock())}"
    said = _checked(server.uid("SEARCH", f"UID {row.last_uid + 1}:*{since}"))
    uids = sorted(int(uid) for uid in (said[0] or b"").split() if uid.isdigit() and int(uid) > row.last_uid)
    found = opened_count = 0
    for uid in uids[:MOST_LOOKED_AT]:
        content = _content(server, uid)
        if content is not None:
            found += _take(row, uid, opened(content), clock())
            opened_count += 1
        row.last_uid = uid
        if opened_count >= MOST_OPENED:
            break
    _keep_place(row)
    return found


def _content(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """The bytes of a message that carries a calendar and is not too big; nothing of any other."""
    outline = _checked(server.uid("FETCH", str(uid), "(RFC822.SIZE BODYSTRUCTURE)"))
    told = b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in outline if part).upper()
    if b'"CALENDAR"' not in told and b'"ICS"' not in told:
        return None
    said = _checked(server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_OCTETS}>)"))
    return next((bytes(part[1]) for part in said if isinstance(part, tuple) and len(part) > 1), None)


@transaction.atomic
def _take(row: Mailbox, uid: int, mail: Incoming, at: datetime) -> bool:
    """The effect of one message, its row and the place reached, together."""
    row.last_uid = uid
    _keep_place(row)
    if mail.calendar is None or IncomingMessage.objects.filter(mailbox=row, message_id=mail.message_id).exists():
        return False
    outcome = _outcome(mail, at)
    if outcome is None:
        return False
    IncomingMessage.objects.create(
        mailbox=row, uid_validity=row.uid_validity, uid=uid, message_id=mail.message_id, sender=mail.sender, read_at=at,
        outcome=outcome,
    )  # fmt: skip
    return True


def _outcome(mail: Incoming, at: datetime) -> IncomingOutcome | None:
    try:
        with transaction.atomic():
            return _readers[0](mail, at)
    except Exception:
        logger.exception("an answer by mail could not be taken")  # neither its text nor its sender
        return IncomingOutcome.FAILED


def _keep_place(row: Mailbox) -> None:
    Mailbox.objects.filter(pk=row.pk).update(uid_validity=row.uid_validity, last_uid=row.last_uid)


def _checked(answer: tuple[str, list[Any]]) -> list[Any]:
    status, said = answer
    if status != "OK":
        raise imaplib.IMAP4.error(str(said)[:200])
    return said


def _thirty_days_before(at: datetime) -> str:
    """As IMAP writes a day, in English whatever the locale."""
    day = (at - timedelta(days=30)).date()
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day:02}-{months[day.month - 1]}-{day.year}"
