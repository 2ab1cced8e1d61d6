"""The organisation as the API shows and takes it. Shares and FTE are numbers: 0.8 is 80 %."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from interco.foundation.core.api.schemas import Day, Given, Key, Line, Named, NamedLine, Shown, Version, labelled, told
from interco.organisation.api.words import WORDS
from interco.organisation.enums import (
    AssignmentKind,
    Category,
    CollectivityKind,
    PersonKind,
    PostFunction,
    UnitKind,
)

told(WORDS)
labelled(AssignmentKind, Category, CollectivityKind, PersonKind, PostFunction, UnitKind)

Fte = Annotated[Decimal, Field(gt=0, le=1, max_digits=3, decimal_places=2, description="ETP, plus de 0 et au plus 1.")]
FirstDay = Annotated[date, Field(description="Premier jour.")]
LastDay = Annotated[
    date | None, Field(description="Premier jour où ce n’est plus vrai ; null tant que rien n’est dit.")
]


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


class UnitChange(UnitGiven):
    """A unit as it will be from a day on."""

    day: Day = Field(description="Premier jour de la nouvelle situation.")
    version: Version


class UnitCorrection(UnitGiven):
    """A version of a unit as it should have been recorded."""

    starts_on: Day
    ends_on: Day | None = None
    version: Version


class Closing(Given):
    """The first day without it."""

    day: Day = Field(description="Premier jour où il n’existe plus.")
    version: Version


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


class AssignmentShown(Shown):
    """Somebody on a post over a period."""

    key: str = Field(description="Identifiant public.")
    person: Named
    post: Named
    kind: AssignmentKind
    quota: float = Field(description="Part du poste tenue : 1 pour tout le poste.")
    starts_on: FirstDay
    ends_on: LastDay


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


class PostChange(PostGiven):
    """A post as it will be from a day on."""

    day: Day = Field(description="Premier jour de la nouvelle situation.")
    version: Version


class PostCorrection(PostGiven):
    """A version of a post as it should have been recorded."""

    starts_on: Day
    ends_on: Day | None = None
    version: Version


class PersonLine(Shown):
    """Somebody in a list, as of the day asked."""

    key: str = Field(description="Identifiant public.")
    first_name: str
    last_name: str
    kind: PersonKind
    title: str = Field(description="Titre du jour demandé.")
    unit: Named | None


class PersonShown(Shown):
    """Somebody, with all their assignments."""

    key: str = Field(description="Identifiant public.")
    first_name: str
    last_name: str
    kind: PersonKind
    title: str
    collectivity: str
    email: str
    phone: str
    is_present: bool = Field(description="Dans l’organisation le jour demandé.")
    starts_on: FirstDay
    ends_on: LastDay
    assignments: list[AssignmentShown]


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
