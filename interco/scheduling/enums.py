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
