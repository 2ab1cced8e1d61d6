"""Choices of the committees, each with the table of its allowed transitions beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What a body is."""

    CODIR = "codir", _("Comité de direction")
    DGS_CONFERENCE = "dgs_conference", _("Conférence des DGS")
    WORKING_GROUP = "working_group", _("Groupe de travail")
    OTHER = "other", _("Autre instance")


class HolidayRule(models.TextChoices):
    """What becomes of an occurrence that falls on a holiday."""

    NEXT_WORKING_DAY = "next", _("reporter au jour ouvré suivant")
    PREVIOUS_WORKING_DAY = "previous", _("ramener au jour ouvré précédent")
    SKIP = "skip", _("ne pas tenir la séance")


class MeetingState(models.TextChoices):
    """Life of a meeting."""

    PLANNED = "planned", _("prévue")
    CONVENED = "convened", _("convoquée")
    OPEN = "open", _("en séance")
    CLOSED = "closed", _("close")
    CANCELLED = "cancelled", _("annulée")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.PLANNED: frozenset({MeetingState.CONVENED, MeetingState.CANCELLED}),
    MeetingState.CONVENED: frozenset({MeetingState.OPEN, MeetingState.CANCELLED}),
    MeetingState.OPEN: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}


class ItemKind(models.TextChoices):
    """What is expected of the session on an item."""

    INFORMATION = "information", _("information")
    EXCHANGE = "exchange", _("échange")
    OPINION = "opinion", _("avis")
    DECISION = "decision", _("décision")
    VALIDATION = "validation", _("validation avant les élus")
    FOLLOW_UP = "follow_up", _("suivi")


#: Kinds that call for a decision; the others end as treated.
DECIDING_KINDS = frozenset({ItemKind.DECISION, ItemKind.VALIDATION, ItemKind.OPINION})


class ItemState(models.TextChoices):
    """Life of an item, from its draft to its closing."""

    DRAFT = "draft", _("brouillon")
    SUBMITTED = "submitted", _("proposé")
    RETURNED = "returned", _("renvoyé")
    ACCEPTED = "accepted", _("accepté")
    SCHEDULED = "scheduled", _("inscrit")
    IN_SESSION = "in_session", _("en séance")
    TREATED = "treated", _("traité")
    DECIDED = "decided", _("décidé")
    REJECTED = "rejected", _("rejeté")
    POSTPONED = "postponed", _("reporté")
    REFERRED = "referred", _("renvoyé aux élus")
    CLOSED = "closed", _("clos")
    WITHDRAWN = "withdrawn", _("retiré")


ITEM_TRANSITIONS: dict[str, frozenset[str]] = {
    ItemState.DRAFT: frozenset({ItemState.SUBMITTED, ItemState.WITHDRAWN}),
    ItemState.SUBMITTED: frozenset({ItemState.RETURNED, ItemState.ACCEPTED, ItemState.WITHDRAWN}),
    ItemState.RETURNED: frozenset({ItemState.SUBMITTED, ItemState.WITHDRAWN}),
    ItemState.ACCEPTED: frozenset({ItemState.SCHEDULED, ItemState.RETURNED, ItemState.WITHDRAWN}),
    ItemState.SCHEDULED: frozenset({ItemState.IN_SESSION, ItemState.ACCEPTED, ItemState.WITHDRAWN}),
    ItemState.IN_SESSION: frozenset(
        {
            ItemState.SCHEDULED, ItemState.TREATED, ItemState.DECIDED, ItemState.REJECTED, ItemState.POSTPONED,
            ItemState.REFERRED, ItemState.ACCEPTED,
        }
    ),
    ItemState.TREATED: frozenset({ItemState.CLOSED, ItemState.IN_SESSION}),
    ItemState.DECIDED: frozenset({ItemState.CLOSED, ItemState.IN_SESSION}),
    ItemState.REJECTED: frozenset({ItemState.CLOSED, ItemState.IN_SESSION}),
    ItemState.POSTPONED: frozenset({ItemState.ACCEPTED, ItemState.CLOSED, ItemState.IN_SESSION}),
    ItemState.REFERRED: frozenset({ItemState.CLOSED, ItemState.IN_SESSION}),
    ItemState.CLOSED: frozenset(),
    ItemState.WITHDRAWN: frozenset(),
}  # fmt: skip


