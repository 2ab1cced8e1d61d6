"""Sessions and agendas as the API shows and takes them. Instants are in UTC; `zone` says the wall clock."""

from datetime import date, datetime

from pydantic import Field

from interco.committees.api.words import WORDS
from interco.committees.enums import (
    AttendeeRole,
    BodyKind,
    DecisionState,
    HolidayRule,
    MeetingState,
    Outcome,
    Presence,
)
from interco.committees.services.meetings import LONGEST, SHORTEST
from interco.foundation.core.api.schemas import Day, Given, Key, Line, Named, Shown, Version, WallTime, labelled, told

told(WORDS)
labelled(AttendeeRole, BodyKind, HolidayRule, MeetingState, Presence)


class Reason(Given):
    """Why."""

    reason: str = Field("", max_length=1000, description="En une phrase.")


class MeetingLine(Shown):
    """A session in a list."""

    key: str = Field(description="Identifiant public.")
    body: Named
    number: int
    state: MeetingState
    starts_at: datetime
    zone: str = Field(description="Fuseau de la séance, par exemple America/Martinique.")
    duration_minutes: int = Field(description="Durée prévue.")
    place: str
    deadline_at: datetime = Field(description="Clôture des propositions.")
    items: int = Field(description="Nombre de points inscrits.")
    planned_minutes: int = Field(description="Minutes des points, et celles du suivi des actions.")


class AgendaEntry(Shown):
    """A line of an agenda; a point that is not for you keeps its place and its duration, not its words."""

    number: int
    starts_at: datetime
    minutes: int
    item: Named | None = Field(description="Le point ; null quand il ne vous est pas ouvert.")
    reference: str
    state: str = Field(description="État du point ; vide quand il ne vous est pas ouvert.")
    is_current: bool = Field(description="Le point abordé en ce moment.")


class AttendeeShown(Shown):
    """Somebody convened."""

    key: str = Field(description="Identifiant de la convocation, pour sa présence.")
    person: Named
    title: str
    role: AttendeeRole
    presence: Presence
    left_at: datetime | None
    is_voting: bool
    substitute_for: str = Field(description="Nom du membre remplacé ; vide sinon.")


class MeetingShown(MeetingLine):
    """A session with its agenda and those convened."""

    follow_up_minutes: int = Field(description="Minutes gardées à l’ouverture pour le suivi des actions.")
    quorum: int
    convened_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    paused_at: datetime | None = Field(description="En pause depuis ; null si elle court.")
    record_reference: str
    record_released_at: datetime | None = Field(description="Relevé diffusé à ; null s’il ne l’est pas.")
    version: int
    agenda: list[AgendaEntry]
    attendees: list[AttendeeShown]


class PresenceGiven(Given):
    """How somebody is there."""

    presence: Presence


class SubstituteGiven(Given):
    """Who sits in the place of a member."""

    person: Key = Field(description="Identifiant d’une personne de l’intercommunalité.")


class Placing(Given):
    """An item to put on an agenda."""

    item: Key = Field(description="Identifiant du point, proposé ou accepté, de la même instance.")
    position: int | None = Field(
        None, ge=1, le=10_000, description="Rang à partir de 1 ; à la fin de sa section sinon."
    )


class Ordering(Given):
    """The whole order."""

    order: list[Key] = Field(max_length=500, description="Identifiants de tous les points inscrits, chacun une fois.")


class Lasting(Given):
    """Minutes planned."""

    minutes: int = Field(ge=1, le=600)


class Opening(Given):
    """Minutes kept at the opening."""

    minutes: int = Field(ge=0, le=600)


class Sent(Shown):
    """What a convocation did."""

    messages: int = Field(description="Nombre de courriers mis en file d’envoi.")
    quorum: int
    state: MeetingState


class Released(Shown):
    """What a release did."""

    messages: int = Field(description="Nombre de courriers mis en file d’envoi.")


class _Place(Given):
    """When and where."""

    day: Day
    at: WallTime = Field(description="Heure de début, à l’horloge du territoire : 08:30.")
    duration_minutes: int = Field(ge=SHORTEST, le=LONGEST)
    place: Line = ""


class MeetingAdding(_Place):
    """A session outside the series."""


class MeetingMove(_Place):
    """The same session at another place or another hour."""

    place: Line
    version: Version


class Cancelling(Given):
    """Why it is cancelled."""

    reason: str = Field(
        min_length=1, max_length=1000, description="En une phrase ; les personnes convoquées la lisent."
    )
    version: Version


class Sealed(Shown):
    """What a closing did."""

    record_reference: str = Field(description="Référence du relevé de décisions.")
    decisions: list[str] = Field(description="Références des décisions numérotées et scellées, dans leur ordre.")


class EventShown(Shown):
    """A step in the life of an item."""

    at: datetime
    by: str
    from_state: str
    to_state: str
    reason: str


class FileShown(Shown):
    """A file joined to an item."""

    key: str = Field(description="Identifiant public.")
    name: str
    size: int = Field(description="Octets.")
    media_type: str


class SealShown(Shown):
    """The proof of one decision: with the hash before it, anybody recomputes its own."""

    reference: str
    chain_number: int = Field(description="Place dans le registre.")
    previous_hash: str = Field(description="Empreinte de la décision précédente ; vide pour la première.")
    hash: str = Field(description="SHA-256 de l’empreinte précédente suivie du contenu canonique.")
    payload: dict[str, object] | None = Field(
        description="Ce qui est scellé, les noms y étant des engagements salés ; null pour qui ne lit pas tout le registre."
    )
    holds: bool = Field(description="L’empreinte, recalculée à l’instant, est la même.")
    sealed_at: datetime | None


class DecisionLine(Shown):
    """A decision of the register in a list."""

    key: str = Field(description="Identifiant public.")
    reference: str = Field(description="Par exemple CODIR-2026-014.")
    title: str
    text: str
    body: Named
    outcome: Outcome
    state: DecisionState
    decided_at: datetime
    owner: str = Field(description="Qui tient aujourd’hui le poste pilote, ou l’intitulé du poste vacant.")
    due_on: date | None
    review_on: date | None
