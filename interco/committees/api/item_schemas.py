"""Items, briefs, decisions and actions as the API shows and takes them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from interco.committees.api.schemas import DecisionLine, EventShown, FileShown
from interco.committees.enums import (
    ActionState,
    Confidentiality,
    DecisionState,
    ItemKind,
    ItemState,
    Outcome,
    StanceValue,
)
from interco.committees.services.actions import EVIDENCE_LIMIT
from interco.committees.services.briefs import MOST_OPTIONS
from interco.committees.services.items import DECISION_ASKED_LIMIT
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

labelled(ActionState, Confidentiality, DecisionState, ItemKind, ItemState, Outcome, StanceValue)

Keys = Annotated[list[Key] | None, Field(max_length=500)]


class ItemLine(Shown):
    """An item in a list."""

    key: str = Field(description="Identifiant public.")
    reference: str = Field(description="Par exemple P-2026-012.")
    title: str
    kind: ItemKind
    state: ItemState
    body: Named
    rapporteur: Named
    duration_minutes: int
    confidentiality: Confidentiality
    meeting: str | None = Field(description="Identifiant de la séance où il est inscrit.")
    wished_meeting: str | None = Field(description="Identifiant de la séance souhaitée.")
    submitted_at: datetime | None
    is_late: bool = Field(description="Proposé hors délai.")
    carry_count: int = Field(description="Nombre de reports.")


class ItemShown(ItemLine):
    """An item, with its history and its files."""

    decision_asked: str
    author: Named
    unit: Named
    units_concerned: list[str] = Field(description="Noms des services concernés.")
    communes_concerned: list[str] = Field(description="Noms des communes concernées.")
    has_brief: bool = Field(description="Une note d’aide à la décision est écrite.")
    version: int = Field(description="À renvoyer avec une correction.")
    files: list[FileShown]
    decisions: list[Named]
    events: list[EventShown] = Field(description="L’histoire du point, du plus ancien au plus récent.")


class _ItemWords(Given):
    """What is said of an item when it is proposed as when it is corrected."""

    title: NamedLine
    kind: ItemKind
    duration_minutes: int = Field(ge=1, le=600)
    rapporteur: Key | None = Field(None, description="Identifiant du rapporteur ; vous, ou inchangé, sinon.")
    wished_meeting: Key | None = Field(None, description="Identifiant de la séance souhaitée.")
    units_concerned: Keys = Field(None, description="Identifiants des services concernés ; null : inchangés.")
    communes_concerned: Keys = Field(None, description="Identifiants des communes concernées ; null : inchangées.")


class ItemProposal(_ItemWords):
    """A new item."""

    body: Key = Field(description="Identifiant de l’instance.")
    unit: Key = Field(description="Identifiant du service porteur, l’un des vôtres.")
    decision_asked: str = Field("", max_length=DECISION_ASKED_LIMIT, description="En une phrase.")
    confidentiality: Confidentiality = Confidentiality.STAFF
    send: bool = Field(True, description="L’envoyer au secrétariat ; sinon, le garder en brouillon.")


class ItemEdition(_ItemWords):
    """An item corrected: every text is given again, so that nothing changes by omission."""

    decision_asked: str = Field(max_length=DECISION_ASKED_LIMIT, description="En une phrase.")
    confidentiality: Confidentiality
    version: Version


class OptionGiven(Given):
    """An option of a brief."""

    title: Line = ""
    pros: Annotated[Text, Field(max_length=4000)] = ""
    cons: Annotated[Text, Field(max_length=4000)] = ""


class BriefTexts(Shown):
    """The texts of a brief, in Markdown."""

    purpose: str = Field("", description="Objet.")
    context: str = Field("", description="Contexte.")
    stakes: str = Field("", description="Enjeux.")
    budget_impact: str = Field("", description="Impact budgétaire.")
    staff_impact: str = Field("", description="Impact sur le personnel.")
    legal_impact: str = Field("", description="Impact juridique.")
    calendar_impact: str = Field("", description="Calendrier.")
    communication_impact: str = Field("", description="Communication.")
    consulted: str = Field("", description="Services consultés.")
    recommendation: str = Field("", description="Recommandation.")


class OptionShown(Shown):
    """An option of a brief."""

    title: str
    pros: str
    cons: str


class BriefShown(BriefTexts):
    """A brief as it stands."""

    options: list[OptionShown]
    version: int = Field(description="À renvoyer avec une écriture.")
    updated_at: datetime | None
    updated_by: str


class BriefGiven(Given):
    """What is to be written: a text left out does not change."""

    purpose: Text | None = None
    context: Text | None = None
    stakes: Text | None = None
    budget_impact: Text | None = None
    staff_impact: Text | None = None
    legal_impact: Text | None = None
    calendar_impact: Text | None = None
    communication_impact: Text | None = None
    consulted: Text | None = None
    recommendation: Text | None = None
    options: list[OptionGiven] | None = Field(None, max_length=MOST_OPTIONS, description="Toutes les options, ou null.")
    version: Version


class StanceShown(Shown):
    """A reservation or an objection kept on record."""

    value: StanceValue
    name: str = Field(description="Vide quand l’auteur n’a pas voulu être nommé.")
    reason: str
    lifted: bool
    lifting: str = Field(description="Ce qui a été changé pour lever l’objection.")


class ActionShown(Shown):
    """An action."""

    key: str = Field(description="Identifiant public.")
    reference: str
    title: str
    state: ActionState
    due_on: date
    late_days: int = Field(description="Jours de retard ; 0 quand elle n’est pas en retard.")
    owner: str = Field(description="Qui tient aujourd’hui le poste pilote, ou l’intitulé du poste vacant.")
    owner_post: str = Field(description="Identifiant du poste pilote.")
    decision: str = Field(description="Référence de la décision ; vide sinon.")
    evidence: str
    done_at: datetime | None
    version: int = Field(description="À renvoyer avec une écriture.")


class DecisionShown(DecisionLine):
    """A decision with what was said and what follows."""

    reason: str
    meeting: Named
    item: Named
    hash: str
    chain_number: int | None
    replaced_by: Named | None
    remarks: list[StanceShown] = Field(description="Réserves et objections gardées au registre.")
    actions: list[ActionShown]


class Replacing(Given):
    """The decision that takes the place of another."""

    new: Key = Field(description="Identifiant de la décision qui la remplace.")


class ActionMove(Given):
    """Another state."""

    state: ActionState
    evidence: str = Field("", max_length=EVIDENCE_LIMIT, description="Ce qui montre que c’est fait.")
    version: Version


class ActionDate(Given):
    """Another date."""

    due_on: Day
    version: Version


class ActionGiven(Given):
    """What is said of an action: what, who, with whom, by when."""

    title: NamedLine
    owner_post: Key = Field(description="Identifiant du poste pilote : un siège de l’instance ou un poste qui dirige.")
    due_on: Day
    contributor_posts: list[Key] = Field([], max_length=100, description="Identifiants des postes contributeurs.")


class ActionEdition(ActionGiven):
    """An action said again in full."""

    version: Version
