"""Choices of the general secretariat, each life with the table of its allowed transitions beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteState(models.TextChoices):
    """Life of a note to staff, from its draft to what ends it."""

    DRAFT = "draft", _("brouillon")
    ENDORSING = "endorsing", _("aux visas")
    RETURNED = "returned", _("revenue à son auteur")
    READY = "ready", _("à la signature")
    SIGNED = "signed", _("signée, à diffuser")
    PUBLISHED = "published", _("diffusée")
    REPEALED = "repealed", _("abrogée")
    REPLACED = "replaced", _("remplacée")
    WITHDRAWN = "withdrawn", _("retirée")


NOTE_TRANSITIONS: dict[str, frozenset[str]] = {
    NoteState.DRAFT: frozenset({NoteState.ENDORSING, NoteState.READY, NoteState.WITHDRAWN}),
    NoteState.ENDORSING: frozenset({NoteState.READY, NoteState.RETURNED, NoteState.WITHDRAWN}),
    NoteState.RETURNED: frozenset({NoteState.ENDORSING, NoteState.READY, NoteState.WITHDRAWN}),
    NoteState.READY: frozenset({NoteState.SIGNED, NoteState.RETURNED, NoteState.WITHDRAWN}),
    NoteState.SIGNED: frozenset({NoteState.PUBLISHED, NoteState.WITHDRAWN}),
    NoteState.PUBLISHED: frozenset({NoteState.REPEALED, NoteState.REPLACED}),
    NoteState.REPEALED: frozenset(),
    NoteState.REPLACED: frozenset(),
    NoteState.WITHDRAWN: frozenset(),
}


class EndorsementState(models.TextChoices):
    """Life of one visa of the circuit; sent again to its author, a note asks all of them anew."""

    WAITING = "waiting", _("attend son tour")
    ASKED = "asked", _("demandé")
    GIVEN = "given", _("donné")
    REFUSED = "refused", _("refusé")
    SKIPPED = "skipped", _("passé outre, poste vacant")


ENDORSEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EndorsementState.WAITING: frozenset({EndorsementState.ASKED}),
    EndorsementState.ASKED: frozenset(
        {EndorsementState.GIVEN, EndorsementState.REFUSED, EndorsementState.WAITING, EndorsementState.SKIPPED}
    ),
    EndorsementState.GIVEN: frozenset({EndorsementState.WAITING}),
    EndorsementState.REFUSED: frozenset({EndorsementState.WAITING}),
    EndorsementState.SKIPPED: frozenset({EndorsementState.WAITING}),
}


class TargetKind(models.TextChoices):
    """What a line of the addressees names."""

    ALL_STAFF = "all_staff", _("tous les agents de l’intercommunalité")
    UNIT = "unit", _("service")
    POST = "post", _("poste")
    BODY = "body", _("instance")
    COMMUNE = "commune", _("commune")
    PERSON = "person", _("personne")


class EndsHow(models.TextChoices):
    """What a new note does to an older one."""

    REPEALS = "repeals", _("abroge")
    REPLACES = "replaces", _("remplace")


class RequestKind(models.TextChoices):
    """What a service asks for; each kind has its desk."""

    OPINION = "opinion", _("Avis")
    DECISION = "decision", _("Décision")
    SIGNATURE = "signature", _("Signature")
    MEETING = "meeting", _("Réunion")
    INFORMATION = "information", _("Information")
    SUPPORT = "support", _("Appui de la DOST")


#: Kinds that wait in the signature folder when their desk is the post of the DGS.
SIGNED_KINDS = frozenset({RequestKind.SIGNATURE, RequestKind.DECISION})


class RequestState(models.TextChoices):
    """Life of a request, from its sending to its closing."""

    SENT = "sent", _("envoyée")
    TAKEN = "taken", _("prise en charge")
    QUESTIONED = "questioned", _("précision demandée")
    ANSWERED = "answered", _("répondue")
    REFUSED = "refused", _("refusée")
    CLOSED = "closed", _("close")
    WITHDRAWN = "withdrawn", _("retirée")
    MERGED = "merged", _("réunie à une autre")


_FROM_THE_DESK = frozenset(
    {
        RequestState.QUESTIONED, RequestState.ANSWERED, RequestState.REFUSED, RequestState.WITHDRAWN,
        RequestState.MERGED,
    }
)  # fmt: skip

REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.SENT: _FROM_THE_DESK | {RequestState.TAKEN},
    RequestState.TAKEN: _FROM_THE_DESK | {RequestState.SENT},
    RequestState.QUESTIONED: (_FROM_THE_DESK - {RequestState.QUESTIONED}) | {RequestState.SENT, RequestState.TAKEN},
    RequestState.ANSWERED: frozenset({RequestState.CLOSED, RequestState.TAKEN}),
    RequestState.REFUSED: frozenset({RequestState.CLOSED, RequestState.TAKEN}),
    RequestState.CLOSED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.MERGED: frozenset(),
}

#: The desk has something to do, or waits for the asker: what ages and may be late.
OPEN_REQUESTS = frozenset({RequestState.SENT, RequestState.TAKEN, RequestState.QUESTIONED})
#: The desk has something to do.
AT_THE_DESK = frozenset({RequestState.SENT, RequestState.TAKEN})
#: The answer is there: the asker reads it and closes, or opens it again.
REPLIED_REQUESTS = frozenset({RequestState.ANSWERED, RequestState.REFUSED})


class RequestGesture(models.TextChoices):
    """A step of the thread: what somebody did."""

    SENT = "sent", _("Demande envoyée")
    TAKEN = "taken", _("Prise en charge")
    QUESTIONED = "questioned", _("Précision demandée")
    CLARIFIED = "clarified", _("Précision donnée")
    FORWARDED = "forwarded", _("Transmise")
    ASSIGNED = "assigned", _("Confiée")
    RESCHEDULED = "rescheduled", _("Échéance changée")
    FILE_JOINED = "file_joined", _("Pièce jointe")
    CONVERTED = "converted", _("Suite donnée")
    ABSORBED = "absorbed", _("Une autre demande la rejoint")
    ANSWERED = "answered", _("Réponse")
    SIGNED = "signed", _("Signée")
    AGREED = "agreed", _("Accord donné")
    DECIDED = "decided", _("Réponse de l’instance")
    REFUSED = "refused", _("Refusée")
    REOPENED = "reopened", _("Rouverte")
    CLOSED = "closed", _("Close")
    WITHDRAWN = "withdrawn", _("Retirée")
    MERGED = "merged", _("Réunie à une autre")


class SequelKind(models.TextChoices):
    """What a request became, beside its own life."""

    ITEM = "item", _("Point")
    ACTION = "action", _("Action")
    MEETING = "meeting", _("Réunion")
    NOTE = "note", _("Note de service")


class SheetState(models.TextChoices):
    """Life of the sheet of a meeting; a record already released may be taken up again to correct it."""

    PREPARING = "preparing", _("à tenir")
    HELD = "held", _("tenue, compte rendu à diffuser")
    RELEASED = "released", _("compte rendu diffusé")


SHEET_TRANSITIONS: dict[str, frozenset[str]] = {
    SheetState.PREPARING: frozenset({SheetState.HELD}),
    SheetState.HELD: frozenset({SheetState.RELEASED, SheetState.PREPARING}),
    SheetState.RELEASED: frozenset({SheetState.HELD}),
}


class Attendance(models.TextChoices):
    """How somebody attended a meeting."""

    PRESENT = "present", _("présent")
    REMOTE = "remote", _("à distance")
    EXCUSED = "excused", _("excusé")
    ABSENT = "absent", _("absent")


class PreparationKind(models.TextChoices):
    """What is prepared: something one attends, or something one organises."""

    EVENT = "event", _("Événement")
    ACTIVITY = "activity", _("Activité")


class PreparationState(models.TextChoices):
    """Life of a preparation, from its first step to its review; cancelled, it may be taken up again."""

    PREPARING = "preparing", _("en préparation")
    READY = "ready", _("prête")
    HELD = "held", _("tenue")
    REVIEWED = "reviewed", _("bilan fait")
    CANCELLED = "cancelled", _("annulée")


PREPARATION_TRANSITIONS: dict[str, frozenset[str]] = {
    PreparationState.PREPARING: frozenset({PreparationState.READY, PreparationState.HELD, PreparationState.CANCELLED}),
    PreparationState.READY: frozenset({PreparationState.PREPARING, PreparationState.HELD, PreparationState.CANCELLED}),
    PreparationState.HELD: frozenset({PreparationState.REVIEWED, PreparationState.PREPARING}),
    PreparationState.REVIEWED: frozenset({PreparationState.HELD}),
    PreparationState.CANCELLED: frozenset({PreparationState.PREPARING}),
}

#: What is still before its day.
AHEAD = frozenset({PreparationState.PREPARING, PreparationState.READY})
#: Steps still move: before the day, and after it until the review is written.
LIVE_PREPARATIONS = AHEAD | {PreparationState.HELD}


class PreparationStepState(models.TextChoices):
    """Life of one step of a checklist."""

    TODO = "todo", _("à faire")
    DOING = "doing", _("en cours")
    DONE = "done", _("faite")
    MOOT = "moot", _("sans objet")


PREPARATION_STEP_TRANSITIONS: dict[str, frozenset[str]] = {
    PreparationStepState.TODO: frozenset(
        {PreparationStepState.DOING, PreparationStepState.DONE, PreparationStepState.MOOT}
    ),
    PreparationStepState.DOING: frozenset(
        {PreparationStepState.TODO, PreparationStepState.DONE, PreparationStepState.MOOT}
    ),
    PreparationStepState.DONE: frozenset({PreparationStepState.TODO, PreparationStepState.DOING}),
    PreparationStepState.MOOT: frozenset({PreparationStepState.TODO}),
}

#: Steps that somebody still owes.
OPEN_STEPS = frozenset({PreparationStepState.TODO, PreparationStepState.DOING})
