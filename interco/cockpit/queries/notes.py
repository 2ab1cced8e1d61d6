"""Notes: to acknowledge, visas asked, notes to sign, and one's own that came back. Three queries at most."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.secretariat.enums import EndorsementState, NoteState
from interco.secretariat.models import Endorsement, StaffNote
from interco.secretariat.policies.notes import sees_all
from interco.secretariat.queries.notes import to_acknowledge

#: Days to read a note that tells no delay.
USUAL_DAYS = 7


def _visas_asked(actor: Actor) -> QuerySet[Endorsement]:
    """The visas asked of the posts held."""
    asked = Endorsement.objects.filter(state=EndorsementState.ASKED, note__state=NoteState.ENDORSING)
    return asked.filter(post_id__in=actor.post_ids).select_related("note__author").order_by("due_on", "pk")


def _unfinished(actor: Actor) -> QuerySet[StaffNote]:
    """Notes at the signature for the DGS and the signatory; notes that came back for their author."""
    rows = StaffNote.objects.filter(state=NoteState.RETURNED, author_id=actor.person_id or 0)
    if sees_all(actor):
        rows |= StaffNote.objects.filter(state=NoteState.READY)
    return rows.select_related("author").order_by("pk")


_UNREAD = PreparedFor(lambda actor: to_acknowledge(actor).select_related("note").order_by("reached_at", "pk"))
_VISAS_ASKED = PreparedFor(_visas_asked)
_UNFINISHED = PreparedFor(_unfinished)


def note_lines(actor: Actor) -> Iterable[Line]:
    """One line a note owed; a visa and a reading are done from its page, which must be read first."""
    yield from _to_read(actor)
    yield from _to_endorse(actor)
    yield from _to_finish(actor)


def _to_read(actor: Actor) -> Iterable[Line]:
    for row in _UNREAD(actor):
        note = row.note
        detail = [_("Note de service %s") % note.reference]
        if row.reminders:
            detail.append(
                ngettext("relancée %(num)s fois", "relancée %(num)s fois", row.reminders) % {"num": row.reminders}
            )
        yield Line(
            key=f"note-{note.public_id}", title=note.title, detail=" · ".join(detail),
            due=row.reached_at.astimezone(actor.zone).date() + timedelta(days=note.escalate_after_days or USUAL_DAYS),
            url=address("note", note.public_id), act=Act(label=_("Lire"), url=address("note", note.public_id)),
        )  # fmt: skip


def _to_endorse(actor: Actor) -> Iterable[Line]:
    for row in _VISAS_ASKED(actor):
        page = address("note", row.note.public_id)
        yield Line(
            key=f"visa-{row.public_id}", title=row.note.title, due=row.due_on, url=page,
            detail=_("Visa demandé sur une note de %s") % row.note.author.full_name,
            act=Act(label=_("Donner mon visa"), url=address("note_endorse", row.note.public_id), is_sent=True),
            other=Act(label=_("Lire"), url=page),
        )  # fmt: skip


def _to_finish(actor: Actor) -> Iterable[Line]:
    for note in _UNFINISHED(actor):
        is_back = note.state == NoteState.RETURNED
        yield Line(
            key=f"note-{note.public_id}", title=note.title, due=actor.today, url=address("note", note.public_id),
            detail=_("Note revenue à son auteur") if is_back else _("Note à signer, de %s") % note.author.full_name,
            act=Act(
                label=_("Corriger") if is_back else _("Signer"),
                url=address("note_edit" if is_back else "note_sign", note.public_id),
            ),
        )  # fmt: skip
