"""Collectivities, units, posts and the chart as the API shows and takes them. Shares and FTE are numbers: 0.8 is 80 %."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from interco.foundation.core.api.schemas import Day, Given, Key, Line, Named, NamedLine, Shown, labelled, told
from interco.organisation.api.dating import Changing, Closing, Correcting, FirstDay, LastDay
from interco.organisation.api.person_schemas import AssignmentShown
from interco.organisation.api.words import WORDS
from interco.organisation.enums import (
    AssignmentKind,
    Category,
    CollectivityKind,
    Gender,
    PersonKind,
    PostFunction,
    UnitKind,
)

told(WORDS)
labelled(AssignmentKind, Category, CollectivityKind, Gender, PersonKind, PostFunction, UnitKind)

Fte = Annotated[Decimal, Field(gt=0, le=1, max_digits=3, decimal_places=2, description="ETP, plus de 0 et au plus 1.")]
SIREN, INSEE = r"^([0-9]{9})?$", r"^([0-9][0-9AB][0-9]{3})?$"


class CollectivityShown(Shown):
    """A collectivity or partner on a day."""

    key: str = Field(description="Identifiant public.")
    name: str
    short_name: str
    kind: CollectivityKind
    is_home: bool = Field(description="L’intercommunalité elle-même.")
    is_member: bool = Field(description="Commune membre.")
    siren: str
    insee: str
    municipal_population: int | None = Field(description="Population municipale du dernier millésime connu.")
    total_population: int | None = Field(description="Population totale du même millésime.")
    vintage: int | None = Field(description="Millésime des populations.")
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")


class CollectivityGiven(Given):
    """What a version of a collectivity says."""

    name: NamedLine
    short_name: Annotated[Line, Field(max_length=60)] = ""
    is_member: bool = Field(False, description="Commune membre.")


class CollectivityAdding(CollectivityGiven):
    """A commune or a partner, and the day it begins."""

    kind: CollectivityKind
    starts_on: Day
    siren: str = Field("", pattern=SIREN, description="Neuf chiffres, ou rien.")
    insee: str = Field("", pattern=INSEE, description="Cinq caractères, par exemple 97229 ou 2A004, ou rien.")


class CollectivityChange(CollectivityGiven, Changing):
    """A collectivity as it will be from a day on."""


class CollectivityCorrection(CollectivityGiven, Correcting):
    """A version of a collectivity as it should have been recorded."""


class UnitVersionShown(Shown):
    """What a unit is over a period."""

    name: str
    short_name: str
    kind: UnitKind
    parent: Named | None = Field(description="Unité de rattachement.")
    rank: int
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")


class UnitLine(UnitVersionShown):
    """A unit in a list, as of the day asked."""

    key: str = Field(description="Identifiant public.")


class PostOfUnit(Shown):
    """A post in the sheet of its unit."""

    key: str
    title: str
    fte: float
    leads_unit: bool
    holders: list[Named] = Field(description="Titulaires ; vide quand le poste est vacant.")
    interims: list[Named] = Field(description="Intérims.")


class UnitShown(Shown):
    """A unit: its place on the day asked, its posts, its history."""

    key: str = Field(description="Identifiant public.")
    now: UnitVersionShown | None = Field(
        description="Sa version du jour demandé ; null si elle n’existe pas ce jour-là."
    )
    collectivity: str = Field(description="Nom de la collectivité.")
    children: list[Named] = Field(description="Unités rattachées.")
    posts: list[PostOfUnit]
    fte: float = Field(description="ETP de ses propres postes.")
    history: list[UnitVersionShown] = Field(description="Toutes ses versions, de la plus ancienne à la dernière.")


class UnitGiven(Given):
    """What a version of a unit says."""

    name: NamedLine
    kind: UnitKind
    short_name: Annotated[Line, Field(max_length=60)] = ""
    parent: Key | None = Field(None, description="Identifiant de l’unité de rattachement, de la même collectivité.")
    rank: int = Field(0, ge=0, le=9999, description="Les plus petits d’abord, puis par nom.")


class UnitOpening(UnitGiven):
    """A unit of the intercommunality, and the day it opens."""

    starts_on: Day


class UnitChange(UnitGiven, Changing):
    """A unit as it will be from a day on."""


class UnitCorrection(UnitGiven, Correcting):
    """A version of a unit as it should have been recorded."""


class UnitClosing(Closing):
    """The closing of a unit."""

    with_posts: bool = Field(False, description="Fermer aussi ses postes et terminer les affectations de ses agents.")


class PostVersionShown(Shown):
    """What a post is over a period."""

    title: str
    feminine_title: str
    unit: Named
    function: PostFunction
    leads_unit: bool
    fte: float
    category: Category
    is_functional: bool = Field(description="Emploi fonctionnel.")
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")


class PostLine(PostVersionShown):
    """A post in a list, as of the day asked."""

    key: str = Field(description="Identifiant public.")
    holder: str = Field(description="Qui le tient ce jour-là, titulaire ou intérim ; vide quand il est vacant.")
    is_interim: bool


class PostShown(Shown):
    """A post: what it is, who is and was on it."""

    key: str = Field(description="Identifiant public.")
    reference: str
    now: PostVersionShown | None = Field(description="Sa version du jour demandé.")
    assignments: list[AssignmentShown]
    history: list[PostVersionShown]


class PostGiven(Given):
    """What a version of a post says."""

    title: NamedLine
    unit: Key = Field(description="Identifiant de l’unité.")
    feminine_title: Line = ""
    function: PostFunction = PostFunction.AGENT
    leads_unit: bool = Field(False, description="Dirige l’unité.")
    fte: Fte = Decimal(1)
    category: Category = Category.NONE
    is_functional: bool = Field(False, description="Emploi fonctionnel.")


class PostOpening(PostGiven):
    """A post and the day it opens."""

    starts_on: Day
    reference: Annotated[Line, Field(max_length=40)] = ""


class PostChange(PostGiven, Changing):
    """A post as it will be from a day on."""


class PostCorrection(PostGiven, Correcting):
    """A version of a post as it should have been recorded."""


class ChartPostShown(Shown):
    """A post of the org chart."""

    key: str
    title: str
    fte: float
    leads_unit: bool
    is_vacant: bool
    holders: list[str] = Field(description="Noms des titulaires.")
    interims: list[str] = Field(description="Noms des intérims.")


class ChartUnitShown(Shown):
    """A unit of the org chart, with all under it."""

    key: str
    name: str
    short_name: str
    kind: UnitKind
    fte: float = Field(description="ETP de l’unité et de toutes celles qui lui sont rattachées.")
    head: str = Field(description="Qui la dirige ; vide quand personne.")
    posts: list[ChartPostShown]
    children: list["ChartUnitShown"]


class ChartShown(Shown):
    """The org chart of the territory as of a day."""

    day: date
    fte: float
    posts: int = Field(description="Nombre de postes.")
    vacant_posts: int
    people: int
    units: list[ChartUnitShown] = Field(description="Unités du sommet.")
