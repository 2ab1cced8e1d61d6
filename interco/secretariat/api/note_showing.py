"""Notes put into the words of the API."""

from typing import Any

from django.db.models import QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.schemas import Named
from interco.secretariat.api.note_schemas import EndorsementShown, NoteShown, TargetShown
from interco.secretariat.enums import EndorsementState, NoteState, TargetKind
from interco.secretariat.models import StaffNote
from interco.secretariat.queries.note_words import ToldTarget
from interco.secretariat.queries.notes import NoteLine, note_page

_THINGS = ("unit", "post", "body", "commune", "person")


def brief_of(line: NoteLine) -> dict[str, Any]:
    """The fields of a note in a list; the rows come from `register_of`."""
    row: Any = line.note
    return {
        **_common(row, Named(key=line.unit.key, name=line.unit.name) if line.unit else None),
        "is_addressee": row.is_mine, "acknowledged_at": row.read_at,
    }  # fmt: skip


def shown_of(note: StaffNote, readable: QuerySet[StaffNote], actor: Actor) -> NoteShown:
    """One note, whole."""
    page = note_page(note, readable, actor)
    signatory = page.signatory
    return NoteShown(
        **_common(note, Named(key=page.unit.key, name=page.unit.name) if page.unit else None),
        is_addressee=page.mine is not None, acknowledged_at=page.mine.acknowledged_at if page.mine else None,
        text=note.text, signatory=Named(key=note.signatory_post.public_id, name=signatory.shown if signatory else ""),
        signature_mention=note.signature_mention, signed_at=note.signed_at, signed_by=note.signed_by_name,
        escalate_after_days=note.escalate_after_days,
        ends=[Named(key=old.public_id, name=old.said) for old in page.ends], ends_how=note.ends_how,
        targets=[target_shown(one) for one in page.targets],
        endorsements=[
            EndorsementShown(
                post=visa.row.post.public_id, name=visa.holder.shown if visa.holder else "",
                state=EndorsementState(visa.row.state), due_on=visa.row.due_on, decided_at=visa.row.decided_at,
                reason=visa.row.reason,
            )
            for visa in page.visas
        ],
        files=[Named(key=row.public_id, name=row.name) for row in page.files], version=note.version,
    )  # fmt: skip


def target_shown(told: ToldTarget) -> TargetShown:
    """A line of the addressees."""
    row = told.row
    named = next((getattr(row, name) for name in _THINGS if getattr(row, f"{name}_id")), None)
    return TargetShown(
        kind=TargetKind(row.kind), key=named.public_id if named else "", words=told.words,
        with_descendants=row.with_descendants, is_exception=row.is_exception,
    )  # fmt: skip


def _common(note: StaffNote, unit: Named | None) -> dict[str, Any]:
    return {
        "key": note.public_id, "reference": note.reference, "title": note.title, "state": NoteState(note.state), "unit": unit,
        "effective_on": note.effective_on, "expires_on": note.expires_on, "release_on": note.release_on,
        "asks_acknowledgement": note.asks_acknowledgement,
    }  # fmt: skip
