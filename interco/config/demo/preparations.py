"""The preparations of the demonstration: three models, two events under way, a séminaire reviewed; made by the services."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import translation

from interco.config.demo.history import who
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.scheduling.enums import EventKind
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent
from interco.secretariat.enums import PreparationState, PreparationStepState
from interco.secretariat.models import Preparation, PreparationModel
from interco.secretariat.services.pasted_steps import steps_of_text
from interco.secretariat.services.preparation_life import move_preparation
from interco.secretariat.services.preparation_models import write_model
from interco.secretariat.services.preparation_steps import move_step
from interco.secretariat.services.preparations import PreparationContent, Review, plan_and_prepare, prepare, review

MODELS = (
    ("Séminaire des cadres", "Une journée, quarante à quatre-vingts cadres, hors les murs ou au siège.", """\
J-60 ; Arrêter la date et le thème avec le DGS ; Odette Filao
J-45 ; Réserver le lieu et la restauration ; Firmin Acajou
J-30 ; Bâtir le programme et choisir les intervenants ; Rosalie Gommier
J-21 ; Envoyer les invitations ; Hector Alizé
J-15 ; Préparer les supports ; Rosalie Gommier
J-10 ; Compter les inscrits et fixer les repas ; Firmin Acajou
J-5 ; Envoyer le programme et le plan d’accès ; Hector Alizé
J-2 ; Vérifier la salle, le son et la vidéoprojection ; Firmin Acajou
J ; Accueillir et tenir la feuille de présence ; Firmin Acajou
J+1 ; Remercier les intervenants ; Odette Filao
J+5 ; Diffuser la synthèse ; Rosalie Gommier
J+15 ; Écrire le bilan ; Odette Filao"""),
    ("Visite officielle", "Préfet, ministre, délégation : le protocole et la sécurité d’abord.", """\
J-15 ; Écrire le déroulé avec le cabinet visiteur ; Odette Filao
J-12 ; Repérer le parcours ; Firmin Acajou
J-10 ; Réunir les éléments de langage ; Hector Alizé
J-7 ; Prévenir les communes traversées ; Victorine Galba
J-5 ; Envoyer le dossier au visiteur ; Odette Filao
J-3 ; Placer les invités et les pupitres ; Firmin Acajou
J-1 ; Répéter le parcours ; Odette Filao
J ; Accueillir le visiteur ; Gaspard Fromager
J+1 ; Écrire la lettre de remerciement ; Odette Filao"""),
    ("Conférence des DGS des communes", "Les quatre DGS, une demi-journée, un ordre du jour partagé.", """\
