"""Writing the journal: one call by service, inside its transaction."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction

from interco.foundation.audit.models import Entry
from interco.foundation.audit.rules.chain import commitment, link
from interco.foundation.audit.services.chain import advance, lock_head
from interco.foundation.core.actor import Actor

#: Written by hand, as the head of the chain: every service ends here (`python3 run.py bench`).
_KEEP = "INSERT INTO audit_personal_value (entry_id, field, salt, value) VALUES (%s, %s, %s, %s)"


@transaction.atomic
def record(
    event: str, *, by: Actor, subject: models.Model,
    facts: Mapping[str, Any] | None = None, personal: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry: a dotted event name, who, what, the facts (JSON) and the personal values (committed, erasable)."""
    head = lock_head("journal")
    subject_id = str(getattr(subject, "public_id", subject.pk))
    salted = {name: (secrets.token_hex(8), value) for name, value in {"actor": by.name, **(personal or {})}.items()}
    payload = {
        "number": head.number + 1,
        "at": by.at.isoformat(),
        "event": event,
        "actor_id": by.user_id,
        "subject": [subject._meta.label_lower, subject_id],
        "facts": dict(facts or {}),
        "personal": {name: commitment(salt, value) for name, (salt, value) in salted.items()},
    }
    entry = Entry.objects.create(
        number=head.number + 1, at=by.at, event=event, actor_id=by.user_id, subject_type=subject._meta.label_lower,
        subject_id=subject_id, payload=payload, previous_hash=head.hash, hash=link(head.hash, payload),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, [(entry.pk, name, salt, value) for name, (salt, value) in salted.items()])
    advance(head, entry.hash)
    return entry
