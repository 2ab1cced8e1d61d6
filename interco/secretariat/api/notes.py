"""Notes by the API: listed, read, written, addressed, endorsed, signed, acknowledged, chased."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.committees.policies.bodies import visible_to as visible_bodies
from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations
from interco.foundation.core.api.schemas import Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import signed_in
from interco.organisation.models import Collectivity, Post
from interco.organisation.policies.people import visible_to as visible_people
from interco.organisation.policies.units import visible_to as visible_units
from interco.secretariat.api.note_schemas import (
    AudienceGiven,
    AudienceShown,
    CircuitGiven,
    Missing,
    NoteBrief,
    NoteEdition,
    NoteGiven,
    NoteShown,
    ReasonGiven,
    ReleaseGiven,
    Reminded,
    TargetGiven,
)
from interco.secretariat.api.note_showing import brief_of, shown_of, target_shown
from interco.secretariat.enums import TargetKind
from interco.secretariat.models import StaffNote
from interco.secretariat.policies import notes as policy
from interco.secretariat.queries.audience import reached_by, without_mailbox
from interco.secretariat.queries.note_follow_up import lines_with_units, missing
from interco.secretariat.queries.note_words import told_targets
from interco.secretariat.queries.notes import NoteFilter, View, note_lines, register_of
from interco.secretariat.services import endorsements
from interco.secretariat.services.acknowledgements import acknowledge, remind
from interco.secretariat.services.note_audience import Named as NamedThing
from interco.secretariat.services.note_audience import Thing, set_targets
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.services.notes import NoteContent, edit_note, withdraw_note, write_note

NOTES = Operations("Notes de service")


class NotesAsked(Paging):
    """What is asked of the list."""

    q: str = Field("", max_length=200, description="Mots ou numéro.")
    annee: int | None = Field(None, ge=1900, le=2199, description="Année de diffusion.")
    vue: View = Field(
        View.ALL, description="vigueur : en vigueur · lire : à lire · preparation : en préparation · toutes."
    )


@NOTES.get("notes", policy=signed_in, name="api_notes", answer=Page[NoteBrief], summary="Lister les notes de service")
def list_notes(request: HttpRequest, asked: Query[NotesAsked]) -> Page[NoteBrief]:
    """The notes this account may know of, the last released first; four queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = NoteFilter(words=asked.q, year=asked.annee, view=asked.vue)
    rows, figures = part_of(register_of(policy.visible_to(actor), wanted, actor), asked)
    lines = note_lines(rows, actor.today, with_figures=False)
    return Page[NoteBrief](**figures, items=[NoteBrief(**brief_of(line)) for line in lines])


@NOTES.write(
    "POST", "notes", policy=signed_in, name="api_notes", answer=NoteShown, status=201, summary="Écrire une note"
)  # fmt: skip
def write_a_note(request: HttpRequest, given: NoteGiven) -> NoteShown:
    """Begin a draft."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_may_write(actor)
    return _shown(request, write_note(_content(given, actor), by=actor))


@NOTES.get("notes/{key}", policy=signed_in, name="api_note", answer=NoteShown, summary="Lire une note")
def read_note(request: HttpRequest, key: str) -> NoteShown:
    """One note."""
    return _shown(request, _note_of(request, key))


@NOTES.write("PUT", "notes/{key}", policy=signed_in, name="api_note", answer=NoteShown, summary="Modifier une note")
def edit_a_note(request: HttpRequest, key: str, given: NoteEdition) -> NoteShown:
    """Write it again before it is sent."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    policy.check_can_edit(actor, note)
    return _shown(request, edit_note(note, _content(given, actor), version=given.version, by=actor))


