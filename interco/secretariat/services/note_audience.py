"""Naming the addressees of a note, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.models import Body
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.versions import claim
from interco.organisation.models import Collectivity, Person, Post, Unit
from interco.secretariat.enums import TargetKind
from interco.secretariat.models import NoteTarget, StaffNote
from interco.secretariat.policies.notes import check_can_edit

MOST_LINES = 200
Thing = Unit | Post | Body | Collectivity | Person

_FIELD: dict[type[Thing], tuple[TargetKind, str]] = {
    Unit: (TargetKind.UNIT, "unit"),
    Post: (TargetKind.POST, "post"),
    Body: (TargetKind.BODY, "body"),
    Collectivity: (TargetKind.COMMUNE, "commune"),
    Person: (TargetKind.PERSON, "person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a line names: a thing of the organisation, or all the staff (no thing)."""

    thing: Thing | None = None
    is_exception: bool = False
    with_descendants: bool = True


@transaction.atomic
def name_target(note: StaffNote, named: Named, *, by: Actor) -> NoteTarget:
    """Add a line; the same line twice is one. `Invalid` for all the staff as an exception, and past 200 lines."""
    refresh(note)
    check_can_edit(by, note)
    if named.thing is None and named.is_exception:
        raise Invalid(_("Excepter tous les agents ne laisserait personne."), field="thing")
    kind, field = _FIELD[type(named.thing)] if named.thing is not None else (TargetKind.ALL_STAFF, "")
    facts = {"kind": kind, **({field: named.thing} if field else {})}
    found = note.targets.filter(**facts).first()
    if found is None and note.targets.count() >= MOST_LINES:
        raise Invalid(_("Une note a au plus %s lignes de destinataires.") % MOST_LINES, field="thing")
    row = found or NoteTarget(note=note, **facts)
    row.is_exception, row.with_descendants = named.is_exception, named.with_descendants
    row.save()
    journal.record(
        "note.target_named", by=by, subject=note,
        facts={"kind": kind, "thing": getattr(named.thing, "public_id", ""), "exception": named.is_exception},
    )  # fmt: skip
    return row


@transaction.atomic
def set_targets(note: StaffNote, lines: Sequence[Named], *, version: int | None, by: Actor) -> None:
    """Write all the lines again, in place of those there were."""
    claim(note, version, allowed=partial(check_can_edit, by))
    note.save(update_fields=["version"])
    for row in note.targets.select_related("note"):
        forget_target(row, by=by)
    for each in lines:
        name_target(note, each, by=by)


@transaction.atomic
def forget_target(row: NoteTarget, *, by: Actor) -> None:
    """Take a line off."""
    refresh(row.note)
    check_can_edit(by, row.note)
    journal.record("note.target_removed", by=by, subject=row.note, facts={"kind": row.kind})
    row.delete()
