"""The circuit of visas: set with the note, sent, given or refused in its order; a refusal brings the note back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.states import step
from interco.foundation.core.texts import many_lines
from interco.foundation.core.versions import claim
from interco.organisation.models import Post
from interco.organisation.queries.holders import holders_on
from interco.secretariat.enums import ENDORSEMENT_TRANSITIONS, EndorsementState, NoteState
from interco.secretariat.models import Endorsement, StaffNote
from interco.secretariat.policies.notes import check_can_edit, check_can_endorse, check_can_sign
from interco.secretariat.queries.note_heads import leading_posts
from interco.secretariat.services.note_letters import ask_endorsement, ask_signature, tell_author
from interco.secretariat.services.note_life import REASON_LIMIT, advance_note

MOST_STEPS = 12
LONGEST_STEP = 30
USUAL_DAYS = 3


@transaction.atomic
def set_circuit(note: StaffNote, steps: Sequence[tuple[Post, int]], *, by: Actor, version: int | None = None) -> None:
    """Write the whole circuit again: posts in their order, each with the days it is given."""
    claim(note, version, allowed=partial(check_can_edit, by))
    if len(steps) > MOST_STEPS:
        raise Invalid(_("Un circuit a au plus %s visas.") % MOST_STEPS, field="post")
    if len({post.pk for post, _days in steps}) != len(steps):
        raise Invalid(_("Ce poste est déjà dans le circuit."), field="post")
    if any(not 1 <= days <= LONGEST_STEP for _post, days in steps):
        raise Invalid(_("Le délai d’un visa va de 1 à %s jours.") % LONGEST_STEP, field="days")
    note.endorsements.all().delete()
    for rank, (post, days) in enumerate(steps, start=1):
        Endorsement.objects.create(note=note, rank=rank, post=post, days=days)
    note.save(update_fields=["version"])
    journal.record("note.circuit", by=by, subject=note, facts={"posts": [post.public_id for post, _days in steps]})


@transaction.atomic
def send_note(note: StaffNote, *, by: Actor) -> StaffNote:
    """Send a note to its visas, or to the signature when its circuit asks none.

    Without a circuit, the head of the service endorses what one of its agents wrote. `Invalid` when there is no text or
    nobody to read it.
    """
    refresh(note)
    check_can_edit(by, note)
    if not note.text.strip():
        raise Invalid(_("Écrivez le texte de la note avant de l’envoyer."), field="text")
    if not note.targets.filter(is_exception=False).exists():
        raise Invalid(_("Dites à qui la note s’adresse avant de l’envoyer."), field="targets")
    _complete_circuit(note, by)
    for row in note.endorsements.all():
        row.decided_at, row.decided_by_name, row.reason, row.due_on = None, "", "", None
        _move(row, EndorsementState.WAITING)
    return _go_on(note, by=by, sent_at=by.at)


@transaction.atomic
def give_endorsement(note: StaffNote, *, by: Actor) -> StaffNote:
    """Give the visa whose turn it is: the next one is asked, or the note goes to the signature."""
    refresh(note)
    asked = check_can_endorse(by, note)
    _decide(asked, EndorsementState.GIVEN, "", by)
    journal.record("note.endorsed", by=by, subject=note, facts={"rank": asked.rank, "post": asked.post.public_id})
    return _go_on(note, by=by)


@transaction.atomic
def refuse_endorsement(note: StaffNote, *, reason: str, by: Actor) -> StaffNote:
    """Refuse the visa whose turn it is, with a reason: the note comes back to its author."""
    refresh(note)
    asked = check_can_endorse(by, note)
    said = many_lines(reason, field="reason", limit=REASON_LIMIT)
    if not said:
        raise Invalid(_("Dites pourquoi en une phrase : l’auteur reçoit ce motif."), field="reason")
    _decide(asked, EndorsementState.REFUSED, said, by)
    journal.record("note.endorsement_refused", by=by, subject=note, facts={"rank": asked.rank})
    advance_note(note, to=NoteState.RETURNED, reason=said, by=by, held=True)
    tell_author(note, reason=said, by=by)
    return note


@transaction.atomic
def pass_over(note: StaffNote, *, by: Actor) -> StaffNote:
    """Go past the visa whose turn it is when nobody holds its post, for good or as interim: the DGS and the secretariat.

    A post that is held is waited for: its visa is no formality. The circuit keeps the trace of who went past.
    """
    refresh(note)
    check_can_sign(by)
    asked = note.endorsements.filter(state=EndorsementState.ASKED).select_related("post").first()
    if asked is None:
        raise Invalid(_("Aucun visa n’est demandé sur cette note."))
    if holders_on([asked.post_id], by.today)[asked.post_id].name:
        raise Invalid(_("Ce poste est tenu : son visa est attendu, ou la note revient à son auteur."))
    _decide(asked, EndorsementState.SKIPPED, "", by)
    journal.record(
        "note.endorsement_skipped", by=by, subject=note, facts={"rank": asked.rank, "post": asked.post.public_id}
    )
    return _go_on(note, by=by)


@transaction.atomic
def return_note(note: StaffNote, *, reason: str, by: Actor) -> StaffNote:
    """Send a note back from the signature, or from a visa that does not come, with a reason."""
    check_can_sign(by)
    advance_note(note, to=NoteState.RETURNED, reason=reason, by=by)
    for row in note.endorsements.filter(state=EndorsementState.ASKED):
        _move(row, EndorsementState.WAITING)
    tell_author(note, reason=reason, by=by)
    return note


def _complete_circuit(note: StaffNote, by: Actor) -> None:
    if note.endorsements.exists() or note.unit_id in by.led_unit_ids:
        return
    head = leading_posts([note.unit_id], by.today).get(note.unit_id)
    if head is not None and head != note.signatory_post_id:
        Endorsement.objects.create(note=note, rank=1, post_id=head, days=USUAL_DAYS)


def _go_on(note: StaffNote, *, by: Actor, **also: Any) -> StaffNote:
    """Ask the next visa, or bring the note to the signature."""
    following = note.endorsements.filter(state=EndorsementState.WAITING).first()
    to = NoteState.READY if following is None else NoteState.ENDORSING
    if note.state != to:
        advance_note(note, to=to, by=by, held=True, **also)
    else:
        note.version += 1
        note.save(update_fields=["version"])
    if following is None:
        ask_signature(note, by=by)
    else:
        following.due_on = by.today + timedelta(days=following.days)
        _move(following, EndorsementState.ASKED)
        ask_endorsement(note, following, by=by)
    return note


def _decide(row: Endorsement, to: EndorsementState, reason: str, by: Actor) -> None:
    row.decided_at, row.decided_by_name, row.reason = by.at, by.name, reason
    _move(row, to)


def _move(row: Endorsement, to: EndorsementState) -> None:
    """The one place where a visa changes state."""
    if to != row.state:
        step(row, to, ENDORSEMENT_TRANSITIONS)
    row.save(update_fields=["state", "due_on", "decided_at", "decided_by_name", "reason"])
