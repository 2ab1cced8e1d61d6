"""People, their assignments and their delegations of signature as the API shows and takes them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from interco.foundation.core.api.schemas import Day, Email, Given, Key, Line, Named, NamedLine, Shown, Text, Version
from interco.organisation.api.dating import Correcting, FirstDay, LastDay
from interco.organisation.enums import AssignmentKind, Gender, PersonKind

Quota = Annotated[
    Decimal, Field(gt=0, le=1, max_digits=3, decimal_places=2, description="Part du poste tenue : 1 pour tout.")
]
Name = Annotated[NamedLine, Field(max_length=100)]
Short = Annotated[Line, Field(max_length=40)]
Order = Annotated[NamedLine, Field(max_length=120, description="Référence de l’arrêté, par exemple 2026-041.")]
Scope = Annotated[Text, Field(min_length=1, max_length=4000, description="Objet de la délégation.")]


class AssignmentShown(Shown):
    """Somebody on a post over a period."""

    key: str = Field(description="Identifiant public.")
    person: Named
    post: Named
    kind: AssignmentKind
    quota: float = Field(description="Part du poste tenue : 1 pour tout le poste.")
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")


class AssignmentGiven(Given):
    """Somebody put on a post."""

    person: Key = Field(description="Identifiant de la personne.")
    kind: AssignmentKind = AssignmentKind.HOLDER
    quota: Quota = Decimal(1)
    starts_on: Day
    ends_on: Day | None = None


class AssignmentCorrection(Correcting):
    """An assignment as it should have been recorded."""

    kind: AssignmentKind
    quota: Quota


class Ending(Given):
    """The first day without it."""

    day: Day = Field(description="Premier jour sans elle.")
    version: Version


class DelegationShown(Shown):
    """A delegation of signature."""

    key: str = Field(description="Identifiant public.")
    person: Named
    post: Named | None
    order_reference: str = Field(description="Référence de l’arrêté.")
    scope: str = Field(description="Objet de la délégation.")
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")


class DelegationGiven(Given):
    """A delegation of signature, given by order of the president."""

    order_reference: Order
    scope: Scope
    starts_on: Day
    ends_on: Day | None = None
    post: Key | None = Field(None, description="Identifiant du poste au titre duquel elle est donnée.")


class DelegationCorrection(Correcting):
    """A delegation as it should have been recorded."""

    order_reference: Order
    scope: Scope


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
    gender: Gender
    title: str
    collectivity: str
    email: str
    phone: str
    mandate: str
    matricule: str = Field(description="Pour qui tient l’organisation ; vide pour les autres.")
    is_present: bool = Field(description="Dans l’organisation le jour demandé.")
    starts_on: FirstDay
    ends_on: LastDay
    version: int = Field(description="À renvoyer avec une correction.")
    assignments: list[AssignmentShown]
    delegations: list[DelegationShown]


class PersonAdding(Given):
    """Somebody who arrives."""

    collectivity: Key = Field(description="Identifiant de la collectivité.")
    first_name: Name
    last_name: Name
    kind: PersonKind = PersonKind.AGENT
    gender: Gender = Gender.UNSAID
    email: Email = ""
    phone: Short = ""
    mandate: Line = ""
    matricule: Short = ""
    starts_on: Day
    ends_on: Day | None = None


class PersonCorrection(Correcting):
    """What is known of somebody, said again in full, so that nothing is erased by omission."""

    first_name: Name
    last_name: Name
    kind: PersonKind
    gender: Gender
    email: Email
    phone: Short
    mandate: Line
    matricule: Short


class Departure(Given):
    """The first day of absence."""

    day: Day = Field(description="Premier jour d’absence.")
    version: Version
