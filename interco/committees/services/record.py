"""Releasing the record: one PDF, kept for ever, sent to each person who may hold it, through the outbox.

Its PDF takes a second to compile: that is done before anything is locked, and what it prints is compared under the lock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.committees.models import Attendee, Meeting
from interco.committees.policies.records import check_can_release_record, reads_record
from interco.committees.queries.record import Record, record_of
from interco.committees.services.broadcast import tell
from interco.committees.services.record_document import (
    anchor_text,
    printed,
    proof_sentence,
    record_pdf,
    subtitle,
)
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.models import refresh
from interco.foundation.documents.services.store import store
from interco.foundation.documents.services.typesetting import TypesettingFailed
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.queries.languages import languages_of


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody convened, and why the record does not go to them (empty when it does)."""

    attendee: Attendee
    obstacle: str = ""


def addressees(record: Record) -> list[Addressee]:
    """Everybody convened, with exactly who receives the record and who does not."""
    return [Addressee(attendee, _obstacle(attendee, record)) for attendee in record.attendees]


def _obstacle(attendee: Attendee, record: Record) -> str:
    if not attendee.person.email:
        return _("pas d’adresse électronique")
    if not reads_record(attendee, record.items):
        return _("le relevé contient un point réservé aux membres")
    return ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A record ready to be released: its PDF, what it prints, and the instant it says it was released at."""

    pdf: bytes
    says: dict[str, Any]
    released_at: datetime


def compose_record(meeting: Meeting, *, by: Actor) -> Composed:
    """Compile the record that `release_record` will send. To be called outside a transaction; it writes nothing."""
    check_can_release_record(by, meeting)
    record = record_of(meeting)
    try:
        document = record_pdf(record, released_at=by.at)
    except TypesettingFailed as failure:
        raise Invalid(_("Le relevé n’a pas pu être composé : rien n’a été diffusé. Réessayez.")) from failure
    return Composed(document.pdf, printed(record, released_at=by.at), by.at)


def release_record(meeting: Meeting, *, by: Actor, composed: Composed | None = None) -> int:
    """Release the record of a closed session, once; returns how many messages leave.

    `composed` is its PDF when a caller that opens a transaction compiled it before; `Conflict` when the record would
    now say something else.
    """
    return _release(meeting, composed or compose_record(meeting, by=by), by=by)


@transaction.atomic
def _release(meeting: Meeting, composed: Composed, *, by: Actor) -> int:
    refresh(meeting)
    check_can_release_record(by, meeting)
    record = record_of(meeting)
    if printed(record, released_at=composed.released_at) != composed.says:
        raise Conflict(_("Le relevé a changé pendant qu’il se composait : relisez-le, puis diffusez-le de nouveau."))
    kept = store(composed.pdf, media_type="application/pdf", at=by.at)
    attachment = {"name": f"{meeting.record_reference}.pdf", "digest": kept.digest, "type": kept.media_type}
    receiving = [one.attendee for one in addressees(record) if not one.obstacle]
    languages = languages_of(attendee.person.public_id for attendee in receiving)
    for attendee in receiving:
        person = attendee.person
        with override(languages[person.public_id]):
            letter = Letter(
                kind="record.released", title=_("Relevé de décisions : %s") % meeting.record_reference,
                text=_text(record, by), subject_key=f"meeting:{meeting.public_id}", attachments=(attachment,),
            )  # fmt: skip
        to = Recipient(key=f"person:{person.public_id}", name=attendee.name, address=person.email)
        outbox.queue(letter, to=to, by=by, reference=meeting.public_id)
    meeting.record_released_at = composed.released_at
    meeting.version += 1
    meeting.save(update_fields=["record_released_at", "version"])
    journal.record(
        "record.released", by=by, subject=meeting,
        facts={"reference": meeting.record_reference, "messages": len(receiving), "digest": kept.digest},
    )  # fmt: skip
    tell(meeting, "session", by=by, released=True)
    return len(receiving)


def _text(record: Record, by: Actor) -> str:
    lines = [_("Bonjour,"), _("Voici le relevé de décisions de la séance : %s.") % subtitle(record)]
    decided = "\n".join(f"{one.decision.reference}  {one.decision.title}" for one in record.decisions)
    lines += [decided or _("Aucune décision n’a été prise à cette séance.")]
    if record.anchor:
        lines += [proof_sentence(), anchor_text(record.anchor)]
    return "\n\n".join([*lines, by.name]) + "\n"
