"""Sending the sheet of a meeting: its agenda before, its record after, to the people of the meeting, through the outbox.

The PDF of a record takes a second to compile: it is made before anything is locked, and what it prints is compared under
the lock. A record taken up again and released anew is another sending, said to be corrected.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import claim
from interco.foundation.documents.services.store import store
from interco.foundation.documents.services.typesetting import TypesettingFailed
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.queries.languages import languages_of
from interco.secretariat.enums import SheetState
from interco.secretariat.policies.sheets import check_can_write
from interco.secretariat.queries.sheet_attendance import Attendee
from interco.secretariat.queries.sheet_page import SheetPage
from interco.secretariat.services.sheet_document import in_text, printed, sheet_pdf
from interco.secretariat.services.sheet_life import advance_sheet


@dataclass(frozen=True, slots=True)
class Composed:
    """A record ready to be released: its PDF, what it prints, and the instant it was read at."""

    pdf: bytes
    says: dict[str, Any]
    at: datetime


def receiving(page: SheetPage) -> list[Attendee]:
    """Who receives what is sent: everybody of the meeting who has an address."""
    return [one for one in page.attendees if one.address]


def compose_sheet(page: SheetPage, *, by: Actor) -> Composed:
    """Compile the record that `release_sheet` will send. To be called outside a transaction; it writes nothing."""
    check_can_write(by, page.sheet)
    try:
        document = sheet_pdf(page, at=by.at, released_at=by.at)
    except TypesettingFailed as failure:
        raise Invalid(_("Le compte rendu n’a pas pu être composé : rien n’a été diffusé. Réessayez.")) from failure
    return Composed(document.pdf, printed(page, at=by.at, released_at=by.at), by.at)


@transaction.atomic
def send_agenda(page: SheetPage, *, version: int | None, by: Actor) -> int:
    """Send the agenda of a meeting to come; returns how many messages leave. Sent again when it changed, never twice as it is."""
    sheet = page.sheet
    claim(sheet, version, allowed=lambda row: check_can_write(by, row))
    if sheet.state != SheetState.PREPARING or page.sitting.is_cancelled:
        raise Invalid(_("L’ordre du jour s’envoie avant la réunion, tant qu’elle est à l’agenda."))
    if not page.points:
        raise Invalid(_("Écrivez d’abord l’ordre du jour : il est vide."), field="points")
    sheet.agenda_sent_at = by.at
    sheet.save(update_fields=["agenda_sent_at", "version"])
    sent = _send(page, "sheet.agenda", (), reference=f"{sheet.public_id}.{sheet.version}", by=by)
    journal.record("sheet.agenda_sent", by=by, subject=sheet, facts={"messages": sent})
    return sent


def release_sheet(page: SheetPage, *, version: int | None, by: Actor, composed: Composed | None = None) -> int:
    """Release the record of a meeting that was held; returns how many messages leave.

    `composed` is its PDF when a caller that opens a transaction compiled it before; `Conflict` when the record would now
    say something else.
    """
    return _release(page, composed or compose_sheet(page, by=by), version=version, by=by)


@transaction.atomic
def _release(page: SheetPage, composed: Composed, *, version: int | None, by: Actor) -> int:
    sheet = page.sheet
    claim(sheet, version, allowed=lambda row: check_can_write(by, row))
    if printed(page, at=composed.at, released_at=composed.at) != composed.says:
        raise Conflict(
            _("Le compte rendu a changé pendant qu’il se composait : relisez-le, puis diffusez-le de nouveau.")
        )
    kept = store(composed.pdf, media_type="application/pdf", at=by.at)
    advance_sheet(
        sheet, to=SheetState.RELEASED, by=by, released_at=composed.at, released_by_name=by.name, document=kept,
        releases=sheet.releases + 1,
    )  # fmt: skip
    attachment = {"name": f"{_('Compte rendu')}.pdf", "digest": kept.digest, "type": kept.media_type}
    sent = _send(page, "sheet.released", (attachment,), reference=f"{sheet.public_id}.{sheet.releases}", by=by)
    journal.record("sheet.sent", by=by, subject=sheet, facts={"messages": sent, "digest": kept.digest})
    return sent


def _send(page: SheetPage, kind: str, attachments: tuple[dict[str, Any], ...], *, reference: str, by: Actor) -> int:
    """A letter to each, in their language; in French to those from outside."""
    people = receiving(page)
    languages = languages_of(one.person_key for one in people if one.person_key)
    letters: dict[str, Letter] = {}
    for one in people:
        spoken = languages.get(one.person_key, "fr")
        if spoken not in letters:
            with override(spoken):
                letters[spoken] = _letter(page, kind, attachments, by)
        key = f"person:{one.person_key}" if one.person_key else f"guest:{one.key}"
        to = Recipient(key=key, name=one.name, address=one.address)
        outbox.queue(letters[spoken], to=to, by=by, reference=reference)
    return len(people)


def _letter(page: SheetPage, kind: str, attachments: tuple[dict[str, Any], ...], by: Actor) -> Letter:
    sheet, words = page.sheet, {"title": page.sheet.event.title, "when": page.sitting.when}
    if kind == "sheet.agenda":
        title = _("Ordre du jour : %(title)s")
        told = _("Voici l’ordre du jour de la réunion « %(title)s », %(when)s.")
    elif sheet.releases > 1:
        title = _("Compte rendu corrigé : %(title)s")
        told = _("Voici le compte rendu corrigé de la réunion « %(title)s », %(when)s. Il remplace le précédent.")
    else:
        title = _("Compte rendu : %(title)s")
        told = _("Voici le compte rendu de la réunion « %(title)s », %(when)s.")
    parts = [_("Bonjour,"), told % words, in_text(page), by.name]
    return Letter(
        kind=kind, title=title % words, text="\n\n".join(parts) + "\n", subject_key=f"sheet:{sheet.public_id}",
        attachments=attachments,
    )  # fmt: skip
