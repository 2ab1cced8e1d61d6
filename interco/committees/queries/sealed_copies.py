"""What people read of a sealed decision, against what was sealed; and the register against the journal, its witness."""

from datetime import UTC, datetime
from typing import Any

from interco.committees.enums import DecisionState
from interco.committees.models import Decision
from interco.committees.rules.seal import Fault, FaultKind
from interco.foundation.audit.models import Entry


def copies_that_differ() -> list[Fault]:
    """Decisions whose readable columns no longer say what their payload sealed."""
    rows = Decision.objects.exclude(hash="").select_related("body", "item", "meeting", "round", "owner_post")
    rows = rows.prefetch_related("personal_values")
    return [Fault(row.chain_number or 0, FaultKind.UNSEALED_COPY) for row in rows if not _says_what_was_sealed(row)]


def _says_what_was_sealed(row: Decision) -> bool:
    payload: Any = row.payload
    if not isinstance(payload, dict) or not isinstance(payload.get("decided_at"), str):
        return False
    shown = _shown(row)
    # decisions sealed before a fact entered the seal do not hold it
    if any(payload[name] != value for name, value in shown.items() if name in payload):
        return False
    if not {"reference", "public_id", "text", "outcome"} <= set(payload):
        return False
    signed = {kept.value for kept in row.personal_values.all() if kept.field == "sealed_by"}
    return (
        row.reference == f"{row.body.code}-{row.year}-{row.number or 0:03d}"
        and row.decided_at == datetime.fromisoformat(payload["decided_at"])
        and (signed <= {None} or row.sealed_by_name in signed)
        and row.state == (DecisionState.SEALED if row.replaced_by_id is None else DecisionState.REPLACED)
    )


def _shown(row: Decision) -> dict[str, Any]:
    return {
        "reference": row.reference, "public_id": row.public_id, "body": row.body.code, "meeting": row.meeting.number,
        "item": row.item.reference, "title": row.title, "text": row.text, "outcome": row.outcome, "reason": row.reason,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "review_on": row.review_on.isoformat() if row.review_on else None,
        "round": row.round.public_id if row.round else None,
        "owner_post": row.owner_post.public_id if row.owner_post else None,
        "sealed_at": row.sealed_at.astimezone(UTC).isoformat() if row.sealed_at else None,
    }  # fmt: skip


def unwitnessed() -> list[Fault]:
    """Decisions the journal saw sealed or replaced otherwise than they stand; those it saw and that are no more."""
    rows = Decision.objects.exclude(hash="").select_related("replaced_by")
    sealed = {row.public_id: (row.reference, row.hash) for row in rows}
    replaced = {row.public_id: (row.reference, row.replaced_by.reference) for row in rows if row.replaced_by}
    found = _apart(sealed, _told("decision.sealed", "reference", "hash"))
    found |= _apart(replaced, _told("decision.replaced", "reference", "by"))
    places = {row.public_id: row.chain_number or 0 for row in rows}
    return [Fault(place, FaultKind.UNWITNESSED) for place in sorted(places.get(key, 0) for key in found)]


def _told(event: str, *names: str) -> dict[str, tuple[str, ...]]:
    """What the journal tells of an event, by the public identifier of its decision."""
    rows = Entry.objects.filter(event=event).order_by("number").values_list("subject_id", "payload")
    told = {}
    for key, payload in rows:
        facts: Any = payload.get("facts") if isinstance(payload, dict) else None
        told[key] = tuple(str(facts.get(name, "")) for name in names) if isinstance(facts, dict) else ()
    return told


def _apart(standing: dict[str, tuple[str, str]], told: dict[str, tuple[str, ...]]) -> set[str]:
    """The decisions of which the two do not say the same."""
    return {key for key in {*standing, *told} if standing.get(key) != told.get(key)}
