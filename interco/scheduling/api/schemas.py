"""The agenda as the API shows and takes it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from interco.foundation.core.api.schemas import (
    Day,
    Given,
    Key,
    Line,
    Named,
    NamedLine,
    Shown,
    Text,
    Version,
    labelled,
    told,
)
from interco.scheduling.api.words import WORDS
from interco.scheduling.enums import (
    Answer,
    ClosedDayRule,
    EventKind,
    EventState,
    LinkFault,
    PartRole,
    ResourceKind,
    Visibility,
)

told(WORDS)
labelled(Answer, ClosedDayRule, EventKind, EventState, LinkFault, PartRole, ResourceKind, Visibility)

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"), Field(examples=["08:30"])]
Minutes = Annotated[
    int, Field(ge=5, le=44_640, description="Durée en minutes ; un multiple de 1440 pour des jours entiers.")
]
Rule = Annotated[str, StringConstraints(max_length=200)]


class DayShown(Shown):
    """One day of an event."""

    day: date = Field(description="Le jour que donne la règle.")
    starts_at: datetime
    ends_at: datetime
    state: EventState
    is_exception: bool
    title: str = Field(description="Titre de ce jour ; vide quand c’est celui de l’événement.")
    place: str


class GuestShown(Shown):
    """Somebody invited."""

    key: str = Field(description="Identifiant de l’invitation.")
    person: Named | None
    name: str
    address: str
    role: PartRole
    answer: Answer
    comment: str


class EventLine(Shown):
    """What stands in an agenda at a moment. Of a private event, its hours only."""

    key: str = Field(description="Identifiant de l’événement ; vide pour le reste.")
    layer: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    is_whole_day: bool
    is_hidden: bool


class Entries(Shown):
    """What stands between two days."""

    items: list[EventLine] = Field(description="Dans l’ordre des heures.")


class CalendarEventShown(Shown):
    """An event, with all its days."""

    key: str
    title: str
    kind: EventKind
    visibility: Visibility
    owner: Named
    written_by: str
    first_on: date
    at: str | None = Field(description="Heure de début ; null pour des journées entières.")
    minutes: int
    zone: str
    rule: str
    until_on: date | None
    closed_rule: ClosedDayRule
    place: str
    text: str
    state: EventState
    sequence: int
    version: int
    resources: list[Named]
    guests: list[GuestShown]
    days: list[DayShown]


class GuestGiven(Given):
    """Somebody to invite: a person of the territory, or a name and an address."""

    person: Key | None = Field(None, description="Identifiant d’une personne du territoire.")
    name: Line = Field("", description="Nom, pour qui n’est pas du territoire.")
    address: Line = Field("", description="Adresse électronique, pour qui n’est pas du territoire.")
    role: PartRole = PartRole.REQUIRED


class EventContentGiven(Given):
    """What an event is, and when."""

    title: NamedLine
    first_on: Day
    at: Clock | None = Field(None, description="Heure de début ; null pour des journées entières.")
    minutes: Minutes
    kind: EventKind = EventKind.MEETING
    visibility: Visibility = Visibility.STAFF
    zone: Annotated[Line, Field(max_length=60)] = Field("", description="Fuseau ; vide pour celui du territoire.")
    rule: Rule = ""
    until_on: Day | None = None
    closed_rule: ClosedDayRule = ClosedDayRule.SKIP
    place: Line = ""
    text: Text = ""
    resources: Annotated[list[Key], Field(max_length=20)] = Field([], description="Salles et matériel à réserver.")


class EventGiven(EventContentGiven):
    """A new event."""

    owner: Key | None = Field(None, description="Agenda d’une autre personne, que vous tenez ; le vôtre sinon.")
    guests: Annotated[list[GuestGiven], Field(max_length=300)] = Field([], description="Invités.")


class EventChange(EventContentGiven):
    """An event as it becomes; from a day on when `from_day` tells one of its days."""

    from_day: Day | None = Field(None, description="Ce jour et les suivants ; toute la série sinon.")
    version: Version


class DayMove(Given):
    """One day of an event, at another time."""

    day: Day = Field(description="Nouveau jour.")
    at: Clock | None = Field(None, description="Nouvelle heure ; null pour des journées entières.")
    minutes: Minutes
    title: Line = ""
    place: Line = ""
    version: Version


class EventCancelling(Given):
    """What is cancelled, and why."""

    day: Day | None = Field(None, description="Ce seul jour de la série ; tout l’événement sinon.")
    reason: Annotated[Text, Field(max_length=1000)] = Field("", description="Motif, que les invités reçoivent.")
    version: Version


class AnswerGiven(Given):
    """An answer to an invitation."""

    answer: Answer
    comment: Annotated[Line, Field(max_length=200)] = ""
    guest: Key | None = Field(None, description="Invitation d’une personne dont vous tenez l’agenda ; la vôtre sinon.")


class ResourceShown(Shown):
    """A room or a piece of equipment."""

    key: str
    name: str
    kind: ResourceKind
    capacity: int | None
    place: str
    note: str
    is_open: bool
    version: int


class ResourceGiven(Given):
    """A room or a piece of equipment to add."""

    name: Annotated[NamedLine, Field(max_length=120)]
    kind: ResourceKind = ResourceKind.ROOM
    capacity: Annotated[int, Field(ge=1, le=20_000)] | None = None
    place: Line = ""
    note: Annotated[Text, Field(max_length=2000)] = ""


class ResourceChange(ResourceGiven):
    """The same, corrected or closed."""

    is_open: bool = True
    version: Version


class BusyShown(Shown):
    """Somebody, or a room, taken."""

    person: str | None = Field(description="Identifiant de la personne ; null pour une salle.")
    resource: str | None = Field(description="Identifiant de la salle ou du matériel ; null pour une personne.")
    starts_at: datetime
    ends_at: datetime


class BusyTimes(Shown):
    """When people and rooms are taken, and nothing of why."""

    items: list[BusyShown] = Field(description="Dans l’ordre des heures.")


class LinkedCalendarShown(Shown):
    """A calendar of another server, linked to an agenda."""

    key: str
    name: str
    owner: Named
    publishes: bool = Field(description="L’agenda y est publié.")
    reads: bool = Field(description="Les heures prises y sont lues.")
    published: int = Field(description="Événements qui y sont publiés.")
    undecided: int = Field(description="Événements changés, retirés ou refusés là-bas, laissés tels quels.")
    published_at: datetime | None = Field(description="Dernière publication, en UTC.")
    read_at: datetime | None = Field(description="Dernière lecture, en UTC.")
    unread: int = Field(description="Événements de là-bas qui n’ont pas pu être placés.")
    fault: LinkFault | None = Field(description="Pourquoi il ne répond pas comme il faut ; null quand il répond.")
    fault_since: datetime | None = Field(description="Depuis quand, en UTC.")
    is_leaving: bool = Field(description="Délié : ce qui y était publié en est retiré.")
