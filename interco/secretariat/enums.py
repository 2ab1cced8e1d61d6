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


ENDORSEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EndorsementState.WAITING: frozenset({EndorsementState.ASKED}),
    EndorsementState.ASKED: frozenset({EndorsementState.GIVEN, EndorsementState.REFUSED, EndorsementState.WAITING}),
    EndorsementState.GIVEN: frozenset({EndorsementState.WAITING}),
    EndorsementState.REFUSED: frozenset({EndorsementState.WAITING}),
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