@NOTES.get(
    "notes/{key}/destinataires", policy=signed_in, name="api_note_audience", answer=AudienceShown,
    summary="Compter les destinataires",
)  # fmt: skip
def read_audience(request: HttpRequest, key: str) -> AudienceShown:
    """The lines, and how many they reach today: for those who carry the note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    if not policy.follows(actor, note) and not policy.sees_all(actor):
        policy.check_can_edit(actor, note)
    return _audience(request, note)


@NOTES.write(
    "PUT", "notes/{key}/destinataires", policy=signed_in, name="api_note_audience", answer=AudienceShown,
    summary="Dire à qui la note s’adresse",
)  # fmt: skip
def write_audience(request: HttpRequest, key: str, given: AudienceGiven) -> AudienceShown:
    """All the lines, in place of those there were."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    policy.check_can_edit(actor, note)
    lines = [
        NamedThing(thing=_thing(each, actor), is_exception=each.is_exception, with_descendants=each.with_descendants)
        for each in given.targets
    ]
    set_targets(note, lines, version=given.version, by=actor)
    return _audience(request, note)


@NOTES.write(
    "PUT", "notes/{key}/circuit", policy=signed_in, name="api_note_circuit", answer=NoteShown,
    summary="Dire quels visas sont demandés",
)  # fmt: skip
def write_circuit(request: HttpRequest, key: str, given: CircuitGiven) -> NoteShown:
    """All the visas, in their order."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    policy.check_can_edit(actor, note)
    posts = Post.objects.in_bulk([step.post for step in given.steps], field_name="public_id")
    unknown = {step.post for step in given.steps} - set(posts)
    if unknown:
        raise Invalid(_("Ce poste n’existe pas : %s.") % min(unknown), field="steps")
    steps = [(posts[step.post], step.days) for step in given.steps]
    endorsements.set_circuit(note, steps, version=given.version, by=actor)
    return _shown(request, note)


@NOTES.write(
    "POST", "notes/{key}/envoi", policy=signed_in, name="api_note_send", answer=NoteShown,
    summary="Envoyer une note à ses visas",
)  # fmt: skip
def send_a_note(request: HttpRequest, key: str) -> NoteShown:
    """To its visas, or to the signature."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, endorsements.send_note(_note_of(request, key), by=actor))


@NOTES.write("POST", "notes/{key}/visa", policy=signed_in, name="api_note_endorse", answer=NoteShown, summary="Viser")
def endorse_a_note(request: HttpRequest, key: str) -> NoteShown:
    """Give the visa whose turn it is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, endorsements.give_endorsement(_note_of(request, key), by=actor))


@NOTES.write(
    "POST", "notes/{key}/refus", policy=signed_in, name="api_note_refuse", answer=NoteShown, summary="Refuser un visa"
)  # fmt: skip
def refuse_a_note(request: HttpRequest, key: str, given: ReasonGiven) -> NoteShown:
    """Refuse the visa whose turn it is: the note comes back to its author."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, endorsements.refuse_endorsement(_note_of(request, key), reason=given.reason, by=actor))


@NOTES.write(
    "POST", "notes/{key}/passer-outre", policy=signed_in, name="api_note_pass_over", answer=NoteShown,
    summary="Passer outre le visa d’un poste vacant",
)  # fmt: skip
def pass_over_a_visa(request: HttpRequest, key: str) -> NoteShown:
    """Only when nobody holds the post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, endorsements.pass_over(_note_of(request, key), by=actor))


@NOTES.write(
    "POST", "notes/{key}/signature", policy=signed_in, name="api_note_sign", answer=NoteShown,
    summary="Signer et diffuser une note",
)  # fmt: skip
def sign_a_note(request: HttpRequest, key: str, given: ReleaseGiven) -> NoteShown:
    """Sign it, and release it now or later."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, sign_note(_note_of(request, key), release_on=given.release_on, by=actor))


@NOTES.write(
    "POST", "notes/{key}/retrait", policy=signed_in, name="api_note_withdraw", answer=NoteShown,
    summary="Retirer une note",
)  # fmt: skip
def withdraw_a_note(request: HttpRequest, key: str, given: ReasonGiven) -> NoteShown:
    """Take it back before its release."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _shown(request, withdraw_note(_note_of(request, key), reason=given.reason, by=actor))


@NOTES.write(
    "POST", "notes/{key}/attestation", policy=signed_in, name="api_note_acknowledge", answer=NoteShown,
    summary="Attester une prise de connaissance",
)  # fmt: skip
def acknowledge_a_note(request: HttpRequest, key: str) -> NoteShown:
    """Attest that one has read it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    acknowledge(note, by=actor)
    return _shown(request, note)


