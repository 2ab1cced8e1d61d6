"""The register of decisions: replacing a decision by a later one, and verifying the chain."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import DecisionState
from interco.committees.models import Decision
from interco.committees.policies.closing import check_can_replace
from interco.committees.queries.sealed_copies import copies_that_differ, unwitnessed
from interco.committees.rules.seal import Anchor, Fault, FaultKind, Personal, SealedEntry, faults
from interco.committees.services.lifecycle import advance_decision
from interco.foundation.audit.queries.verification import Verification, kept_head
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh

REGISTER = "decisions"


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
    advance_decision(former, to=DecisionState.REPLACED)
    former.replaced_by = new
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
    """Verify every link, the head kept beside the chain, what is read against what was sealed, and the anchors."""
    try:
        entries = sealed_entries()
    except ValueError:  # a payload that is no JSON any more
        return Verification(0, "", (Fault(0, FaultKind.ALTERED),))
    last = max(entries, key=lambda entry: entry.number, default=None)
    found = [*faults(entries, anchors), *kept_head(REGISTER, last), *copies_that_differ(), *unwitnessed()]
    return Verification(count=len(entries), head=last.hash if last else "", faults=tuple(found))


def anchors_of_the_journal() -> list[Anchor]:
    """The ends of the journal that the register sealed, one with each decision."""
    payloads = Decision.objects.exclude(hash="").values_list("payload", flat=True)
    kept = [payload.get("journal") for payload in payloads if isinstance(payload, dict)]
    return [Anchor(one["number"], one["hash"]) for one in kept if one and one["number"]]
