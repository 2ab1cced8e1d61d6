"""Choices of the calendar, and the table of what an event may become."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What the event is. A meeting has a sheet: agenda, presence, short record, actions."""

    MEETING = "meeting", _("Réunion")
    EVENT = "event", _("Événement")
    APPOINTMENT = "appointment", _("Rendez-vous")
    ABSENCE = "absence", _("Absence")


class Visibility(models.TextChoices):
    """Who reads more than « occupé »."""

    STAFF = "staff", _("Visible des agents")
    PRIVATE = "private", _("Privé")


class EventState(models.TextChoices):
    """Where an event, or one day of it, stands."""

    CONFIRMED = "confirmed", _("Confirmé")
    CANCELLED = "cancelled", _("Annulé")


EVENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EventState.CONFIRMED: frozenset({EventState.CANCELLED}),
    EventState.CANCELLED: frozenset(),
}


class Answer(models.TextChoices):
    """What a guest said; the values are those of iTIP (PARTSTAT, lower case)."""

    NEEDED = "needs-action", _("sans réponse")
    ACCEPTED = "accepted", _("accepte")
    TENTATIVE = "tentative", _("peut-être")
    DECLINED = "declined", _("décline")


class PartRole(models.TextChoices):
    """How a guest takes part."""

    ORGANISER = "organiser", _("organise")
    REQUIRED = "required", _("attendu")
    OPTIONAL = "optional", _("facultatif")


class ResourceKind(models.TextChoices):
    """What can be booked."""

    ROOM = "room", _("Salle")
    EQUIPMENT = "equipment", _("Matériel")


class ClosedDayRule(models.TextChoices):
    """What a series does with one of its days that is closed; the last three are those of `rules.holidays.MoveRule`."""

    KEEP = "keep", _("Maintenir ce jour")
    SKIP = "skip", _("Ne pas se réunir")
    NEXT = "next", _("Reporter au jour ouvré suivant")
    PREVIOUS = "previous", _("Avancer au jour ouvré précédent")


class PollState(models.TextChoices):
    """Where a poll of dates stands."""

    OPEN = "open", _("ouvert")
    SETTLED = "settled", _("date retenue")
    WITHDRAWN = "withdrawn", _("retiré")


POLL_TRANSITIONS: dict[str, frozenset[str]] = {
    PollState.OPEN: frozenset({PollState.SETTLED, PollState.WITHDRAWN}),
    PollState.SETTLED: frozenset(),
    PollState.WITHDRAWN: frozenset(),
}


class Choice(models.TextChoices):
    """What somebody says of a date."""

    YES = "yes", _("oui")
    MAYBE = "maybe", _("si besoin")
    NO = "no", _("non")


class LinkFault(models.TextChoices):
    """Why a linked calendar does not answer as it should; the label is what its owner reads."""

    ADDRESS = (
        "address",
        _("L’adresse n’est pas celle d’un calendrier : elle commence par https:// et ne contient pas de compte."),
    )
    UNKNOWN = "unknown-host", _("Aucun serveur de ce nom ne répond.")
    PRIVATE = (
        "private",
        _("Cette adresse mène à un réseau intérieur, que l’installation n’ouvre pas : demandez-le à l’administrateur."),
    )
    PLAIN = "plain", _("Ce serveur ne se joint pas par https:// : le mot de passe passerait en clair.")
    CERTIFICATE = "certificate", _("Le certificat de ce serveur n’est pas reconnu.")
    SILENT = "silent", _("Le serveur ne répond pas, ou s’arrête au milieu de sa réponse.")
    TOO_BIG = "too-big", _("Le serveur répond trop long.")
    UNREADABLE = "unreadable", _("Le serveur ne répond pas comme un serveur CalDAV.")
    MOVED = "moved", _("Le serveur renvoie à une autre adresse : tapez celle du calendrier lui-même.")
    SIGN_IN = "sign-in", _("Le serveur refuse le compte ou le mot de passe.")
    NOT_A_CALENDAR = "not-a-calendar", _("À cette adresse il n’y a pas de calendrier.")
    FORBIDDEN = "forbidden", _("Ce compte n’a pas le droit d’écrire dans ce calendrier.")
    UNREADABLE_BUSY = "no-reading", _("Ce compte n’a pas le droit de lire ce calendrier.")
    FULL = "full", _("Le serveur n’a plus de place.")
    BROKEN = "broken", _("Le serveur est en panne.")
    PASSWORD_LOST = (
        "password-lost",
        _("Le mot de passe ne se lit plus : la clé de l’installation a changé. Retapez-le."),
    )
    FAILED = "failed", _("N’a pas pu être traité ; le journal du serveur dit pourquoi.")


class Standing(models.TextChoices):
    """What stands on the server for an event of ours."""

    PUBLISHED = "published", _("publié")
    CHANGED_THERE = "changed-there", _("changé là-bas : laissé tel quel")
    REMOVED_THERE = "removed-there", _("retiré là-bas : laissé ainsi")
    ALREADY_THERE = "already-there", _("déjà dans ce calendrier, par l’invitation")
    REFUSED = "refused", _("refusé par le serveur")
    AGAIN = "again", _("à remettre")