class AttendeeRole(models.TextChoices):
    """In what quality somebody is convened."""

    CHAIR = "chair", _("préside")
    MEMBER = "member", _("membre")
    SUBSTITUTE = "substitute", _("suppléant")
    SECRETARY = "secretary", _("secrétaire de séance")
    GUEST = "guest", _("invité")


class Presence(models.TextChoices):
    """Presence in the room."""

    UNKNOWN = "unknown", _("attendu")
    PRESENT = "present", _("présent")
    EXCUSED = "excused", _("excusé")
    ABSENT = "absent", _("absent")


class RoundPhase(models.TextChoices):
    """Steps of a consent round (see `rules/consent.py`)."""

    PROPOSAL = "proposal", _("Proposition")
    CLARIFICATION = "clarification", _("Clarification")
    REACTIONS = "reactions", _("Réactions")
    AMENDMENT = "amendment", _("Amendement")
    STANCES = "stances", _("Positions")
    LIFTING = "lifting", _("Levée")
    ADOPTION = "adoption", _("Adoption")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundPhase.PROPOSAL: frozenset({RoundPhase.CLARIFICATION, RoundPhase.STANCES}),
    RoundPhase.CLARIFICATION: frozenset({RoundPhase.REACTIONS, RoundPhase.AMENDMENT, RoundPhase.STANCES}),
    RoundPhase.REACTIONS: frozenset({RoundPhase.AMENDMENT, RoundPhase.STANCES}),
    RoundPhase.AMENDMENT: frozenset({RoundPhase.STANCES}),
    RoundPhase.STANCES: frozenset({RoundPhase.LIFTING, RoundPhase.ADOPTION}),
    RoundPhase.LIFTING: frozenset({RoundPhase.STANCES, RoundPhase.ADOPTION}),
    RoundPhase.ADOPTION: frozenset(),
}


class StanceValue(models.TextChoices):
    """A position: a shape and a word."""

    FAVOURABLE = "favourable", _("Favorable")
    RESERVATION = "reservation", _("Réserve")
    ABSTENTION = "abstention", _("Abstention")
    OBJECTION = "objection", _("Objection motivée")


class Outcome(models.TextChoices):
    """How an item that called for a decision ended."""

    CONSENSUS = "consensus", _("Consensus")
    RESERVATIONS = "reservations", _("Consensus avec réserves")
    ARBITRATION = "arbitration", _("Arbitrage du DGS")
    POSTPONED = "postponed", _("Reporté")
    REFERRED = "referred", _("Renvoyé aux élus")
    REJECTED = "rejected", _("Rejeté")


class DecisionState(models.TextChoices):
    """Life of a decision: a project until the session closes, then recorded and sealed in one transaction."""

    DRAFT = "draft", _("projet de décision")
    RECORDED = "recorded", _("enregistrée")
    SEALED = "sealed", _("scellée")
    REPLACED = "replaced", _("remplacée")


DECISION_TRANSITIONS: dict[str, frozenset[str]] = {
    DecisionState.DRAFT: frozenset({DecisionState.RECORDED}),
    DecisionState.RECORDED: frozenset({DecisionState.SEALED}),
    DecisionState.SEALED: frozenset({DecisionState.REPLACED}),
    DecisionState.REPLACED: frozenset(),
}


class ActionState(models.TextChoices):
    """Life of an action."""

    TODO = "todo", _("à faire")
    DOING = "doing", _("en cours")
    DONE = "done", _("fait")
    CANCELLED = "cancelled", _("abandonné")


ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ActionState.TODO: frozenset({ActionState.DOING, ActionState.DONE, ActionState.CANCELLED}),
    ActionState.DOING: frozenset({ActionState.TODO, ActionState.DONE, ActionState.CANCELLED}),
    ActionState.DONE: frozenset({ActionState.DOING}),
    ActionState.CANCELLED: frozenset({ActionState.TODO}),
}


class Confidentiality(models.TextChoices):
    """Who may read an item and its decision beside the members and the secretariat."""

    STAFF = "staff", _("agents de l’intercommunalité")
    MEMBERS = "members", _("membres de l’instance")
