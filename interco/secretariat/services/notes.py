"""Writing a note: its text, its files, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.documents.services.uploads import keep_upload
from interco.organisation.models import Person, Post, PostVersion, Unit
from interco.secretariat.enums import EndsHow, NoteState
from interco.secretariat.models import NoteFile, StaffNote
from interco.secretariat.policies.notes import check_can_edit, check_can_withdraw, check_can_write, visible_to
from interco.secretariat.services.note_life import advance_note

MOST_FILES = 10
MOST_ENDED = 20
LONGEST_DELAY = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteContent:
    """What is written of a note. Days: `effective_on` the first it applies, `expires_on` the first it no longer does."""

    title: str
    unit: Unit
    signatory_post: Post
    text: str = ""
    signature_mention: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    ends: Sequence[StaffNote] = ()
    ends_how: str = EndsHow.REPEALS
    asks_acknowledgement: bool = True
    escalate_after_days: int | None = None


_FIELDS = (
    "title", "text", "unit", "signatory_post", "signature_mention", "effective_on", "expires_on", "ends_how",
    "asks_acknowledgement", "escalate_after_days",
)  # fmt: skip


@transaction.atomic
def write_note(content: NoteContent, *, by: Actor) -> StaffNote:
    """Begin a note: a draft that only its author and the head of its service see."""
    check_can_write(by, content.unit)
    author = Person.objects.get(pk=by.person_id or 0)
    note = StaffNote(author=author, created_at=by.at, **_checked(content, by))
    note.save()
    note.ends.set(content.ends)
    journal.record("note.written", by=by, subject=note, facts={"unit": content.unit.public_id})
    return note


@transaction.atomic
def edit_note(note: StaffNote, content: NoteContent, *, version: int | None, by: Actor) -> StaffNote:
    """Write a note again before it is sent, or raise `Conflict` with both texts."""
    claim(note, version, shown=("title", "text"), allowed=lambda row: check_can_edit(by, row))
    if content.unit.pk != note.unit_id:
        check_can_write(by, content.unit)
    checked = _checked(content, by, note)
    changed = [name for name, value in checked.items() if getattr(note, name) != value]
    for name, value in checked.items():
        setattr(note, name, value)
    note.save(update_fields=[*_FIELDS, "version"])
    note.ends.set(content.ends)
    journal.record("note.edited", by=by, subject=note, facts={"changed": changed})
    return note


def _checked(content: NoteContent, by: Actor, note: StaffNote | None = None) -> dict[str, object]:
    """The fields as they are kept, or `Invalid`."""
    if content.effective_on and content.expires_on and content.expires_on <= content.effective_on:
        raise Invalid(_("La note expirerait avant de prendre effet."), field="expires_on")
    days = content.escalate_after_days if content.asks_acknowledgement else None
    if days is not None and not 1 <= days <= LONGEST_DELAY:
        raise Invalid(_("Le délai va de 1 à %s jours.") % LONGEST_DELAY, field="escalate_after_days")
    leading = PostVersion.objects.effective_on(by.today).filter(leads_unit=True, unit__collectivity__is_home=True)
    kept = note is not None and note.signatory_post_id == content.signatory_post.pk
    if not kept and not leading.filter(post=content.signatory_post).exists():
        raise Invalid(
            _("Le signataire dirige un service de l’intercommunalité : choisissez-en un autre."), field="signatory"
        )
    ended = {one.pk for one in content.ends}
    if len(ended) > MOST_ENDED or (note is not None and note.pk in ended):
        raise Invalid(_("Choisissez d’autres notes à abroger ou à remplacer."), field="ends")
    if ended and visible_to(by).filter(pk__in=ended, state=NoteState.PUBLISHED).count() != len(ended):
        raise Invalid(_("Seule une note diffusée et en vigueur peut être abrogée ou remplacée."), field="ends")
    return {
        "title": one_line(content.title, field="title", required=True), "text": many_lines(content.text, field="text"),
        "unit": content.unit, "signatory_post": content.signatory_post,
        "signature_mention": one_line(content.signature_mention, field="signature_mention"),
        "effective_on": content.effective_on, "expires_on": content.expires_on,
        "ends_how": content.ends_how if ended else "", "asks_acknowledgement": content.asks_acknowledgement,
        "escalate_after_days": days,
    }  # fmt: skip


@transaction.atomic
def attach_to_note(note: StaffNote, *, name: str, content: bytes, by: Actor) -> NoteFile:
    """Join a file to a note, or `Invalid` with a sentence when the file is not one we keep."""
    refresh(note)
    check_can_edit(by, note)
    if note.files.count() >= MOST_FILES:
        raise Invalid(_("Une note garde au plus %s pièces.") % MOST_FILES, field="file")
    stored, safe_name = keep_upload(name, content, at=by.at)
    row = NoteFile.objects.create(note=note, file=stored, name=safe_name, added_at=by.at)
    journal.record("note.file_joined", by=by, subject=note, facts={"name": safe_name, "digest": stored.digest})
    return row


@transaction.atomic
def detach_from_note(row: NoteFile, *, by: Actor) -> None:
    """Take a file off its note; its content stays in the store."""
    refresh(row.note)
    check_can_edit(by, row.note)
    journal.record("note.file_removed", by=by, subject=row.note, facts={"name": row.name})
    row.delete()


@transaction.atomic
def withdraw_note(note: StaffNote, *, reason: str, by: Actor) -> StaffNote:
    """Take a note back before its release. A number already given stays hers: the register tells it was withdrawn."""
    refresh(note)
    check_can_withdraw(by, note)
    return advance_note(note, to=NoteState.WITHDRAWN, reason=reason, by=by, held=True)
