"""Consent rounds as the API shows and takes them. Stances are shown once revealed; one's own is one's own before."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from interco.committees.enums import Outcome, RoundPhase, StanceValue
from interco.committees.services.rounds import LED_PHASES, LONGEST
from interco.committees.services.stances import LONGEST as LONGEST_REASON
from interco.foundation.core.api.schemas import Given, Key, Named, Shown, Text, labelled

labelled(RoundPhase)
Words = Annotated[Text, Field(max_length=LONGEST)]
Said = Annotated[Words, Field(min_length=1)]
Reason = Annotated[Text, Field(max_length=LONGEST_REASON)]
TextNumber = Annotated[
    int, Field(ge=1, le=10_000, description="Numéro du texte lu ; un texte amendé depuis répond 409.")
]
assert {"clarification", "reactions", "amendment", "stances"} == LED_PHASES  # noqa: S101 - `Step` below says the same


class RoundLine(Shown):
    """A round in the list of its item."""

    key: str = Field(description="Identifiant public.")
    number: int = Field(description="Rang du tour sur ce point.")
    meeting: Named
    phase: RoundPhase = Field(description="Étape où il en est, ou s’est arrêté.")
    opened_at: datetime
    revealed_at: datetime | None = Field(description="Positions révélées à ; null tant qu’elles sont cachées.")
    closed_at: datetime | None = Field(description="Clos à ; null tant qu’il court.")
    outcome: Outcome | None = Field(description="Issue ; null tant qu’il court.")


class TextShown(Shown):
    """A version of the text."""

    number: int
    text: str
    by: str
    at: datetime


class StanceOnText(Shown):
    """A position on a version of the text."""

    key: str = Field(description="Identifiant public.")
    name: str = Field(description="Vide quand l’auteur d’une réserve n’a pas voulu être nommé.")
    title: str = Field(description="Titre au jour de la convocation ; vide de même.")
    value: StanceValue
    reason: str
    name_withheld: bool = Field(description="Le nom reste hors du relevé.")
    text_number: int = Field(description="Le texte auquel elle répond.")
    at: datetime
    lifted_at: datetime | None = Field(description="Objection levée à ; null sinon.")
    lifting: str = Field(description="Ce qui a été changé pour lever l’objection.")


class ContributionShown(Shown):
    """A question or a reaction."""

    phase: RoundPhase = Field(description="Étape où cela a été dit.")
    name: str = Field(description="Qui l’a dit ; vide quand ce n’est pas noté.")
    text: str
    at: datetime


class RoundShown(RoundLine):
    """A round as whoever follows the session may read it."""

    item: Named
    reason: str
    texts: list[TextShown] = Field(description="Les versions du texte ; la dernière est celle proposée.")
    expected: int = Field(description="Nombre de positions demandées.")
    received: int = Field(description="Nombre de positions reçues sur le dernier texte.")
    waiting: list[str] = Field(description="Noms de ceux dont la position est attendue.")
    stances: list[StanceOnText] = Field(description="Positions sur le dernier texte ; vide avant la révélation.")
    past_objections: list[StanceOnText] = Field(description="Objections faites à un texte d’avant.")
    contributions: list[ContributionShown] = Field(description="Questions et réactions notées.")
    is_asked: bool = Field(description="Votre position est demandée dans ce tour.")
    mine: StanceOnText | None = Field(
        description="Votre position sur le dernier texte ; null si vous n’en avez pas donné."
    )


class RoundOpening(Given):
    """What is put to the round."""

    text: Words = Field("", description="Le texte proposé ; celui du tour d’avant, ou la décision demandée, sinon.")


class Step(Given):
    """The step to go to."""

    phase: Literal["clarification", "reactions", "amendment", "stances"] = Field(
        description="clarification, reactions, amendment ou stances ; les autres étapes suivent d’elles-mêmes."
    )


class Saying(Given):
    """A question or a reaction to take down."""

    text: Said = Field(description="Ce qui a été dit.")
    attendee: Key | None = Field(None, description="Identifiant de la convocation de qui l’a dit, ou rien.")


class Amending(Given):
    """A new version of the text."""

    text: Said
    number: TextNumber


class StanceGiven(Given):
    """One's own position."""

    value: StanceValue
    reason: Reason = Field("", description="Nécessaire pour une objection et pour une réserve.")
    name_withheld: bool = Field(False, description="Pour une réserve : garder le nom hors du relevé.")
    text_number: TextNumber


class Concluding(Given):
    """How a round ends without adopting its text."""

    outcome: Literal["arbitration", "postponed", "referred", "rejected"] = Field(
        description="arbitration : arbitrage motivé du DGS · postponed : reporté · referred : renvoyé aux élus · "
        "rejected : rejeté."
    )
    reason: Words = ""


class Lifting(Given):
    """What lifts an objection."""

    change: Reason = Field("", description="Ce qui a été changé ; nécessaire quand ce n’est pas l’auteur qui la lève.")
