"""Queueing a message in the transaction of its cause."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from interco.foundation.core.actor import Actor
from interco.foundation.core.identifiers import new_public_ids, scoped
from interco.foundation.notifications.models import OutgoingMessage

_closed: ContextVar[bool] = ContextVar("outbox_closed", default=False)


@contextmanager
def closed() -> Iterator[None]:
    """Keep the outbox shut while a past is written (the demonstration's year, an import): nothing leaves."""
    token = _closed.set(True)
    try:
        yield
    finally:
        _closed.reset(token)


def is_closed() -> bool:
    """Whether nothing may leave now."""
    return _closed.get()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who receives: an opaque key (`person:<public_id>`), a name, an address."""

    key: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What leaves: texts are plain; `calendar` an iTIP object with its method; attachments `[{name, digest, type}]`.

    The text of a `secret` letter holds an address that opens something: it is blanked once sent.
    """

    kind: str
    title: str
    text: str
    subject_key: str = ""
    calendar: str = ""
    calendar_method: str = ""
    attachments: tuple[dict[str, Any], ...] = ()
    secret: bool = False


@transaction.atomic
def queue(letter: Letter, *, to: Recipient, by: Actor, reference: str) -> OutgoingMessage | None:
    """Put a letter in the outbox. `reference` makes it unique: the same cause for the same person is queued once."""
    if is_closed():
        return None
    message_id = _message_id(letter.kind, reference, to.key)
    message, created = OutgoingMessage.objects.get_or_create(
        message_id=message_id,
        defaults={
            "kind": letter.kind, "subject_key": letter.subject_key, "recipient_key": to.key, "recipient_name": _clean(to.name),
            "address": to.address, "title": _clean(letter.title), "text": _clean(letter.text), "calendar": letter.calendar,
            "calendar_method": letter.calendar_method, "attachments": list(letter.attachments), "secret": letter.secret,
            "next_attempt_at": by.at, "created_at": by.at,
        },
    )  # fmt: skip
    if created:
        transaction.on_commit(wake_the_worker)
    return message


@transaction.atomic(savepoint=False)
def queue_many(letters: Iterable[tuple[Letter, Recipient]], *, by: Actor, reference: str) -> int:
    """Put many letters in the outbox by one statement, under the same uniqueness as `queue`; how many were new.

    Ten thousand rows through the ORM take seconds; a cause that reaches everybody must not hold the database so long.
    """
    if is_closed():
        return 0
    given = list(letters)
    at: Any = connection.ops.adapt_datetimefield_value(by.at)
    each = {id(letter): letter for letter, _to in given}
    same = {key: (_message_id(letter.kind, reference, "%s"), _told(letter)) for key, letter in each.items()}
    rows = []
    for public_id, (letter, to) in zip(new_public_ids(len(given)), given, strict=True):
        frame, told = same[id(letter)]
        message_id = frame % to.key.replace(":", ".").replace(" ", "-")
        rows.append((public_id, message_id, to.key, _clean(to.name), to.address, *told, at, at))
    with connection.cursor() as cursor:
        cursor.executemany(_QUEUE, rows)
        queued = max(int(cursor.rowcount), 0)
    if queued:
        transaction.on_commit(wake_the_worker)
    return queued


_QUEUE = """
INSERT INTO notifications_outgoing_message
  (public_id, message_id, recipient_key, recipient_name, address, kind, subject_key, title, text, calendar, calendar_method,
   attachments, secret, next_attempt_at, created_at, state, attempts, error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', 0, '')
ON CONFLICT (message_id) DO NOTHING
"""


def _told(letter: Letter) -> tuple[Any, ...]:
    """The columns that are the same for everybody who receives this letter."""
    return (
        letter.kind, letter.subject_key, _clean(letter.title), _clean(letter.text), letter.calendar, letter.calendar_method,
        json.dumps(list(letter.attachments)), letter.secret,
    )  # fmt: skip


def _message_id(kind: str, reference: str, key: str) -> str:
    return f"<{scoped('mail', kind)}.{reference}.{key}@interco>".replace(":", ".").replace(" ", "-")


def _clean(words: str) -> str:
    """The same words without the NUL, which PostgreSQL refuses: a letter is never lost for a character."""
    return words.replace("\x00", "")


def wake_the_worker() -> None:
    """Ask for a delivery, unless one is already asked for; the sweep of each minute catches what slips through."""
    from interco.foundation.notifications.tasks import deliver_due_messages  # noqa: PLC0415 - the task calls the service

    if not DBTaskResult.objects.ready().filter(task_path=deliver_due_messages.module_path).exists():
        deliver_due_messages.enqueue()
