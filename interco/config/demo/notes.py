"""A few notes to staff over the year of the demonstration, made by the services themselves at their hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation

from interco.config.demo.history import who
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.services import outbox
from interco.secretariat.enums import EndorsementState, EndsHow, NoteState
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.services.diffusion import reach_newcomers
from interco.secretariat.services.endorsements import give_endorsement, send_note, set_circuit
from interco.secretariat.services.note_audience import Named, name_target
from interco.secretariat.services.note_escalation import escalate_due
from interco.secretariat.services.note_models import write_model
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.services.notes import NoteContent, write_note

MENTION = "Pour le président et par délégation,"
#: Days that a step takes: a visa the day after, the signature two days after.
VISA, SIGNATURE = timedelta(days=1), timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNote:
    """A note: who writes it, how many days before today, to which units (none: all the staff), how far it goes.

    `unread` out of ten have not acknowledged it.
    """

    author: str
    days_ago: int
    title: str
    text: str
    units: Sequence[str] = ()
    body: str = ""
    without: Sequence[str] = ()
    lasts: int | None = None
    replaces_last: bool = False
    escalates: int | None = 15
    unread: int = 0
    goes: NoteState = NoteState.PUBLISHED


NOTES = (
    DemoNote(
        author="rh", days_ago=250, lasts=150, title="Congés d’été : remise des demandes",
        text="Les demandes de congés du 1er juin au 30 septembre sont remises au chef de service **avant le 30 avril**.\n\n"
        "Chaque service garde la moitié de son effectif présent, sauf accord de son directeur.",
    ),
    DemoNote(
        author="secretariat", days_ago=190, title="Circulation des parapheurs",
        text="Les parapheurs sont déposés au secrétariat général avant 10 h et repris à 16 h.",
    ),
    DemoNote(
        author="dost", days_ago=120, title="Télétravail : règles communes", units=("administration", "juridique"), unread=1,
        text="Deux jours de télétravail par semaine au plus, sur accord écrit du chef de service.\n\n"
        "- le mardi est un jour de présence, pour les réunions de service ;\n"
        "- l’accord se renouvelle chaque année ;\n- le matériel est celui de la collectivité.",
    ),
    DemoNote(
        author="secretariat", days_ago=40, title="Parapheurs et signature : nouveau circuit", replaces_last=True, unread=1,
        text="Tout document à signer passe par la **chemise de signature** d’interco. Les parapheurs de papier ne sont plus "
        "admis, sauf pour les actes d’état civil.",
    ),
    DemoNote(
        author="agent_rh", days_ago=6, title="Permanences de fin d’année", units=("communication", "infrastructures"), unread=4,
        escalates=7, without=("collecte",),
        text="Du 24 décembre au 2 janvier, chaque direction assure une permanence de **8 h à 13 h**.\n\n"
        "1. Le chef de service envoie la liste des présents au service Ressources humaines.\n"
        "2. Les heures faites sont récupérées avant le 31 mars.\n\nLa collecte suit son propre calendrier.",
    ),
    DemoNote(
        author="communication", days_ago=4, title="Prise de parole dans la presse", body="codir", goes=NoteState.READY,
        text="Toute demande d’un journaliste est transmise au service Communication, qui répond ou désigne qui répond.",
    ),
    DemoNote(
        author="agent_rh", days_ago=2, title="Entretiens professionnels : campagne", goes=NoteState.ENDORSING,
        text="Les entretiens professionnels se tiennent du 15 janvier au 15 mars. Chaque agent reçoit son compte rendu.",
    ),
    DemoNote(
        author="agent_rh", days_ago=1, title="Titres-restaurant : changement de prestataire", goes=NoteState.DRAFT,
        text="À compter du 1er mars, les titres-restaurant sont portés par une carte.",
    ),
)  # fmt: skip

MODELS = (
    ("Congés", "Congés : remise des demandes", "Les demandes de congés du … au … sont remises au chef de service **avant le …**."),
    ("Fermeture d’un site", "Fermeture du site …", "Le site … est fermé le … de … à ….\n\nLes agents de ce site :\n\n- …\n- …"),
    ("Sécurité", "Consigne de sécurité : …", "À compter du …, …\n\nTout manquement est signalé au chef de service."),
)  # fmt: skip


def build_notes(built: Built, *, at: datetime) -> None:
    """Write the model letters and the notes; nothing leaves (`outbox.closed`)."""
    with outbox.closed(), translation.override("fr"):
        for name, title, text in MODELS:
            write_model(name=name, title=title, text=text, by=who(built, "secretariat", at - timedelta(days=300)))
        last: StaffNote | None = None
        for told in NOTES:
            note = _write(built, told, last if told.replaces_last else None, at)
            last = note if told.author == "secretariat" else last
        machine = system_actor(at, who(built, "dgs", at).zone)
        reach_newcomers(by=machine)
        escalate_due(by=machine)


def _write(built: Built, told: DemoNote, replaced: StaffNote | None, at: datetime) -> StaffNote:
    written = at - timedelta(days=told.days_ago) - SIGNATURE
    by = who(built, told.author, written)
    unit = built.units["rh"] if told.author == "agent_rh" else built.units[told.author]
    released = at - timedelta(days=told.days_ago)
    content = NoteContent(
        title=told.title, text=told.text, unit=unit, signatory_post=built.posts["dgs"], signature_mention=MENTION,
        expires_on=released.date() + timedelta(days=told.lasts) if told.lasts else None,
        ends=(replaced,) if replaced else (), ends_how=EndsHow.REPLACES, escalate_after_days=told.escalates,
    )  # fmt: skip
    note = write_note(content, by=by)
    if not told.units and not told.body:
        name_target(note, Named(), by=by)
    for key in told.units:
        name_target(note, Named(thing=built.units[key]), by=by)
    if told.body:
        name_target(note, Named(thing=built.bodies[told.body]), by=by)
    for key in told.without:
        name_target(note, Named(thing=built.units[key], is_exception=True), by=by)
    if told.goes != NoteState.DRAFT:
        _send(built, note, told, written)
    if told.goes == NoteState.PUBLISHED:
        sign_note(note, by=who(built, "dgs", released))
        _read(note, told.unread, released)
    return note


def _send(built: Built, note: StaffNote, told: DemoNote, written: datetime) -> None:
    by = who(built, told.author, written)
    if told.author == "agent_rh":
        set_circuit(note, [(built.posts["rh"], 3), (built.posts["dga_administration"], 5)], by=by)
    send_note(note, by=by)
    endorsers = {built.posts["rh"].pk: "rh", built.posts["dga_administration"].pk: "dga_administration"}
    while told.goes != NoteState.ENDORSING and note.state == NoteState.ENDORSING:
        asked = note.endorsements.get(state=EndorsementState.ASKED)
        give_endorsement(note, by=who(built, endorsers[asked.post_id], written + VISA))


def _read(note: StaffNote, unread: int, released: datetime) -> None:
    """Most have acknowledged, some hours or days after; who has not is the same at each build."""
    for row in Addressee.objects.filter(note=note).order_by("pk"):
        if row.pk % 10 >= unread:
            row.acknowledged_at = released + timedelta(hours=1 + row.person_id % 90)
            row.save(update_fields=["acknowledged_at"])
