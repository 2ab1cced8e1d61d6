"""Requests as the API shows and takes them. Instants are in UTC, dates and ages those of the territory."""

from datetime import date, datetime

from pydantic import Field

from interco.committees.enums import Confidentiality
from interco.foundation.core.api.schemas import (
    Day,
    Given,
    Key,
    Line,
    Named,
    NamedLine,
    Paging,
    Shown,
    Text,
    Version,
    labelled,
    told,
)
from interco.secretariat.enums import RequestGesture, RequestKind, RequestState, SequelKind
from interco.secretariat.rules.desks import MOST_DAYS

told(
    {
        "working_days": "Délai, en jours ouvrés.", "is_open_to_communes": "Les agents des communes peuvent la faire.",
        "asker": "Service demandeur.", "steps": "Fil de la demande, du premier pas au dernier.",
        "sequels": "Ce que la demande est devenue.", "files": "Pièces jointes.", "gesture": "Ce qui a été fait.",
    }
)  # fmt: skip
labelled(RequestKind, RequestState, RequestGesture, SequelKind)

PLACE = r"^(unit|post):[A-Za-z0-9_-]+$"


class RequestsAsked(Paging):
    """What is asked of the list."""

    vue: str = Field(
        "all", pattern="^(ours|desk|all)$", description="ours : les vôtres · desk : à votre guichet · all : toutes."
    )
    etat: str = Field("open", pattern="^(open|late|ended|any)$", description="open, late, ended ou any.")
    nature: RequestKind | None = Field(None, description="Nature de la demande.")
    guichet: str = Field("", max_length=40, description="Guichet : unit:identifiant ou post:identifiant.")
    demandeur: str = Field("", max_length=40, description="Service demandeur : unit:identifiant.")
    q: str = Field("", max_length=200, description="Mots de l’objet, du texte ou de la référence.")


class RequestLineShown(Shown):
    """A request in a list."""

    key: str = Field(description="Identifiant public.")
    reference: str = Field(description="Par exemple D-2026-031.")
    kind: RequestKind
    title: str
    state: RequestState
    due_on: date
    asker: Named
    author: Named
    desk: str = Field(description="Guichet : le service, ou le titulaire du poste.")
    assignee: Named | None = Field(description="Personne à qui elle est confiée.")
    created_at: datetime = Field(description="Envoyée à.")
    age: int = Field(description="Jours depuis l’envoi, jusqu’à la réponse.")
    late_days: int = Field(description="Jours de retard ; 0 à temps.")
    version: int


class StepShown(Shown):
    """A step of the thread."""

    at: datetime
    by: str
    gesture: RequestGesture
    text: str = Field(description="Ce qui a été dit.")
    towards: str = Field(description="Vers qui ou quoi.")
    decision: Named | None = Field(description="La décision, quand vous pouvez la lire.")


class SequelShown(Shown):
    """What the request became."""

    kind: SequelKind
    reference: str
    state: str
    key: str | None = Field(description="Identifiant, quand vous pouvez l’ouvrir.")


class FileLine(Shown):
    """A file joined to a request."""

    key: str = Field(description="Identifiant public.")
    name: str


class RequestShown(RequestLineShown):
    """A request with its thread."""

    text: str = Field(description="La demande.")
    steps: list[StepShown]
    files: list[FileLine]
    sequels: list[SequelShown]
    merged_into: str | None = Field(description="Référence de la demande qui reste, quand elle lui a été réunie.")


class RequestAsked(Given):
    """A request to send."""

    kind: RequestKind
    title: NamedLine = Field(description="Objet.")
    text: Text = ""
    due_on: Day | None = Field(None, description="Déduite de la nature quand elle manque.")
    unit: Key = Field(description="Votre service.")


class RequestSaid(Given):
    """What is said, at the version read."""

    text: Text = Field("", description="Réponse, question, précision ou motif.")
    version: Version | None = None


class ToPlace(RequestSaid):
    """To whom it goes."""

    to: str = Field(max_length=40, pattern=PLACE, description="unit:identifiant ou post:identifiant.")


class ToPerson(RequestSaid):
    """To which person."""

    person: Key = Field(description="Personne de l’intercommunalité.")


class ToRequest(Given):
    """With which other request."""

    into: Key = Field(description="Demande qui reste.")
    version: Version | None = None


class ToDate(Given):
    """By when."""

    due_on: Day
    version: Version | None = None


class ToItem(Given):
    """Before which body."""

    body: Key
    confidentiality: Confidentiality = Confidentiality.STAFF
    version: Version | None = None


class ToAction(Given):
    """Followed by which body, carried by which post."""

    body: Key
    owner_post: Key = Field(description="Poste du pilote.")
    version: Version | None = None


class ToMeeting(Given):
    """When the meeting is."""

    day: Day = Field(description="Jour de la réunion.")
    at: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Heure, à l’horloge du territoire : 09:30.")
    minutes: int = Field(60, ge=5, le=600, description="Durée.")
    place: Line = Field("", description="Lieu.")
    version: Version | None = None


class DeskShown(Shown):
    """Who receives a kind of request."""

    kind: RequestKind
    to: str = Field(description="unit:identifiant ou post:identifiant ; vide quand personne ne la reçoit.")
    name: str
    working_days: int = Field(description="Délai, en jours ouvrés.")
    is_open_to_communes: bool
    is_guessed: bool = Field(description="Déduit des noms, tant que personne ne l’a réglé.")
    version: int | None


class DeskGiven(Given):
    """A desk to set."""

    to: str = Field(max_length=40, pattern=PLACE, description="unit:identifiant ou post:identifiant.")
    working_days: int = Field(ge=1, le=MOST_DAYS)
    is_open_to_communes: bool = False
    version: Version | None = None


class ToSign(Given):
    """The requests to sign or to refuse together."""

    requests: list[Key] = Field(min_length=1, max_length=100, description="Identifiants.")
    text: Text = Field("", description="Un mot aux demandeurs ; le motif d’un refus.")