J-21 ; Demander leurs sujets aux communes ; Victorine Galba
J-15 ; Arrêter l’ordre du jour ; Odette Filao
J-10 ; Réserver la salle et le café ; Firmin Acajou
J-5 ; Envoyer l’ordre du jour et les pièces ; Odette Filao
J-1 ; Imprimer les dossiers de table ; Firmin Acajou
J ; Tenir la feuille de présence ; Firmin Acajou
J+1 ; Envoyer le relevé ; Odette Filao"""),
)  # fmt: skip
WISHES = """\
J-30 ; Choisir la salle et la date ; Odette Filao
J-21 ; Écrire la trame du discours ; Hector Alizé
J-15 ; Envoyer l’invitation aux agents ; Hector Alizé
J-10 ; Commander le buffet ; Firmin Acajou
J-5 ; Relancer les services pour le nombre de présents ; Mélodie Raisinier
J-1 ; Installer la salle ; Firmin Acajou
J ; Accueillir ; Firmin Acajou
J+1 ; Remercier les équipes ; Odette Filao"""
FORUM = """\
J-15 ; Réserver la salle Balata ; Firmin Acajou
J-10 ; Bâtir les trois ateliers ; Rosalie Gommier
J-8 ; Annoncer le forum sur l’intranet ; Hector Alizé
J-5 ; Recueillir les inscriptions ; Mélodie Raisinier
J-2 ; Imprimer les affiches ; Hector Alizé
J-1 ; Installer la salle ; Firmin Acajou
J ; Ouvrir les ateliers ; Rosalie Gommier
J+1 ; Diffuser la restitution ; Hector Alizé
J+5 ; Écrire le bilan ; Odette Filao"""


def build_preparations(built: Built, *, at: datetime) -> None:
    """The models as the secretariat wrote them months ago, then the events around `at`."""
    with outbox.closed(), translation.override("fr"):
        writing = who(built, "secretariat", at - timedelta(days=200))
        models = {
            name: write_model(name=name, text=text, steps=steps_of_text(steps, writing.today), by=writing)
            for name, text, steps in MODELS
        }
        _reviewed(built, models["Séminaire des cadres"], at)
        _forum(built, at)
        _wishes(built, at)


def _reviewed(built: Built, model: PreparationModel, at: datetime) -> None:
    begun = who(built, "secretariat", at - timedelta(days=95))
    day = _working(begun.today + timedelta(days=62))
    seminar = EventContent(
        title="Séminaire des cadres", first_on=day, at=time(8, 30), minutes=480, kind=EventKind.EVENT,
        place="Domaine de Fonds-Rousseau",
    )  # fmt: skip
    row = plan_and_prepare(
        seminar, _content(built, "secretariat", "Partager le projet d’administration avant le budget."),
        owner=built.people["dgs"], model=model, by=begun,
    )  # fmt: skip
    _do(row, built, at - timedelta(days=15), left=0)
    by = who(built, "secretariat", at - timedelta(days=14))
    row.refresh_from_db()
    move_preparation(row, PreparationState.HELD, version=None, by=by)
    said = Review(
        went_well="Les ateliers du matin ; la présence des quatre directions générales adjointes du début à la fin.",
        to_improve="Le son de la grande salle. Réserver le car plus tôt.", expected=64, attended=57,
        figures="Coût : 4 180 €\nSatisfaction : 4,2 sur 5",
    )  # fmt: skip
    review(row, said, version=None, by=by)


def _forum(built: Built, at: datetime) -> None:
    """The forum of the agents, in the agenda already; open to them, one step late."""
    event = Event.objects.get(title="Forum des agents")
    row = prepare(
        event, event.first_on, _content(built, "dost", "Trois ateliers pour que chacun parle de son métier.", is_open=True),
        steps=steps_of_text(FORUM, built.anchor), by=who(built, "secretariat", at - timedelta(days=12)),
    )  # fmt: skip
    _do(row, built, at, left=1)


def _wishes(built: Built, at: datetime) -> None:
    """The wishes to the staff, five weeks ahead."""
    begun = who(built, "secretariat", at - timedelta(days=3))
    day = _working(begun.today + timedelta(days=36))
    wishes = EventContent(
        title="Vœux au personnel",
        first_on=day,
        at=time(11),
        minutes=120,
        kind=EventKind.EVENT,
        place="Salle du conseil",
    )
    row = plan_and_prepare(
        wishes, _content(built, "secretariat", "Remercier les équipes et dire l’année qui vient."),
        owner=built.people["dgs"], steps=steps_of_text(WISHES, begun.today), by=begun,
    )  # fmt: skip
    first = row.steps.first()
    assert first is not None  # noqa: S101 - it has just been given
    move_step(first, PreparationStepState.DONE, version=None, by=who(built, "secretariat", at - timedelta(days=1)))


def _content(built: Built, pilot: str, stakes: str, *, is_open: bool = False) -> PreparationContent:
    return PreparationContent(pilot=built.posts[pilot], stakes=stakes, is_open=is_open)


def _do(row: Preparation, built: Built, until: datetime, *, left: int) -> None:
    """Do what was due before then, all but the last `left`, each on its day."""
    by = who(built, "secretariat", until)
    due = list(row.steps.filter(due_on__lt=by.today))
    for step in due[: len(due) - left]:
        on = min(until, until - timedelta(days=(by.today - step.due_on).days))
        move_step(step, PreparationStepState.DONE, version=None, by=_as(by, on))


def _as(by: Actor, at: datetime) -> Actor:
    """The same person, another day."""
    return replace(by, at=at)


def _working(day: date) -> date:
    """The same day, or the Thursday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 3, 0))
