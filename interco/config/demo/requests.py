"""The requests of the demonstration's year, asked and treated by the services themselves, each gesture at its hour.

Some are answered since long, some wait in the signature folder, one is late, one waits for a precision, one was taken to
the next CODIR. The communes may ask for the support of the DOST.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation

from interco.committees.models import Body
from interco.config.demo.history import who
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.organisation.models import PostVersion
from interco.secretariat.enums import RequestKind
from interco.secretariat.models import Request
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.conversions import to_item
from interco.secretariat.services.desks import DeskContent, set_desk
from interco.secretariat.services.requests import RequestContent, ask
from interco.secretariat.services.signature_folder import refuse_to_sign, sign


@dataclass(frozen=True, slots=True)
class Told:
    """A request of the demonstration: days before today it was asked, by whom, what; then what was done to it."""

    days: int
    who: str
    kind: RequestKind
    title: str
    text: str
    then: str = ""
    answer: str = ""


TOLD = (
    Told(212, "communication", RequestKind.SIGNATURE, "Convention avec l’office de tourisme",
         "La convention est relue par les affaires juridiques.", "sign"),
    Told(160, "rh", RequestKind.INFORMATION, "Dates de fermeture de fin d’année",
         "Les agents demandent les dates pour poser leurs congés.", "answer",
         "Les services ferment les 24 et 31 décembre à midi ; une note de service suivra."),
    Told(121, "dga_infrastructures", RequestKind.SIGNATURE, "Avenant au marché de collecte du secteur nord",
         "Prolongation de trois mois.", "refuse", "Le montant de l’avenant manque : chiffrez-le avant de le représenter."),
    Told(95, "dga_planification", RequestKind.SUPPORT, "Appui pour la concertation sur le plan climat",
         "Il nous faut une méthode et deux animateurs pour quatre réunions publiques.", "answer",
         "La DOST anime les deux premières réunions et forme vos agents pour les suivantes."),
    Told(40, "dga_juridique", RequestKind.OPINION, "Calendrier de clôture budgétaire", "Peut-on avancer d’une semaine ?",
         "answer", "Oui, sous réserve de l’accord du comptable public."),
    Told(24, "rh", RequestKind.DECISION, "Régime du télétravail au 1er mars",
         "Fixer le nombre de jours par semaine, après l’avis du CST.", "item"),
    Told(19, "communication", RequestKind.INFORMATION, "Chiffres de fréquentation du site", "Pour le rapport d’activité.", "take"),
    Told(8, "mutualisation", RequestKind.MEETING, "Réunion avec les quatre DGS sur le service commun d’urbanisme",
         "Une heure et demie avant les fêtes.", "question", "Avec les services techniques ou les DGS seuls ?"),
    Told(6, "dga_infrastructures", RequestKind.SIGNATURE, "Bon à tirer du rapport sur les déchets", "", ""),
    Told(3, "dga_administration", RequestKind.SIGNATURE, "Contrat de maintenance des serveurs",
         "Renouvellement annuel, au même prix.", ""),
    Told(2, "communes", RequestKind.DECISION, "Présence de la CACEM au salon des maires", "Deux agents, trois jours.", ""),
    Told(1, "dgs_schoelcher", RequestKind.SUPPORT, "Méthode pour un atelier avec les habitants",
         "Quarante personnes, une soirée, sur la rénovation du bourg.", ""),
    Told(0, "agent_rh", RequestKind.INFORMATION, "Adresse du guichet des indemnités", "", ""),
)  # fmt: skip


def build_requests(built: Built, *, at: datetime) -> None:
    """Open the support to the communes, then ask and treat the requests of the year before `at`."""
    with outbox.closed(), translation.override("fr"):
        content = DeskContent(to=built.units["dost"], working_days=20, is_open_to_communes=True)
        set_desk(RequestKind.SUPPORT, content, by=who(built, "secretariat", at - timedelta(days=300)))
        for told in TOLD:
            asked_at = at - timedelta(days=told.days, hours=2)
            unit = (
                PostVersion.objects.effective_on(asked_at.date())
                .select_related("unit")
                .get(post=built.posts[told.who])
                .unit
            )
            asked = RequestContent(kind=told.kind, title=told.title, text=told.text)
            request = ask(asked, unit=unit, by=who(built, told.who, asked_at))
            if told.then:
                later = min(asked_at + timedelta(days=3), at - timedelta(hours=1))
                _THEN[told.then](request, told, _desk(built, told, later))


def _desk(built: Built, told: Told, at: datetime) -> Actor:
    if told.then in {"sign", "refuse"} or told.kind == RequestKind.OPINION:
        return who(built, "dgs", at)
    return who(built, "dost" if told.kind == RequestKind.SUPPORT else "secretariat", at)


def _answer(request: Request, told: Told, by: Actor) -> None:
    gestures.answer(request, text=told.answer, by=by)


def _take(request: Request, told: Told, by: Actor) -> None:  # noqa: ARG001 - one shape for all
    gestures.take(request, by=by)


def _question(request: Request, told: Told, by: Actor) -> None:
    gestures.question(request, text=told.answer, by=by)


def _item(request: Request, told: Told, by: Actor) -> None:  # noqa: ARG001 - one shape for all
    to_item(request, body=Body.objects.get(code="CODIR"), by=by)


def _sign(request: Request, told: Told, by: Actor) -> None:  # noqa: ARG001 - one shape for all
    sign([request], by=by)


def _refuse(request: Request, told: Told, by: Actor) -> None:
    refuse_to_sign([request], reason=told.answer, by=by)


_THEN: dict[str, Callable[[Request, Told, Actor], None]] = {
    "answer": _answer, "take": _take, "question": _question, "item": _item, "sign": _sign, "refuse": _refuse,
}  # fmt: skip
