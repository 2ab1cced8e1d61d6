"""Notes as the API shows and takes them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

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
)
from interco.secretariat.enums import EndorsementState, EndsHow, NoteState, TargetKind
from interco.secretariat.services.endorsements import LONGEST_STEP, MOST_STEPS, USUAL_DAYS
from interco.secretariat.services.note_audience import MOST_LINES
from interco.secretariat.services.note_life import REASON_LIMIT
from interco.secretariat.services.notes import LONGEST_DELAY, MOST_ENDED

labelled(EndorsementState, EndsHow, NoteState, TargetKind)

Reason = Annotated[str, Field(min_length=1, max_length=REASON_LIMIT, description="Motif, en une phrase.")]


class NoteBrief(Shown):
    """A note in a list."""

    key: str = Field(description="Identifiant public.")
    reference: str = Field(description="Par exemple NS-2026-014 ; vide avant la signature.")
    title: str = Field(description="Objet.")
    state: NoteState
    unit: Named | None
    effective_on: date | None
    expires_on: date | None
    release_on: date | None
    asks_acknowledgement: bool
    is_addressee: bool
    acknowledged_at: datetime | None


class TargetShown(Shown):
    """A line of the addressees."""

    kind: TargetKind
    key: str = Field(description="Identifiant de ce qui est nommé ; vide pour tous les agents.")
    words: str = Field(description="La ligne en mots.")
    with_descendants: bool = Field(description="Avec tout ce qui dépend du service.")
    is_exception: bool = Field(description="La ligne excepte au lieu de nommer.")


class EndorsementShown(Shown):
    """A visa of the circuit."""

    post: str = Field(description="Identifiant du poste.")
    name: str = Field(description="Qui tient le poste aujourd’hui, ou son intitulé.")
    state: EndorsementState
    due_on: date | None = Field(description="Échéance ; null avant son tour.")
    decided_at: datetime | None = Field(description="Donné ou refusé à ; null sinon.")
    reason: str = Field(description="Motif d’un refus ; vide sinon.")


class NoteShown(NoteBrief):
    """One note, whole."""

    text: str = Field(description="Texte, en Markdown.")
    signatory: Named
    signature_mention: str
    signed_at: datetime | None = Field(description="Signée à ; null sinon.")
    signed_by: str = Field(description="Nom du signataire ; vide avant la signature.")
    escalate_after_days: int | None
    ends: list[Named]
    ends_how: str
    targets: list[TargetShown]
    endorsements: list[EndorsementShown]
    files: list[Named]
    version: int


class NoteGiven(Given):
    """A note to write."""

    title: NamedLine = Field(description="Objet.")
    text: Text = Field("", description="Texte, en Markdown.")
    unit: Key = Field(description="Identifiant du service émetteur.")
    signatory: Key = Field(description="Identifiant du poste qui signe.")
    signature_mention: Line = ""
    effective_on: Day | None = None
    expires_on: Day | None = None
    ends: list[Key] = Field(default_factory=list, max_length=MOST_ENDED)
    ends_how: EndsHow = EndsHow.REPEALS
    asks_acknowledgement: bool = True
    escalate_after_days: int | None = Field(None, ge=1, le=LONGEST_DELAY)


class NoteEdition(NoteGiven):
    """A note written again."""

    version: Version


class TargetGiven(Given):
    """A line of the addressees."""

    kind: TargetKind
    key: Annotated[str, Field(max_length=22, pattern=r"^[A-Za-z0-9_-]*$")] = Field(
        "", description="Identifiant de ce qui est nommé ; vide pour tous les agents."
    )
    with_descendants: bool = Field(True, description="Avec tout ce qui dépend du service.")
    is_exception: bool = Field(False, description="La ligne excepte au lieu de nommer.")


class AudienceGiven(Given):
    """All the lines, in place of those there were."""

    targets: list[TargetGiven] = Field(max_length=MOST_LINES)
    version: Version


class AudienceShown(Shown):
    """The lines, and how many people they reach today."""

    targets: list[TargetShown]
    count: int = Field(description="Agents que la note atteindrait aujourd’hui.")
    without_mailbox: int = Field(description="Dont sans adresse électronique.")


class StepGiven(Given):
    """A visa to ask."""

    post: Key = Field(description="Identifiant du poste.")
    days: int = Field(USUAL_DAYS, ge=1, le=LONGEST_STEP, description="Délai, en jours.")


class CircuitGiven(Given):
    """All the visas, in their order, in place of those there were."""

    steps: list[StepGiven] = Field(max_length=MOST_STEPS, description="Visas, dans leur ordre.")
    version: Version


class ReasonGiven(Given):
    """Why."""

    reason: Reason


class ReleaseGiven(Given):
    """When the note leaves."""

    release_on: Day | None = Field(None, description="Jour de la diffusion ; null : tout de suite.")


class Missing(Shown):
    """Somebody who has not acknowledged."""

    key: str = Field(description="Identifiant public de l’agent.")
    name: str = Field(description="Nom de l’agent.")
    unit: str = Field(description="Service par lequel la note lui vient.")
    reached_at: datetime = Field(description="Reçue à.")
    by_mail: bool = Field(description="Reçue par courrier ; sur papier sinon.")
    reminders: int = Field(description="Relances.")


class Reminded(Shown):
    """What a reminder did."""

    letters: int = Field(description="Rappels partis ; 0 si chacun en a déjà reçu un aujourd’hui.")
