"""Writing the journal: one call by service, inside its transaction; many entries at once for an import."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from interco.foundation.audit.models import Entry
from interco.foundation.audit.rules.chain import commitment, link
from interco.foundation.audit.services.chain import advance, lock_head
from interco.foundation.core.actor import Actor
from interco.foundation.core.writing import insert

#: Written by hand, as the head of the chain: every service ends here (`python3 run.py bench`).
_KEEP = "INSERT INTO audit_personal_value (entry_id, field, salt, value) VALUES (%s, %s, %s, %s)"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Fact:
    """What one entry tells: a dotted event name, the subject (`app.model` and its identifier), facts, personal values."""

    event: str
    subject_type: str
    subject_id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic(savepoint=False)
def record(
    event: str, *, by: Actor, subject: models.Model,
    facts: Mapping[str, Any] | None = None, personal: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry: a dotted event name, who, what, the facts (JSON) and the personal values (committed, erasable)."""
    fact = Fact(
        event, subject._meta.label_lower, str(getattr(subject, "public_id", subject.pk)), facts or {}, personal or {}
    )
    return record_many([fact], by=by)[0]


@transaction.atomic(savepoint=False)
def record_many(facts: Iterable[Fact], *, by: Actor) -> list[Entry]:
    """Add an entry for each fact, in their order, in a number of queries that hardly grows with them."""
    head = lock_head("journal")
    entries: list[Entry] = []
    salted: list[dict[str, tuple[str, str]]] = []
    last = head.hash
    for number, fact in enumerate(facts, start=head.number + 1):
        values = {name: (secrets.token_hex(8), value) for name, value in {"actor": by.name, **fact.personal}.items()}
        entry = _entry(fact, values, number=number, after=last, by=by)
        entries.append(entry)
        salted.append(values)
        last = entry.hash
    if len(entries) == 1:
        insert(entries[0])
    else:
        Entry.objects.bulk_create(entries, batch_size=BATCH)
    kept = [
        (entry.pk, name, salt, value)
        for entry, values in zip(entries, salted, strict=True)
        for name, (salt, value) in values.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, kept)
    advance(head, last, places=len(entries))
    return entries


def _entry(fact: Fact, salted: Mapping[str, tuple[str, str]], *, number: int, after: str, by: Actor) -> Entry:
    payload = {
        "number": number,
        "at": by.at.isoformat(),
        "event": fact.event,
        "actor_id": by.user_id,
        "subject": [fact.subject_type, fact.subject_id],
        "facts": dict(fact.facts),
        "personal": {name: commitment(salt, value) for name, (salt, value) in salted.items()},
    }
    return Entry(
        number=number, at=by.at, event=fact.event, actor_id=by.user_id, subject_type=fact.subject_type,
        subject_id=fact.subject_id, payload=payload, previous_hash=after, hash=link(after, payload),
    )  # fmt: skip
