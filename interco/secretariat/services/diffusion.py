"""Releasing a note: the addressees of the day, each with a row of their own and a letter, in one transaction.

Rows and letters are unique by note and person: the release that a killed worker left half done was undone as a whole,
and done again it writes nobody twice. Ten thousand addressees take two statements.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.models import refresh
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Recipient
from interco.foundation.search.services.index import index
from interco.secretariat.enums import EndsHow, NoteState
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.policies.notes import check_can_sign
from interco.secretariat.queries.audience import Reached, reached_by
from interco.secretariat.services.note_life import advance_note
from interco.secretariat.services.note_mail import letters_of

_REACH = """
INSERT INTO secretariat_addressee (note_id, person_id, unit_id, reached_at, by_mail, noted_by_name, reminders)
VALUES (%s, %s, %s, %s, %s, '', 0)
ON CONFLICT (note_id, person_id) DO NOTHING
"""


@transaction.atomic
def release_note(note: StaffNote, *, by: Actor, held: bool = False) -> StaffNote:
    """Release a signed note to the people its lines reach today; it ends the notes it repeals or replaces."""
    check_can_sign(by)
    if not held:
        refresh(note)
    advance_note(note, to=NoteState.PUBLISHED, by=by, held=True, released_at=by.at)
    reached = reached_by(note, by.today)
    letters = _reach(note, reached, by=by)
    _end_others(note, by=by)
    index(note, by=by)
    journal.record("note.diffused", by=by, subject=note, facts={"addressees": len(reached), "letters": letters})
    return note


def release_due(*, by: Actor) -> int:
    """Release the signed notes whose day has come, each in its own transaction; how many."""
    due = StaffNote.objects.filter(state=NoteState.SIGNED, release_on__lte=by.today).order_by("release_on", "pk")
    return sum(_release_if_due(key, by=by) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _release_if_due(key: int, *, by: Actor) -> bool:
    """Another worker may have released it since."""
    note = StaffNote.objects.select_for_update().filter(pk=key, state=NoteState.SIGNED).first()
    if note is None:
        return False
    release_note(note, by=by, held=True)
    return True


def reach_newcomers(*, by: Actor) -> int:
    """Send the notes in force to those who joined what they address since; how many were reached."""
    return sum(_reach_newcomers_of(note, by=by) for note in StaffNote.objects.in_force_on(by.today).order_by("pk"))


@transaction.atomic
def _reach_newcomers_of(note: StaffNote, *, by: Actor) -> int:
    known = set(Addressee.objects.filter(note=note).values_list("person_id", flat=True))
    fresh = [one for one in reached_by(note, by.today) if one.person_id not in known]
    if not fresh:
        return 0
    letters = _reach(note, fresh, by=by)
    journal.record("note.joined", by=by, subject=note, facts={"addressees": len(fresh), "letters": letters})
    return len(fresh)


def _reach(note: StaffNote, people: Sequence[Reached], *, by: Actor) -> int:
    """Write the rows, then the letters of those who have a mailbox; how many letters."""
    at: Any = connection.ops.adapt_datetimefield_value(by.at)
    rows = [(note.pk, one.person_id, one.unit_id, at, bool(one.email)) for one in people]
    with connection.cursor() as cursor:
        cursor.executemany(_REACH, rows)
    written = letters_of(note, {one.language for one in people})
    return outbox.queue_many(
        ((written[one.language], recipient_of(one)) for one in people if one.email), by=by, reference=note.public_id
    )


def recipient_of(one: Reached) -> Recipient:
    """Somebody as the outbox writes to them."""
    return Recipient(key=f"person:{one.key}", name=one.name, address=one.email)


def _end_others(note: StaffNote, *, by: Actor) -> None:
    to = NoteState.REPLACED if note.ends_how == EndsHow.REPLACES else NoteState.REPEALED
    for old in note.ends.filter(state=NoteState.PUBLISHED):
        advance_note(old, to=to, by=by, ended_on=note.effective_on)
        index(old, by=by)
