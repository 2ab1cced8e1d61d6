"""Who may what with a note to staff.

Agents write for their own service; its head, its author and the secretariat correct it; each post of the circuit gives
or refuses its visa in its turn; the DGS and the general secretariat sign and release. A note is read by those who make
it, by those whose visa is or was asked, and, once released, by its addressees and by the heads told of a delay. Nobody
else knows that it exists: lists, counts, search, mail and API all ask `visible_to`.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role
from interco.organisation.models import Unit
from interco.secretariat.enums import EndorsementState, NoteState
from interco.secretariat.models import Addressee, Endorsement, Escalation, NoteFile, StaffNote
from interco.secretariat.models.note import NUMBERED, RELEASED

#: The text may still change.
WRITABLE = frozenset({NoteState.DRAFT, NoteState.RETURNED})
_SPOKEN = (EndorsementState.ASKED, EndorsementState.GIVEN, EndorsementState.REFUSED)


def sees_all(actor: Actor) -> bool:
    """The general secretariat, the DGS and the machine read everything but the drafts of others."""
    return actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM)


def visible_to(actor: Actor) -> QuerySet[StaffNote]:
    """The notes this actor may know of."""
    return StaffNote.objects.filter(visible(actor))


def visible(actor: Actor) -> Q:
    """The same rule as a condition on `StaffNote`."""
    rule = Q(pk__in=())
    if sees_all(actor):
        rule = ~Q(state=NoteState.DRAFT) & ~Q(state=NoteState.WITHDRAWN, sent_at=None)
    if actor.person_id is None:
        return rule
    rule |= Q(author_id=actor.person_id) | Q(unit_id__in=actor.led_unit_ids)
    rule |= Q(state__in=RELEASED) & Q(pk__in=Addressee.objects.filter(person_id=actor.person_id).values("note_id"))
    rule |= Q(state__in=RELEASED) & Q(pk__in=Escalation.objects.filter(person_id=actor.person_id).values("note_id"))
    if actor.post_ids:
        asked = Endorsement.objects.filter(post_id__in=actor.post_ids, state__in=_SPOKEN)
        rule |= ~Q(state=NoteState.DRAFT) & Q(pk__in=asked.values("note_id"))
        rule |= Q(state__in=(NoteState.READY, *NUMBERED)) & Q(signatory_post_id__in=actor.post_ids)
    return rule


def visible_files(actor: Actor) -> QuerySet[NoteFile]:
    """The files of the notes this actor may know of."""
    return NoteFile.objects.filter(note__in=visible_to(actor))


def may_write(actor: Actor) -> bool:
    """Whether the actor has a service to write for."""
    return actor.person_id is not None and (sees_all(actor) or (actor.has(Role.STAFF) and bool(actor.unit_ids)))


def check_may_write(actor: Actor) -> None:
    """Write notes at all."""
    if not may_write(actor):
        raise Refused(_("Écrire une note de service revient aux agents de l’intercommunalité, au nom de leur service."))


def check_can_write(actor: Actor, unit: Unit) -> None:
    """Write a note in the name of a service: one's own; the secretariat and the DGS for any."""
    check_may_write(actor)
    if unit.pk not in actor.unit_ids and not sees_all(actor):
        raise Refused(_("Vous ne pouvez écrire une note qu’au nom de votre service."))


def carries(actor: Actor, note: StaffNote) -> bool:
    """Whether the note is the actor's to write: its author, the head of its service, the secretariat once it is sent."""
    mine = actor.person_id is not None and actor.person_id == note.author_id
    return mine or note.unit_id in actor.led_unit_ids or (sees_all(actor) and note.sent_at is not None)


def check_can_edit(actor: Actor, note: StaffNote) -> None:
    """Change the text, the addressees, the circuit or the files: before it is sent, or after it came back."""
    if not carries(actor, note):
        raise Refused(_("Seuls l’auteur de la note et le responsable de son service la modifient."))
    if note.state not in WRITABLE:
        raise Refused(_("Cette note est partie aux visas : elle ne change plus, sauf si elle revient à son auteur."))


def may_edit(actor: Actor, note: StaffNote) -> bool:
    """The same rule, to show or hide a button."""
    return carries(actor, note) and note.state in WRITABLE


def asked_of(actor: Actor, note: StaffNote) -> Endorsement | None:
    """The visa whose turn it is, when it is this actor's to give."""
    if note.state != NoteState.ENDORSING or not actor.post_ids:
        return None
    asked = note.endorsements.filter(state=EndorsementState.ASKED, post_id__in=actor.post_ids)
    return asked.select_related("post").first()


def check_can_endorse(actor: Actor, note: StaffNote) -> Endorsement:
    """Give or refuse the visa whose turn it is; returns it."""
    found = asked_of(actor, note)
    if found is None:
        raise Refused(_("Le visa n’est pas à vous : il revient à qui tient le poste dont c’est le tour."))
    return found


def check_can_sign(actor: Actor) -> None:
    """Sign, release, send back at the signature: the DGS and the general secretariat."""
    if not sees_all(actor):
        raise Refused(_("Signer et diffuser une note revient au DGS ou au secrétariat général."))


def check_can_withdraw(actor: Actor, note: StaffNote) -> None:
    """Take a note back: who carries it before the signature, the DGS and the secretariat until its release."""
    if note.state in NUMBERED and not sees_all(actor):
        raise Refused(_("Une note signée ne se retire que par le DGS ou le secrétariat général."))
    if not carries(actor, note):
        raise Refused(_("Retirer cette note revient à son auteur, au responsable de son service ou au secrétariat."))


def follows(actor: Actor, note: StaffNote) -> bool:
    """Whether the actor sees who has acknowledged, whole: those who carry the note."""
    return note.state in RELEASED and (carries(actor, note) or sees_all(actor))


def check_can_follow(actor: Actor, note: StaffNote) -> None:
    """See who has not acknowledged, remind them, note a signature on paper."""
    if not follows(actor, note):
        raise Refused(
            _("Le suivi de cette note revient à son auteur, au responsable de son service et au secrétariat.")
        )


def check_can_keep_models(actor: Actor) -> None:
    """Write the model letters."""
    if not sees_all(actor):
        raise Refused(_("Les modèles de notes sont tenus par le secrétariat général."))
