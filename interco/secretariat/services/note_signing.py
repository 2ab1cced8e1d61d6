"""Signing a note: its number, its signature block and its document, in one transaction; then its release, now or later."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.services.numbering import next_reference
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.models import refresh
from interco.foundation.documents.services.store import store
from interco.foundation.documents.services.typesetting import TypesettingFailed
from interco.foundation.search.services.index import index
from interco.organisation.queries.holders import holders_on
from interco.secretariat.enums import NoteState
from interco.secretariat.models import StaffNote
from interco.secretariat.policies.notes import check_can_sign
from interco.secretariat.services.diffusion import release_note
from interco.secretariat.services.note_document import note_pdf
from interco.secretariat.services.note_life import advance_note

SERIES = "NS"


@transaction.atomic
def sign_note(note: StaffNote, *, by: Actor, release_on: date | None = None) -> StaffNote:
    """Sign a note, and release it at once unless `release_on` is a later day.

    The number is the next of the local year; undone with the transaction, it is given again, so that no number is
    missing. `Invalid` when the day is past or the note would expire before it is released.
    """
    check_can_sign(by)
    refresh(note)
    if note.state != NoteState.READY:
        raise Conflict(_("Cette note n’est pas à la signature."))
    day = release_on or by.today
    if day < by.today:
        raise Invalid(_("Le jour de diffusion est passé."), field="release_on")
    if note.expires_on is not None and note.expires_on <= day:
        raise Invalid(_("La note expirerait avant d’être diffusée : renvoyez-la à son auteur."), field="release_on")
    signatory = holders_on([note.signatory_post_id], by.today).get(note.signatory_post_id)
    is_held = signatory is not None and bool(signatory.name)
    advance_note(
        note, to=NoteState.SIGNED, by=by, held=True, reference=next_reference(SERIES, by.today.year), signed_at=by.at,
        signed_by_name=signatory.name if signatory and is_held else by.name,
        signed_by_title=signatory.title if signatory and is_held else by.title,
        release_on=day, effective_on=note.effective_on or day,
    )  # fmt: skip
    try:
        document = note_pdf(note, at=by.at)
    except TypesettingFailed as failure:
        raise Invalid(_("La note n’a pas pu être composée : rien n’est signé. Réessayez.")) from failure
    note.document = store(document.pdf, media_type="application/pdf", at=by.at)
    note.save(update_fields=["document"])
    index(note, by=by)
    return release_note(note, by=by, held=True) if day <= by.today else note
