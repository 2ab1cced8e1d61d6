"""What a note says by mail to its addressees, in their language; the note itself stays in French."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.documents.rules.blocks import blocks_of, plain
from interco.foundation.notifications.services.outbox import Letter
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.secretariat.models import StaffNote


def letters_of(note: StaffNote, languages: Iterable[str]) -> dict[str, Letter]:
    """The letter of the release, by language: the note in full, its document and its files."""
    attachments = attachments_of(note)
    found = {}
    for each in languages:
        with override(each):
            found[each] = _letter("note.released", note, _opening(note), attachments, in_full=True)
    return found


def reminders_of(note: StaffNote, languages: Iterable[str]) -> dict[str, Letter]:
    """The letter of a reminder, by language."""
    found = {}
    for each in languages:
        with override(each):
            told = _("La note de service %(reference)s, « %(title)s », attend encore votre prise de connaissance.") % {
                "reference": note.reference, "title": note.title,
            }  # fmt: skip
            found[each] = _letter("note.reminder", note, told, ())
    return found


def attachments_of(note: StaffNote) -> tuple[dict[str, str], ...]:
    """The signed document, then the files joined to it."""
    files = [{"name": row.name, "digest": row.file.digest, "type": row.file.media_type}
             for row in note.files.select_related("file")]  # fmt: skip
    if note.document is None:
        return tuple(files)
    own = {"name": f"{note.reference}.pdf", "digest": note.document.digest, "type": note.document.media_type}
    return (own, *files)


def _opening(note: StaffNote) -> str:
    words = {"reference": note.reference, "title": note.title}
    if note.effective_on is None:
        return _("Vous recevez la note de service %(reference)s, « %(title)s ».") % words
    words["day"] = dates.day(note.effective_on, language()).striptags()
    return _("Vous recevez la note de service %(reference)s, « %(title)s ». Elle prend effet le %(day)s.") % words


def _letter(
    kind: str, note: StaffNote, told: str, attachments: tuple[dict[str, str], ...], *, in_full: bool = False,
) -> Letter:  # fmt: skip
    parts = [_("Bonjour,"), told]
    if in_full:
        parts.append(plain(blocks_of(note.text)))
    if note.asks_acknowledgement:
        parts.append(_("Merci d’attester que vous en avez pris connaissance, par le bouton de sa page :"))
    parts.append(settings.PUBLIC_URL + reverse("note", args=[note.public_id]))
    parts.append(f"{note.signed_by_name}\n{note.signed_by_title}".strip())
    title = _("Note de service %(reference)s : %(title)s") if in_full else _("Rappel : note %(reference)s, %(title)s")
    return Letter(
        kind=kind, title=title % {"reference": note.reference, "title": note.title}, text="\n\n".join(parts) + "\n",
        subject_key=f"note:{note.public_id}", attachments=attachments,
    )  # fmt: skip
