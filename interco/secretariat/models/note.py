"""A note to staff (note de service), its files, its history, and the model letters it may start from."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.foundation.documents.models import StoredFile
from interco.organisation.models import Person, Post, Unit
from interco.secretariat.enums import EndsHow, NoteState

#: States in which a note has its number; a withdrawn one may have it or not.
NUMBERED = (NoteState.SIGNED, NoteState.PUBLISHED, NoteState.REPEALED, NoteState.REPLACED)
#: States of a note that reached its addressees.
RELEASED = (NoteState.PUBLISHED, NoteState.REPEALED, NoteState.REPLACED)


class NoteQuerySet(models.QuerySet["StaffNote"]):
    """Vocabulary of notes."""

    def released(self) -> Self:
        """Notes that reached their addressees."""
        return self.filter(state__in=RELEASED)

    def in_force_on(self, day: date) -> Self:
        """Released notes that nothing ended yet on that day: what a newcomer receives."""
        going = Q(expires_on=None) | Q(expires_on__gt=day)
        return self.released().filter(going, Q(ended_on=None) | Q(ended_on__gt=day))


class StaffNote(Identified, Versioned):
    """An act of the general direction. Its number comes with its signature; `ended_on` is set by the note that ends it.

    `effective_on` is the first day it applies, `expires_on` the first day it no longer does.
    """

    reference = models.CharField(_("numéro"), max_length=20, blank=True)
    title = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"), blank=True)
    state = models.CharField(max_length=10, choices=NoteState, default=NoteState.DRAFT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("service émetteur"))
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signatory_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("signataire"))
    signature_mention = models.CharField(_("mention de signature"), max_length=200, blank=True)
    effective_on = models.DateField(_("prend effet le"), null=True, blank=True)
    expires_on = models.DateField(_("expire le"), null=True, blank=True)
    ends = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="ended_by", verbose_name=_("notes abrogées ou remplacées")
    )
    ends_how = models.CharField(max_length=10, choices=EndsHow, blank=True)
    ended_on = models.DateField(null=True)
    asks_acknowledgement = models.BooleanField(_("demande une prise de connaissance"), default=True)
    escalate_after_days = models.PositiveSmallIntegerField(_("prévenir le responsable après, en jours"), null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    signed_by_title = models.CharField(max_length=200, blank=True)
    release_on = models.DateField(_("diffusée le"), null=True)
    released_at = models.DateTimeField(null=True)
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta:
        db_table = "secretariat_note"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "release_on"], name="secretariat_note_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="secretariat_note_number"),
            models.CheckConstraint(
                condition=~Q(state__in=NUMBERED) | (~Q(reference="") & Q(signed_at__isnull=False)),
                name="secretariat_note_signed",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(effective_on=None) | Q(expires_on__gt=models.F("effective_on")),
                name="secretariat_note_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> str:
        """How it is named aloud: its number once it has one, its object before."""
        return self.reference or self.title


class NoteEvent(models.Model):
    """A step in the life of a note: who moved it, from where to where, why."""

    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    from_state = models.CharField(max_length=10, choices=NoteState, blank=True)
    to_state = models.CharField(max_length=10, choices=NoteState)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "secretariat_note_event"
        ordering: ClassVar = ["at", "pk"]


class NoteFile(Identified):
    """A file joined to a note; the content is in the file store."""

    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "secretariat_note_file"
        ordering: ClassVar = ["pk"]


class NoteModel(Identified, Versioned):
    """A model letter: the object and the text a note starts from."""

    name = models.CharField(_("nom du modèle"), max_length=100, unique=True)
    title = models.CharField(_("objet"), max_length=200, blank=True)
    text = models.TextField(_("texte"), blank=True)

    class Meta:
        db_table = "secretariat_note_model"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
