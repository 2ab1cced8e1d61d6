"""Applying an import: the plan that was shown, whole or not at all, in one transaction."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.search.services.index import index
from interco.organisation.enums import ImportState
from interco.organisation.models import ImportedRow, OrganisationImport, UnitVersion
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.queries.stores import by_key
from interco.organisation.rules.exchange.draft import Step
from interco.organisation.rules.exchange.plan import Plan
from interco.organisation.services.exchange.deposit import draft_of, plan_of
from interco.organisation.services.exchange.journalling import facts_of, plain
from interco.organisation.services.exchange.lifecycle import advance_import
from interco.organisation.services.exchange.prints import prints_of
from interco.organisation.services.exchange.progress import Progress, counted, silent
from interco.organisation.services.exchange.writing import (
    BATCH,
    Keys,
    lock_organisation,
    touched,
    write_steps,
)

_INDEXED_AT_ONCE = 500


@transaction.atomic
def apply_import(
    row: OrganisationImport, *, digest: str, by: Actor, state: ImportState = ImportState.DRAFT, progress: Progress = silent,
) -> OrganisationImport:  # fmt: skip
    """Write the plan that `digest` names; `Conflict` when the organisation or the columns moved since it was shown.

    `state` is where the import must stand: a draft, or in the hands of the worker.
    """
    check_can_write(by)
    lock_organisation()
    locked = draft_of(row, state)
    progress("read", 0, locked.size)
    plan = plan_of(locked)
    if plan.faults:
        raise Invalid(_("Ce tableau contient encore des erreurs : rien n’a été importé."))
    if plan.digest != digest:
        raise Conflict(_("L’organisation a changé depuis l’aperçu : relisez-le avant d’importer."))
    if plan.is_empty:
        raise Invalid(_("Ce tableau ne change rien : l’organisation dit déjà la même chose."))
    keys = write_steps(plan.steps, at=by.at, progress=progress)
    _remember(locked, plan, keys, progress)
    advance_import(locked, to=ImportState.APPLIED)
    locked.applied_at, locked.content, locked.digest, locked.trouble = by.at, None, digest, {}
    locked.counts = {store: dict(counts) for store, counts in plan.counts().items()}
    locked.save()
    told = counted(facts_of(plan.steps, keys, import_id=locked.public_id), "journal", len(plan.steps), progress)
    journal.record_many(told, by=by)
    facts = {"digest": digest, "counts": locked.counts}
    journal.record("organisation.imported", by=by, subject=locked, facts=facts)
    refresh_index(people_of(plan.steps, keys), units_of(plan.steps, keys), by=by, progress=progress)
    return locked


def _remember(row: OrganisationImport, plan: Plan, keys: Keys, progress: Progress) -> None:
    """What the undoing needs: the rows, what they were, the print of what they are now."""
    acting = [step for step in plan.steps if step.action != "unchanged"]
    rows: list[ImportedRow] = []
    for store in {step.store: None for step in acting}:
        own = {keys[store, step.handle]: step for step in acting if step.store == store}
        left = prints_of(store, own)
        rows += [
            ImportedRow(
                made_by=row, store=store, row_id=key, left=left[key],
                before=None if step.action == "created" else {name: plain(value) for name, value in step.before.items()},
            )
            for key, step in own.items()
        ]  # fmt: skip
        progress("remember", len(rows), len(acting))
    ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


def people_of(steps: Iterable[Step], keys: Keys) -> set[int]:
    """The people whose place in the search may have changed."""
    moved = {
        keys.get(("person", handle), handle)
        for step in steps
        if step.store == "assignment"
        and step.action != "unchanged"
        and isinstance(handle := step.values.get("person_id"), int)
    }
    return moved | set(touched(steps, keys, "person"))


def units_of(steps: Iterable[Step], keys: Keys) -> set[int]:
    """The units whose place in the search may have changed."""
    versions = touched(steps, keys, "unit_version")
    return {row.unit_id for row in by_key("unit_version", versions) if isinstance(row, UnitVersion)}


def refresh_index(people: Collection[int], units: Collection[int], *, by: Actor, progress: Progress = silent) -> None:
    """Make people and units findable as they are now."""
    done, total = 0, len(people) + len(units)
    for store, keys in (("person", sorted(people)), ("unit", sorted(units))):
        for start in range(0, len(keys), _INDEXED_AT_ONCE):
            index(*by_key(store, keys[start : start + _INDEXED_AT_ONCE]), by=by)
            done += len(keys[start : start + _INDEXED_AT_ONCE])
            progress("index", done, total)
