"""The letters of the notes to those who make them: a visa asked, a note come back, a note to sign."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.queries.holders import Holder, holders_on
from interco.organisation.queries.languages import language_of
from interco.secretariat.models import Endorsement, StaffNote


def ask_endorsement(note: StaffNote, asked: Endorsement, *, by: Actor) -> None:
    """Tell whoever holds the post that a visa waits."""
    holder = holders_on([asked.post_id], by.today).get(asked.post_id)
    if holder is None or not holder.email:
        return
    with override(language_of(holder.person_key)):
        due = dates.day(asked.due_on, language()).striptags() if asked.due_on else ""
        told = _("Votre visa est demandé sur la note « %(title)s », pour le %(due)s.") % {
            "title": note.title, "due": due
        }  # fmt: skip
        letter = _letter("note.endorsement_asked", _("Votre visa est demandé : %s") % note.title, told, note, by)
    _queue(letter, holder, note, by=by)


def ask_signature(note: StaffNote, *, by: Actor) -> None:
    """Tell the signatory that the circuit is over."""
    holder = holders_on([note.signatory_post_id], by.today).get(note.signatory_post_id)
    if holder is None or not holder.email:
        return
    with override(language_of(holder.person_key)):
        told = _("La note « %s » a reçu ses visas : elle attend votre signature.") % note.title
        letter = _letter("note.to_sign", _("Note à signer : %s") % note.title, told, note, by)
    _queue(letter, holder, note, by=by)


def tell_author(note: StaffNote, *, reason: str, by: Actor) -> None:
    """Tell the author that the note comes back, and why."""
    author = note.author
    if not author.email:
        return
    with override(language_of(author.public_id)):
        told = _("Votre note « %(title)s » vous revient. Motif : %(reason)s") % {"title": note.title, "reason": reason}
        letter = _letter("note.returned", _("Note revenue : %s") % note.title, told, note, by)
    holder = Holder(post_id=0, title="", person_key=author.public_id, name=author.full_name, email=author.email)
    _queue(letter, holder, note, by=by)


def _letter(kind: str, title: str, told: str, note: StaffNote, by: Actor) -> Letter:
    text = "\n\n".join([_("Bonjour,"), told, _("Vous la retrouvez dans interco, à la page des notes."), by.name]) + "\n"
    return Letter(kind=kind, title=title, text=text, subject_key=f"note:{note.public_id}")


def _queue(letter: Letter, holder: Holder, note: StaffNote, *, by: Actor) -> None:
    """Each version of the note writes once to the same person."""
    to = Recipient(key=f"person:{holder.person_key}", name=holder.name, address=holder.email)
    outbox.queue(letter, to=to, by=by, reference=f"{note.public_id}.{note.version}")
