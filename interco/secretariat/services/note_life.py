"""The one place where a note changes state: checks that the step exists, tells it in its thread and in the journal."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.states import step
from interco.foundation.core.texts import many_lines
from interco.secretariat.enums import NOTE_TRANSITIONS, NoteState
from interco.secretariat.models import NoteEvent, StaffNote

REASON_LIMIT = 1000
#: Steps that must say why.
NEEDS_REASON = frozenset({NoteState.RETURNED})


@transaction.atomic
def advance_note(
    note: StaffNote, *, to: NoteState, by: Actor, reason: str = "", held: bool = False, **also: Any,
) -> StaffNote:  # fmt: skip
    """Move a note to a state with the other fields this step writes, or raise `Invalid` and change nothing.

    The row is read again under a lock first, unless the caller has just `held` it.
    """
    if not held:
        refresh(note)
    said = many_lines(reason, field="reason", limit=REASON_LIMIT)
    if to in NEEDS_REASON and not said:
        raise Invalid(_("Dites pourquoi en une phrase : l’auteur reçoit ce motif."), field="reason")
    origin = step(note, to, NOTE_TRANSITIONS)
    for name, value in also.items():
        setattr(note, name, value)
    note.version += 1
    note.save(update_fields=["state", "version", *also])
    NoteEvent.objects.create(note=note, at=by.at, actor_name=by.name, from_state=origin, to_state=to, reason=said)
    journal.record(
        f"note.{to}", by=by, subject=note, facts={"from": origin, "to": to, "reference": note.reference}
    )  # fmt: skip
    return note
