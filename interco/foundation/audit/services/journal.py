"""Writing the journal: one call by service, inside its transaction; many entries at once for an import."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from interco.foundation.audit.models import ChainHead, Entry, PersonalValue
from interco.foundation.audit.rules.chain import commitment, link
from interco.foundation.audit.services.chain import lock_head
from interco.foundation.core.actor import Actor

BATCH = 500


@dataclass(frozen=True, slots=True)
class Fact:
    """What one entry tells: a dotted event name, the subject (`app.model` and its identifier), facts, personal values."""

    event: str
    subject_type: str
    subject_id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def record(
    event: str, *, by: Actor, subject: models.Model,
    facts: Mapping[str, Any] | None = None, personal: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """Add an entry: a dotted event name, who, what, the facts (JSON) and the personal values (committed, erasable)."""
    fact = Fact(
        event, subject._meta.label_lower, str(getattr(subject, "public_id", subject.pk)), facts or {}, personal or {}
    )
    return record_many([fact], by=by)[0]


@transaction.atomic
def record_many(facts: Iterable[Fact], *, by: Actor) -> list[Entry]:
    """Add an entry for each fact, in their order, in a number of queries that hardly grows with them."""
    head = lock_head("journal")
    entries: list[Entry] = []
    values: list[PersonalValue] = []
    for fact in facts:
        salted = {name: (secrets.token_hex(8), value) for name, value in {"actor": by.name, **fact.personal}.items()}
        entry = _entry(fact, salted, head, by)
        entries.append(entry)
        values += [
            PersonalValue(entry=entry, field=name, salt=salt, value=value) for name, (salt, value) in salted.items()
        ]
        head.number, head.hash = entry.number, entry.hash
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    PersonalValue.objects.bulk_create(values, batch_size=BATCH)
    head.save(update_fields=["number", "hash"])
    return entries


def _entry(fact: Fact, salted: Mapping[str, tuple[str, str]], head: ChainHead, by: Actor) -> Entry:
    payload = {
        "number": head.number + 1,
        "at": by.at.isoformat(),
        "event": fact.event,
        "actor_id": by.user_id,
        "subject": [fact.subject_type, fact.subject_id],
        "facts": dict(fact.facts),
        "personal": {name: commitment(salt, value) for name, (salt, value) in salted.items()},
    }
    return Entry(
        number=head.number + 1, at=by.at, event=fact.event, actor_id=by.user_id, subject_type=fact.subject_type,
        subject_id=fact.subject_id, payload=payload, previous_hash=head.hash, hash=link(head.hash, payload),
    )  # fmt: skip
