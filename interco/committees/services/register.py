"""The register of decisions: replacing a decision by a later one, and verifying the chain."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import DecisionState
from interco.committees.models import Decision
from interco.committees.policies.closing import check_can_replace
from interco.committees.rules.seal import Anchor, Fault, FaultKind, Personal, SealedEntry, faults
from interco.foundation.audit.models import ChainHead
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh

REGISTER = "decisions"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found: how many decisions, the head of the chain, what is wrong."""

    count: int
    head: str
    faults: tuple[Fault, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@transaction.atomic
def replace_decision(former: Decision, *, new: Decision, by: Actor) -> Decision:
    """Record that a later sealed decision of the same body replaces this one; its text and its seal do not change."""
    refresh(former)
    check_can_replace(by, former)
    if new.pk == former.pk or new.body_id != former.body_id or new.state != DecisionState.SEALED:
        raise Invalid(_("Choisissez une autre décision scellée de la même instance."), field="new")
    if (new.chain_number or 0) < (former.chain_number or 0):
        raise Invalid(_("Une décision n’est remplacée que par une décision plus récente."), field="new")
    if Decision.objects.filter(replaced_by=new).exists():
        raise Invalid(_("Cette décision en remplace déjà une autre."), field="new")
    former.state, former.replaced_by = DecisionState.REPLACED, new
    former.version += 1
    former.save(update_fields=["state", "replaced_by", "version"])
    journal.record(
        "decision.replaced", by=by, subject=former, facts={"reference": former.reference, "by": new.reference}
    )
    return former


def sealed_entries() -> list[SealedEntry]:
    """The register as a chain, with the personal values kept beside it."""
    rows = Decision.objects.exclude(hash="").prefetch_related("personal_values").order_by("chain_number")
    return [
        SealedEntry(
            row.chain_number or 0, row.payload, row.previous_hash, row.hash,
            {kept.field: Personal(kept.salt, kept.value) for kept in row.personal_values.all()},
        )
        for row in rows
    ]  # fmt: skip


def verify_register(anchors: Sequence[Anchor] = ()) -> Verification:
    """Verify every link, the head kept beside the chain, the columns shown against the payload sealed, and the anchors."""
    entries = sealed_entries()
    head = ChainHead.objects.filter(name=REGISTER).first()
    known = [Anchor(head.number, head.hash)] if head and head.number else []
    found = faults(entries, [*known, *anchors]) + _copies_that_differ()
    return Verification(count=len(entries), head=entries[-1].hash if entries else "", faults=tuple(found))


def _copies_that_differ() -> list[Fault]:
    """Decisions whose readable columns no longer say what their payload sealed."""
    found = []
    for row in Decision.objects.exclude(hash="").select_related("body", "item", "meeting"):
        shown = {
            "reference": row.reference, "public_id": row.public_id, "body": row.body.code, "meeting": row.meeting.number,
            "title": row.title, "text": row.text, "outcome": row.outcome, "reason": row.reason,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "review_on": row.review_on.isoformat() if row.review_on else None,
        }  # fmt: skip
        if any(row.payload.get(name) != value for name, value in shown.items()):
            found.append(Fault(row.chain_number or 0, FaultKind.UNSEALED_COPY))
    return found
