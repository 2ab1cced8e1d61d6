"""Bodies, sessions and agendas as the API shows and takes them. Instants are in UTC; `zone` says the wall clock."""

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
from interco.foundation.core.api.schemas import Given, Key, Named, Shown, labelled, told

told(WORDS)
labelled(AttendeeRole, BodyKind, HolidayRule, MeetingState, Presence)


class Reason(Given):
    """Why."""

    reason: str = Field("", max_length=1000, description="En une phrase.")


class BodyLine(Shown):
    """A body in a list."""

    key: str = Field(description="Identifiant public.")
    code: str = Field(description="Sigle, par exemple CODIR.")
    name: str
    kind: BodyKind
    is_active: bool


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


#: A wall time: the `time` of JSON Schema wants an offset, which a body has not.
WALL_TIME = r"^\d\d:\d\d$"


class BodyShown(BodyLine):
    """A body: its rules, and who sits on the day asked."""

    recurrence: str = Field(description="Règle RFC 5545, sans début ; vide quand il n’y en a pas.")
    starts_at: str = Field(description="Heure de début, à l’horloge du territoire : 08:30.", pattern=WALL_TIME)
    duration_minutes: int
    place: str
    holiday_rule: HolidayRule
    deadline_days: int = Field(description="Clôture des propositions, jours avant la séance.")
    deadline_at: str = Field(description="Heure de clôture des propositions, de même.", pattern=WALL_TIME)
    quorum_share: float = Field(description="Quorum, en part des membres : 0.5 pour la moitié.")
    chair_responds: bool = Field(description="La présidence donne sa position dans les tours.")
    version: int
    seats: list[SeatShown]


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


class AttendeeShown(Shown):
    """Somebody convened."""

    person: Named
    title: str
    role: AttendeeRole
    presence: Presence
    is_voting: bool
    substitute_for: str = Field(description="Nom du membre remplacé ; vide sinon.")


class MeetingShown(MeetingLine):
    """A session with its agenda and those convened."""

    follow_up_minutes: int = Field(description="Minutes gardées à l’ouverture pour le suivi des actions.")
    quorum: int
    convened_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    record_reference: str
    version: int
    agenda: list[AgendaEntry]
    attendees: list[AttendeeShown]


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