@NOTES.get(
    "notes/{key}/manquants", policy=signed_in, name="api_note_missing", answer=Page[Missing],
    summary="Lister ceux qui n’ont pas attesté",
)  # fmt: skip
def list_missing(request: HttpRequest, key: str, asked: Query[Paging]) -> Page[Missing]:
    """Those who have not acknowledged, by name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = _note_of(request, key)
    policy.check_can_follow(actor, note)
    rows, figures = part_of(missing(note, actor.today), asked)
    items = [
        Missing(
            key=line.row.person.public_id, name=line.row.person.full_name, unit=line.unit.name if line.unit else "",
            reached_at=line.row.reached_at, by_mail=line.row.by_mail, reminders=line.row.reminders,
        )
        for line in lines_with_units(rows, actor.today)
    ]  # fmt: skip
    return Page[Missing](**figures, items=items)


@NOTES.write(
    "POST", "notes/{key}/rappel", policy=signed_in, name="api_note_remind", answer=Reminded,
    summary="Relancer ceux qui manquent",
)  # fmt: skip
def remind_of_a_note(request: HttpRequest, key: str) -> Reminded:
    """Write to those who have not acknowledged, once a day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return Reminded(letters=remind(_note_of(request, key), by=actor))


def _note_of(request: HttpRequest, key: str) -> StaffNote:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(policy.visible_to(actor).select_related("author"), public_id=key)


def _shown(request: HttpRequest, note: StaffNote) -> NoteShown:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return shown_of(note, policy.visible_to(actor), actor)


def _audience(request: HttpRequest, note: StaffNote) -> AudienceShown:
    today = request.actor.today  # type: ignore[attr-defined]
    people = reached_by(note, today)
    return AudienceShown(
        targets=[target_shown(one) for one in told_targets(note, today)], count=len(people),
        without_mailbox=len(without_mailbox(people)),
    )  # fmt: skip


def _content(given: NoteGiven, actor: Actor) -> NoteContent:
    """What is given, its keys among what the account may see; `Invalid` on the field of an unknown one."""
    unit = visible_units(actor).filter(public_id=given.unit).first()
    post = Post.objects.filter(public_id=given.signatory).first()
    if unit is None or post is None:
        raise Invalid(_("Cet identifiant n’existe pas."), field="unit" if unit is None else "signatory")
    ends = list(policy.visible_to(actor).filter(public_id__in=given.ends))
    if len(ends) != len(set(given.ends)):
        raise Invalid(_("Cet identifiant n’existe pas."), field="ends")
    return NoteContent(
        title=given.title, text=given.text, unit=unit, signatory_post=post, signature_mention=given.signature_mention,
        effective_on=given.effective_on, expires_on=given.expires_on, ends=ends, ends_how=given.ends_how,
        asks_acknowledgement=given.asks_acknowledgement, escalate_after_days=given.escalate_after_days,
    )  # fmt: skip


def _thing(given: TargetGiven, actor: Actor) -> Thing | None:
    """What the line names, or `Invalid`."""
    if given.kind == TargetKind.ALL_STAFF:
        return None
    among: dict[str, Any] = {
        TargetKind.UNIT: visible_units(actor), TargetKind.POST: Post.objects.all(), TargetKind.BODY: visible_bodies(actor),
        TargetKind.COMMUNE: Collectivity.objects.filter(is_home=False), TargetKind.PERSON: visible_people(actor),
    }  # fmt: skip
    found: Thing | None = among[given.kind].filter(public_id=given.key).first()
    if found is None:
        raise Invalid(_("Cet identifiant n’existe pas."), field="targets")
    return found
