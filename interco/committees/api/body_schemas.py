"""Bodies, their seats and their series as the API shows and takes them."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from interco.committees.enums import AttendeeRole, BodyKind, HolidayRule
from interco.committees.services.bodies import LONGEST_NOTICE, MOST_SEATS
from interco.committees.services.meetings import LONGEST, SHORTEST
from interco.foundation.core.api.schemas import (
    Day,
    Given,
    Key,
    Line,
    Named,
    NamedLine,
    Shown,
    Version,
    WallTime,
    labelled,
)

labelled(AttendeeRole, BodyKind, HolidayRule)


class BodyLine(Shown):
    """A body in a list."""

    key: str = Field(description="Identifiant public.")
    code: str = Field(description="Sigle, par exemple CODIR.")
    name: str
    kind: BodyKind
    is_active: bool


class SeatKept(Shown):
    """A seat as it is kept: a post or a person, with a substitute told the same way."""

    post: str | None
    person: str | None
    substitute_post: str | None
    substitute_person: str | None
    is_voting: bool


class SeatShown(Shown):
    """A seat of a body on a day."""

    role: AttendeeRole
    label: str = Field(description="Le poste ou la personne du siège.")
    holder: Named | None = Field(description="Qui siège ; null quand le poste est vacant.")
    title: str
    is_interim: bool
    substitute: Named | None
    is_voting: bool = Field(description="Prend position dans les tours.")
    is_member: bool
    seat: SeatKept | None = Field(
        description="Le siège tel qu’il se donne ; null quand la présidence ou le secrétariat siège de droit."
    )


#: A wall time.
WALL_TIME = r"^\d\d:\d\d$"


class BodyShown(BodyLine):
    """A body: its rules, and who sits on the day asked."""

    chair_post: str = Field(description="Identifiant du poste qui préside.")
    secretary_post: str | None = Field(description="Identifiant du poste qui tient le secrétariat ; null si aucun.")
    recurrence: str = Field(description="Règle RFC 5545, sans début ; vide quand il n’y en a pas.")
    starts_at: str = Field(description="Heure de début, à l’horloge du territoire : 08:30.", pattern=WALL_TIME)
    duration_minutes: int
    follow_up_minutes: int = Field(description="Minutes gardées à l’ouverture pour le suivi des actions.")
    place: str
    holiday_rule: HolidayRule
    deadline_days: int = Field(description="Clôture des propositions, jours avant la séance.")
    deadline_at: str = Field(description="Heure de clôture des propositions, de même.", pattern=WALL_TIME)
    quorum_share: float = Field(description="Quorum, en part des membres : 0.5 pour la moitié.")
    chair_responds: bool = Field(description="La présidence donne sa position dans les tours.")
    version: int
    seats: list[SeatShown]


class BodyGiven(Given):
    """The rules of a body, all of them: nothing changes by omission."""

    code: Annotated[NamedLine, Field(max_length=20, description="Sigle, par exemple CODIR.")]
    name: NamedLine
    kind: BodyKind
    chair_post: Key = Field(description="Identifiant du poste qui préside.")
    secretary_post: Key | None = Field(description="Identifiant du poste qui tient le secrétariat ; null si aucun.")
    recurrence: Annotated[
        Line, Field(description="Règle RFC 5545, sans début : FREQ=WEEKLY;BYDAY=TU ; vide si aucune.")
    ]
    starts_at: WallTime = Field(description="Heure de début, à l’horloge du territoire : 08:30.")
    duration_minutes: int = Field(ge=SHORTEST, le=LONGEST)
    follow_up_minutes: int = Field(
        ge=0, le=LONGEST, description="Minutes gardées à l’ouverture pour le suivi des actions."
    )
    place: Line
    holiday_rule: HolidayRule
    deadline_days: int = Field(ge=0, le=LONGEST_NOTICE, description="Clôture des propositions, jours avant la séance.")
    deadline_at: WallTime = Field(description="Heure de clôture des propositions, de même.")
    quorum_share: Decimal = Field(
        gt=0, le=1, max_digits=3, decimal_places=2, description="Quorum, en part des membres : 0.5 pour la moitié."
    )
    chair_responds: bool = Field(description="La présidence donne sa position dans les tours.")


class BodyEdition(BodyGiven):
    """The rules of a body said again."""

    version: Version


class SeatGiven(Given):
    """A seat: whoever holds a post, or one person; with a substitute told the same way."""

    post: Key | None = Field(None, description="Identifiant du poste ; ou bien celui d’une personne.")
    person: Key | None = Field(None, description="Identifiant de la personne.")
    substitute_post: Key | None = Field(None, description="Identifiant du poste suppléant.")
    substitute_person: Key | None = Field(None, description="Identifiant de la personne suppléante.")
    is_voting: bool = True


class SeatsGiven(Given):
    """All the seats from a day on."""

    from_day: Day = Field(description="Premier jour de cette composition : aujourd’hui ou plus tard.")
    seats: list[SeatGiven] = Field(max_length=MOST_SEATS, description="Tous les sièges, dans l’ordre.")
    version: Version


class Period(Given):
    """The days between which sessions are planned, both included."""

    first: Day = Field(description="Premier jour.")
    last: Day = Field(description="Dernier jour, compris.")


class OccurrenceShown(Shown):
    """A day of the series with what the holidays do to it."""

    due_on: date = Field(description="Son jour dans la récurrence.")
    held_on: date | None = Field(description="Le jour où elle se tient ; null quand elle saute.")
    reason: str = Field(description="Pourquoi elle se déplace ou saute ; vide sinon.")
    exists: bool = Field(description="Cette séance est déjà prévue.")
