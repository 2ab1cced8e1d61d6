"""The two chains of a history written in bulk: the journal and the register of decisions, link after link.

The rules are the application's own (`audit.rules.chain`, `committees.rules.seal`); only the rows are written together.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from interco.committees.enums import DecisionState
from interco.committees.models import Counter, Decision, SealedPersonalValue
from interco.committees.rules.seal import Personal, seal
from interco.committees.services.register import REGISTER
from interco.foundation.audit.models import Entry, PersonalValue
from interco.foundation.audit.rules.chain import commitment, link
from interco.foundation.audit.services.chain import lock_head

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Voice:
    """Who acts in the journal: the account and the name."""

    user_id: int | None
    name: str


class Ledger:
    """Facts noted in any order, sealed decisions in their order; written at the end."""

    def __init__(self) -> None:
        self._noted: list[tuple[datetime, int, str, Voice, str, str, Mapping[str, Any]]] = []
        self._counters: dict[str, int] = {}
        self._chance = random.Random(11)  # noqa: S311 - a reproducible data set, no secret
        self._register = lock_head(REGISTER)

    def number(self, series: str) -> int:
        """The next number of a series."""
        self._counters[series] = self._counters.get(series, 0) + 1
        return self._counters[series]

    def note(self, event: str, subject: models.Model, *, at: datetime, by: Voice, **facts: Any) -> None:
        """An entry of the journal about a row that has a public identifier."""
        key = str(getattr(subject, "public_id"))  # noqa: B009 - every subject is Identified
        self._noted.append((at, len(self._noted), event, by, subject._meta.label_lower, key, facts))

    def seal(
        self, decision: Decision, facts: Mapping[str, Any], said: Mapping[str, str], *, at: datetime, by: Voice
    ) -> list[SealedPersonalValue]:
        """Give a decision the next place of the register; returns what is kept beside it."""
        personal = {name: Personal(self._salt(), value) for name, value in said.items()}
        entry = seal(self._register.number + 1, self._register.hash, facts, personal)
        self._register.number, self._register.hash = entry.number, entry.hash
        decision.state, decision.payload, decision.chain_number = (
            DecisionState.SEALED,
            dict(entry.payload),
            entry.number,
        )
        decision.previous_hash, decision.hash = entry.previous_hash, entry.hash
        decision.sealed_at, decision.sealed_by_name = at, by.name
        self.note("decision.sealed", decision, at=at, by=by, reference=decision.reference, hash=decision.hash)
        return [
            SealedPersonalValue(decision=decision, field=name, salt=kept.salt, value=kept.value)
            for name, kept in personal.items()
        ]

    def write(self) -> None:
        """The journal in the order of its facts, then the heads of both chains and the counters."""
        head = lock_head("journal")
        entries, kept = [], []
        for at, _rank, event, by, label, key, facts in sorted(self._noted, key=lambda noted: noted[:2]):
            salt, head.number = self._salt(), head.number + 1
            payload = {
                "number": head.number, "at": at.isoformat(), "event": event, "actor_id": by.user_id,
                "subject": [label, key], "facts": dict(facts), "personal": {"actor": commitment(salt, by.name)},
            }  # fmt: skip
            entry = Entry(
                number=head.number, at=at, event=event, actor_id=by.user_id, subject_type=label, subject_id=key,
                payload=payload, previous_hash=head.hash, hash=link(head.hash, payload),
            )  # fmt: skip
            head.hash = entry.hash
            entries.append(entry)
            kept.append(PersonalValue(entry=entry, field="actor", salt=salt, value=by.name))
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        PersonalValue.objects.bulk_create(kept, batch_size=BATCH)
        head.save()
        self._register.save()
        for series, last in self._counters.items():
            Counter.objects.update_or_create(series=series, defaults={"last": last})

    def _salt(self) -> str:
        return f"{self._chance.getrandbits(64):016x}"
