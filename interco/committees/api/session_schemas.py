"""The gestures of a session as the API takes them: going from item to item, notes, projects of decision."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from interco.committees.enums import Outcome
from interco.committees.services.drafting import LONGEST
from interco.committees.services.notes import LONGEST as LONGEST_NOTES
from interco.foundation.core.api.schemas import Day, Given, Key, Line, NamedLine, Shown, Text, Version

Words = Annotated[Text, Field(max_length=LONGEST)]


class Stepping(Given):
    """From where one goes on."""

    current: Key | None = Field(
        description="Identifiant du point que vous voyez abordé, null s’il n’y en a pas. Si la séance est déjà ailleurs, "
        "rien ne change."
    )


class ItemEnding(Given):
    """How an item ends without a decision."""

    ending: Literal["treated", "postponed", "referred", "scheduled"] = Field(
        description="treated : traité · postponed : reporté à la prochaine séance · referred : renvoyé aux élus · "
        "scheduled : non traité."
    )
    reason: Words = ""


class NotesShown(Shown):
    """The notes of an item."""

    notes: str = Field(description="Notes prises en séance.")
    version: int = Field(description="À renvoyer avec une écriture ; 0 quand rien n’est écrit.")


class NotesGiven(Given):
    """The notes as they should be."""

    notes: Annotated[Text, Field(max_length=LONGEST_NOTES)] = Field(description="Toutes les notes du point.")
    version: int = Field(ge=0, le=2_000_000_000, description="Version lue ; une autre version répond 409.")


class DraftGiven(Given):
    """The project of a decision."""

    text: Annotated[Words, Field(min_length=1, description="Ce qui est décidé.")]
    title: Line = Field("", description="Celui du point sinon.")
    owner_post: Key | None = Field(None, description="Identifiant du poste pilote.")
    due_on: Day | None = None
    review_on: Day | None = None
    outcome: Outcome | None = Field(None, description="Celle du tour, ou le consensus, sinon.")
    reason: Words = ""


class DraftEdition(DraftGiven):
    """The same project written again."""

    version: Version


class DraftShown(Shown):
    """A project of decision: its number and its seal come when the session closes."""

    key: str = Field(description="Identifiant public.")
    title: str
    text: str
    outcome: Outcome
    reason: str
    owner_post: str | None = Field(description="Identifiant du poste pilote.")
    due_on: date | None
    review_on: date | None
    version: int = Field(description="À renvoyer avec une écriture.")


class SessionAction(Given):
    """What is to be done, said in session."""

    title: NamedLine
    owner_post: Key = Field(description="Identifiant du poste pilote : convoqué, ou qui dirige un service.")
    due_on: Day
