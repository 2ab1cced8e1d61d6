"""Taking an import back, within 24 hours: whole, or not at all when a row was changed or serves elsewhere since.

What it created is removed, what it changed is given back its former values. The journal keeps both the import and its
undoing: nothing is ever taken out of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.audit.services.journal import Fact
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.search.services.index import index
from interco.organisation.enums import ImportState
from interco.organisation.models import ImportedRow, OrganisationImport
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.queries.import_blockers import Blocker, names_of_rows, references_to
from interco.organisation.queries.stores import CHUNK, MODELS, by_key, objects, snapshot, values_by_key
from interco.organisation.rules.exchange.checks import check
from interco.organisation.rules.exchange.draft import Draft
from interco.organisation.rules.exchange.lines import Line
from interco.organisation.rules.exchange.snapshot import FIELDS, IDENTIFIED
from interco.organisation.services.exchange.lifecycle import advance_import
from interco.organisation.services.exchange.prints import prints_of
from interco.organisation.services.exchange.progress import Progress, counted, silent
from interco.organisation.services.exchange.sentences import sentence_of
from interco.organisation.services.exchange.writing import lock_organisation, set_values, update

UNDONE_WITHIN = timedelta(hours=24)
#: Things others refer to: they go last, after what they held is given back.
_HOLDERS = ("person", "post", "unit", "collectivity")
_INDEXED_AT_ONCE = 500


@dataclass(frozen=True)
class Undoing:
    """The rows of an import by store: what it created, what it changed and its former values."""

    created: dict[str, set[int]]
    changed: dict[str, dict[int, dict[str, object]]]


def may_be_undone(row: OrganisationImport, at: datetime) -> bool:
    """Whether the time to take it back is not over."""
    return row.state == ImportState.APPLIED and row.applied_at is not None and at < row.applied_at + UNDONE_WITHIN


def blockers_of(row: OrganisationImport, progress: Progress = silent) -> list[Blocker]:
    """The rows of an import that were changed or are referred to since."""
    done = 0
    rows = list(ImportedRow.objects.filter(made_by=row).order_by("pk"))
    found: list[Blocker] = []
    undoing = _undoing(rows)
    own_rows = {store: {each.row_id for each in rows if each.store == store} for store in FIELDS}
    for store in FIELDS:
        own = {each.row_id: each.left for each in rows if each.store == store}
        now = prints_of(store, own)
        moved = [key for key, left in own.items() if now.get(key) != left]
        found += names_of_rows(store, moved, "changed")
        found += references_to(store, undoing.created.get(store, set()), own_rows)
        done += len(own)
        progress("check", done, len(rows))
    return found


@transaction.atomic
def undo_import(
    row: OrganisationImport, *, by: Actor, state: ImportState = ImportState.APPLIED, progress: Progress = silent
) -> OrganisationImport:
    """Take an import back; `Conflict` when it is too late, `Invalid` when something forbids it. Nothing changes then.

    `state` is where the import must stand: applied, or in the hands of the worker, which was asked in time.
    """
    check_can_write(by)
    lock_organisation()
    locked = OrganisationImport.objects.select_for_update().get(pk=row.pk)
    if not (may_be_undone(locked, by.at) if state == ImportState.APPLIED else locked.state == state):
        raise Conflict(_("Cet import ne s’annule plus : 24 heures sont passées, ou il est déjà annulé."))
    if blockers_of(locked, progress):
        raise Invalid(_("Des lignes de cet import ont changé ou servent ailleurs depuis : rien n’a été annulé."))
    undoing = _undoing(list(ImportedRow.objects.filter(made_by=locked)))
    facts = list(_facts(undoing, locked))
    gone = [list(by_key(store, undoing.created.get(store, set()))) for store in ("person", "unit")]
    _check(undoing)
    _take_back(undoing, progress)
    ImportedRow.objects.filter(made_by=locked).delete()
    advance_import(locked, to=ImportState.UNDONE)
    locked.undone_at, locked.trouble = by.at, {}
    locked.save()
    journal.record_many(counted(facts, "journal", len(facts), progress), by=by)
    journal.record("organisation.import_undone", by=by, subject=locked, facts={"counts": locked.counts})
    unlisted, total = 0, sum(map(len, gone))
    for rows in gone:
        for start in range(0, len(rows), _INDEXED_AT_ONCE):
            index(*rows[start : start + _INDEXED_AT_ONCE], by=by)
            unlisted += len(rows[start : start + _INDEXED_AT_ONCE])
            progress("index", unlisted, total)
    return locked


def _undoing(rows: Iterable[ImportedRow]) -> Undoing:
    created: dict[str, set[int]] = {}
    changed: dict[str, dict[int, dict[str, object]]] = {}
    for row in rows:
        if row.before is None:
            created.setdefault(row.store, set()).add(row.row_id)
        else:
            changed.setdefault(row.store, {})[row.row_id] = row.before
    return Undoing(created, changed)


def _take_back(undoing: Undoing, progress: Progress) -> None:
    done, total = 0, sum(map(len, undoing.created.values())) + sum(map(len, undoing.changed.values()))

    def remove(store: str) -> None:
        nonlocal done
        _delete(store, undoing.created.get(store, set()))
        done += len(undoing.created.get(store, set()))
        progress("take_back", done, total)

    backwards = list(reversed(FIELDS))
    for store in backwards:
        if store not in _HOLDERS:
            remove(store)
    for store, rows in undoing.changed.items():
        groups: dict[tuple[str, ...], list[object]] = {}
        for row in by_key(store, rows):
            before = rows[row.pk]
            set_values(row, _former(store, before))
            groups.setdefault(tuple(sorted(before)), []).append(row)
        update(store, groups)
    for store in _HOLDERS:
        remove(store)


def _delete(store: str, keys: set[int]) -> None:
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        objects(store).filter(pk__in=ordered[start : start + CHUNK]).delete()


def _check(undoing: Undoing) -> None:
    """`Invalid` when what was made since leans on what the import had changed: read before anything is written."""
    standing = snapshot()
    known = check(_told_everywhere(Draft(standing)))
    draft = Draft(standing)
    for store, keys in undoing.created.items():
        for key in keys:
            draft.rows[store].pop(key, None)
    for store, rows in undoing.changed.items():
        for key, before in rows.items():
            draft.rows[store][key] = {**draft.rows[store][key], **_former(store, before)}
    faults = [fault for fault in check(_told_everywhere(draft)) if fault not in known]
    if faults:
        raise Invalid(" ".join(dict.fromkeys(sentence_of(fault) for fault in faults[:4])))


def _told_everywhere(draft: Draft) -> Draft:
    """A draft whose every row has a line, so that all its faults are told."""
    for store, rows in draft.rows.items():
        for handle in rows:
            draft.lines[store, handle] = Line(store, 0, handle, {}, {})
    return draft


def _former(store: str, before: Mapping[str, object]) -> dict[str, Any]:
    return {name: MODELS[store]._meta.get_field(name).to_python(value) for name, value in before.items()}  # type: ignore[union-attr]  # names of the snapshot are those of columns


def _facts(undoing: Undoing, row: OrganisationImport) -> Iterable[Fact]:
    """One entry for each thing removed or given back, written after the effect and before the end."""
    for store in FIELDS:
        if store not in IDENTIFIED:
            continue
        removed, restored = undoing.created.get(store, set()), set(undoing.changed.get(store, {}))
        label = MODELS[store]._meta.label_lower
        for pk, public_id in values_by_key(store, removed | restored, "public_id"):
            verb = "removed" if pk in removed else "restored"
            yield Fact(f"{store}.{verb}", label, public_id, {"import": row.public_id})
