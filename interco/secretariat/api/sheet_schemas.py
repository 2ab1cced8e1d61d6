"""Sheets of meetings as the API shows and takes them. Instants are in UTC, days those of the agenda."""

from datetime import date, datetime

from pydantic import Field

from interco.committees.api.item_schemas import ActionShown
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
)
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.rules.points import MOST_MINUTES, MOST_POINTS

labelled(Attendance, SheetState)


class SheetsAsked(Paging):
    """What is asked of the list."""

    etat: SheetState | None = Field(None, description="État de la fiche.")
    q: str = Field("", max_length=200, description="Mots du titre, d’un point ou du compte rendu.")


class SheetLineShown(Shown):
    """A sheet in a list."""

    key: str = Field(description="Identifiant public.")
    title: str = Field(description="Titre de la réunion.")
    day: date = Field(description="Jour de la réunion.")
    when: str = Field(description="Quand elle a lieu, en toutes lettres.")
    place: str = Field(description="Lieu.")
    state: SheetState = Field(description="État de la fiche.")
    is_cancelled: bool = Field(description="Ce jour n’est plus à l’agenda.")
    organiser: Named = Field(description="Organisateur.")
    version: int = Field(description="À renvoyer avec une écriture.")


class PointShown(Shown):
    """A point of the agenda."""

    key: str = Field(description="Identifiant public.")
    title: str = Field(description="Intitulé.")
    minutes: int | None = Field(description="Durée, en minutes ; null quand elle n’est pas dite.")
    presenter: str = Field(description="Qui le présente.")
    text: str = Field(description="Ce qui a été dit et convenu.")
    version: int = Field(description="À renvoyer avec son texte.")


class SheetAttendeeShown(Shown):
    """Somebody of the meeting."""

    key: str = Field(description="Identifiant dans cette fiche.")
    name: str = Field(description="Nom.")
    is_optional: bool = Field(description="Présence facultative.")
    attendance: Attendance | None = Field(description="Présence notée ; null tant qu’elle ne l’est pas.")


class SheetShown(SheetLineShown):
    """A sheet whole."""

    event: str = Field(description="Identifiant de l’événement de l’agenda.")
    note_taker: Named | None = Field(description="Qui prend les notes ; null : l’organisateur.")
    summary: str = Field(description="En bref.")
    summary_version: int = Field(description="À renvoyer avec « en bref ».")
    points: list[PointShown] = Field(description="Ordre du jour, dans l’ordre.")
    attendees: list[SheetAttendeeShown] = Field(description="Organisateur, invités, noms ajoutés.")
    actions: list[ActionShown] = Field(description="Actions décidées.")
    left: list[ActionShown] = Field(description="Actions ouvertes des réunions précédentes de la série.")
    agenda_sent_at: datetime | None = Field(description="Dernier envoi de l’ordre du jour.")
    released_at: datetime | None = Field(description="Dernière diffusion du compte rendu.")


class SheetOpening(Given):
    """The day of which event."""

    event: Key = Field(description="Événement de l’agenda.")
    day: Day = Field(description="Jour de l’événement.")


class PointGiven(Given):
    """A point to write."""

    key: Key | None = Field(None, description="Point réécrit ; sans lui, l’intitulé dit lequel.")
    title: NamedLine = Field(description="Intitulé.")
    minutes: int | None = Field(None, ge=1, le=MOST_MINUTES, description="Durée, en minutes.")
    presenter: Line = Field("", description="Qui le présente.")


class AgendaGiven(Given):
    """The whole agenda."""

    points: list[PointGiven] = Field(max_length=MOST_POINTS, description="Tous les points, dans l’ordre.")
    version: Version


class AttendanceGiven(Given):
    """Who was there."""

    noted: dict[str, Attendance | None] = Field(
        max_length=500, description="Présence de chacun par son identifiant dans la fiche ; null l’efface."
    )
    added: list[NamedLine] = Field([], max_length=100, description="Noms à ajouter comme présents.")


class SummaryGiven(Given):
    """The record in short."""

    summary: Text = Field(description="En bref.")
    version: Version = Field(description="Version lue de « en bref » (summary_version).")


class PointText(Given):
    """What was said on a point."""

    text: Text = Field(description="Ce qui a été dit et convenu.")
    version: Version = Field(description="Version lue du point.")


class SheetActionGiven(Given):
    """An action that the meeting decides."""

    title: NamedLine = Field(description="Ce qui est à faire.")
    owner_post: Key = Field(description="Poste du pilote : celui d’un participant, ou un poste qui dirige.")
    due_on: Day = Field(description="Échéance.")
    point: Key | None = Field(None, description="Point concerné.")


class NoteTakerGiven(Given):
    """Who takes the notes."""

    person: Key | None = Field(None, description="Personne invitée ; null : l’organisateur.")
    version: Version


class AtVersion(Given):
    """A gesture on the sheet as it was read."""

    version: Version


class MessagesSent(Shown):
    """What left."""

    messages: int = Field(description="Messages partis.")
