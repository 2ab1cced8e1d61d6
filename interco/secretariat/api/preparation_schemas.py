"""Preparations as the API shows and takes them. Dates are those of the territory."""

from datetime import date, datetime

from pydantic import Field

from interco.foundation.core.api.schemas import (
    Day,
    Given,
    Key,
    Line,
    Named,
    NamedLine,
    Paging,
    Shown,
    Text,
    Version,
    labelled,
)
from interco.secretariat.enums import PreparationKind, PreparationState, PreparationStepState
from interco.secretariat.rules.back_planning import FARTHEST
from interco.secretariat.services.preparations import MOST_PEOPLE

labelled(PreparationKind, PreparationState, PreparationStepState)

CHARGE = r"^((post|person):[A-Za-z0-9_-]{1,22})?$"


class PreparationsAsked(Paging):
    """What is asked of the list."""

    vue: str = Field(
        "all", pattern="^(mine|all|past)$", description="mine : les vôtres · all : à venir · past : terminées."
    )
    q: str = Field("", max_length=200, description="Mots de l’objet ou des enjeux.")


class ProgressShown(Shown):
    """How far a checklist is."""

    done: int = Field(description="Étapes faites.")
    total: int = Field(description="Étapes qui comptent : celles sans objet ne comptent pas.")
    late: int = Field(description="Étapes ouvertes dont le jour est passé.")


class PreparationLineShown(Shown):
    """A preparation in a list."""

    key: str = Field(description="Identifiant public.")
    title: str = Field(description="Objet.")
    kind: PreparationKind = Field(description="Nature.")
    state: PreparationState = Field(description="État.")
    held_on: date = Field(description="Jour de l’événement, à son horloge.")
    pilot: Named = Field(description="Poste pilote ; son nom est celui de qui le tient ce jour.")
    progress: ProgressShown = Field(description="Avancement.")
    version: int = Field(description="Version de la préparation.")


class PreparationStepShown(Shown):
    """A step of the checklist."""

    key: str = Field(description="Identifiant public.")
    label: str = Field(description="Ce qui est à faire.")
    offset: int = Field(description="Jours avant (négatif) ou après l’événement.")
    due_on: date = Field(description="Échéance, hors jours fermés.")
    is_fixed: bool = Field(description="Échéance fixée à la main : elle ne suit pas l’événement.")
    charge: str = Field(description="post:identifiant ou person:identifiant ; vide : le pilote.")
    who: str = Field(description="Nom de la personne chargée ce jour.")
    state: PreparationStepState = Field(description="État de l’étape.")
    reason: str = Field(description="Pourquoi elle est sans objet.")
    note: str = Field(description="Note.")
    done_at: datetime | None = Field(description="Instant où elle a été faite.")
    done_by: str = Field(description="Qui l’a faite.")
    files: list[Named] = Field(description="Pièces jointes à l’étape.")
    version: int = Field(description="Version de l’étape.")


class PreparationShown(PreparationLineShown):
    """A preparation with its checklist and its review."""

    event: str | None = Field(description="Identifiant de l’événement, quand vous pouvez l’ouvrir.")
    day: date = Field(description="Jour de la série que la préparation concerne.")
    stakes: str = Field(description="Enjeux.")
    is_open: bool = Field(description="Ouverte aux agents qui lisent l’événement.")
    model: str | None = Field(description="Nom du modèle d’où elle est partie.")
    steps: list[PreparationStepShown] = Field(description="Étapes, par jour.")
    files: list[Named] = Field(description="Documents de la préparation.")
    cancelled_reason: str = Field(description="Pourquoi elle s’est arrêtée.")
    went_well: str = Field(description="Bilan : ce qui a bien marché.")
    to_improve: str = Field(description="Bilan : à améliorer.")
    expected: int | None = Field(description="Personnes attendues.")
    attended: int | None = Field(description="Personnes présentes.")
    figures: str = Field(description="Autres chiffres, un par ligne.")
    reviewed_at: datetime | None = Field(description="Instant du bilan.")


class PreparationGiven(Given):
    """What is prepared."""

    title: Line = Field("", description="Objet ; vide : celui de l’événement.")
    kind: PreparationKind = Field(PreparationKind.EVENT, description="Nature.")
    pilot: Key = Field(description="Poste pilote.")
    stakes: Text = Field("", description="Enjeux, en deux phrases.")
    is_open: bool = Field(False, description="Ouverte aux agents qui lisent l’événement.")


class PreparationBegun(PreparationGiven):
    """A preparation to begin beside an event of the agenda."""

    event: Key = Field(description="Événement à préparer.")
    day: Day | None = Field(None, description="Jour de la série ; celui de l’événement sinon.")
    model: Key | None = Field(None, description="Modèle dont elle prend les étapes.")


class PreparationChanged(PreparationGiven):
    """A preparation to change."""

    version: Version


class StateGiven(Given):
    """Where the preparation goes."""

    state: PreparationState = Field(description="preparing, ready, held ou cancelled ; le bilan a son adresse.")
    reason: Line = Field("", description="Pourquoi elle s’arrête.")
    version: Version | None = None


class ReviewGiven(Given):
    """The review of what was held."""

    went_well: Text = Field("", description="Ce qui a bien marché.")
    to_improve: Text = Field("", description="À améliorer.")
    expected: int | None = Field(None, ge=0, le=MOST_PEOPLE, description="Personnes attendues.")
    attended: int | None = Field(None, ge=0, le=MOST_PEOPLE, description="Personnes présentes.")
    figures: Text = Field("", description="Autres chiffres, un par ligne.")
    version: Version


class StepGivenByApi(Given):
    """A step of the checklist."""

    label: NamedLine = Field(description="Ce qui est à faire.")
    offset: int = Field(0, ge=-FARTHEST, le=FARTHEST, description="Jours avant (négatif) ou après l’événement.")
    due_on: Day | None = Field(None, description="Échéance fixée à la main ; déduite du décalage sinon.")
    charge: str = Field(
        "", max_length=30, pattern=CHARGE, description="post:identifiant ou person:identifiant ; vide : le pilote."
    )
    note: Text = Field("", description="Note.")


class StepChanged(StepGivenByApi):
    """A step to write again."""

    version: Version


class StepMoved(Given):
    """Where a step goes."""

    state: PreparationStepState = Field(description="État voulu.")
    reason: Line = Field("", description="Pourquoi elle est sans objet.")
    note: Text | None = Field(None, description="Remplace la note, quand elle est donnée.")
    version: Version | None = None


class ModelStepShown(Shown):
    """A line of a model."""

    label: str = Field(description="Ce qui est à faire.")
    offset: int = Field(description="Jours avant (négatif) ou après l’événement.")
    post: str | None = Field(description="Poste qui la fait d’ordinaire.")


class ModelShown(Shown):
    """A model of checklist."""

    key: str = Field(description="Identifiant public.")
    name: str = Field(description="Nom du modèle.")
    text: str = Field(description="Quand s’en servir.")
    steps: list[ModelStepShown] = Field(description="Étapes, par jour.")
