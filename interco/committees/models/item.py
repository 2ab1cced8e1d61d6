"""An agenda item, its decision brief, its attachments and its history."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import Confidentiality, ItemKind, ItemState
from interco.committees.models.body import Body
from interco.committees.models.meeting import Meeting
from interco.foundation.core.models import Identified, Versioned
from interco.foundation.documents.models import StoredFile
from interco.organisation.models import Collectivity, Person, Post, Unit


class Item(Identified, Versioned):
    """A matter submitted to a body by a unit. `position` orders it in the agenda; times are in minutes and seconds."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="items")
    reference = models.CharField(_("référence"), max_length=20, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("nature"), max_length=12, choices=ItemKind, default=ItemKind.DECISION)
    decision_asked = models.TextField(_("décision demandée"), blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("durée"), default=15)
    confidentiality = models.CharField(max_length=10, choices=Confidentiality, default=Confidentiality.STAFF)
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.DRAFT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="items", verbose_name=_("service porteur"))
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authored_items")
    rapporteur = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reported_items")
    rapporteur_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    units_concerned = models.ManyToManyField(Unit, blank=True, related_name="+")
    communes_concerned = models.ManyToManyField(Collectivity, blank=True, related_name="+")
    wished_meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="wished_items"
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(_("hors délai"), default=False)
    carry_count = models.PositiveSmallIntegerField(_("nombre de reports"), default=0)
    started_at = models.DateTimeField(_("abordé à"), null=True)
    running_since = models.DateTimeField(_("compte le temps depuis"), null=True)
    spent_seconds = models.PositiveIntegerField(default=0)
    notes = models.TextField(_("notes"), blank=True)
    notes_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "committees_item"
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["body", "state"], name="committees_item_state"),
            models.Index(fields=["meeting", "position"], name="committees_item_agenda"),
        ]

    def __str__(self) -> str:
        return self.title


class ItemEvent(models.Model):
    """A step in the life of an item: who moved it, from where to where, why, at which session."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    from_state = models.CharField(max_length=12, choices=ItemState, blank=True)
    to_state = models.CharField(max_length=12, choices=ItemState)
    reason = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "committees_item_event"
        ordering: ClassVar = ["at", "pk"]


class NoteVersion(models.Model):
    """A state of the session's notes on an item, kept so that nothing typed in the room is ever lost."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="note_versions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="note_versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        db_table = "committees_note_version"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="committees_note_version_number"),
        ]


class DecisionBrief(Versioned):
    """The note d'aide à la décision. Texts are Markdown; `options` is a list of `{title, pros, cons}`."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="brief")
    purpose = models.TextField(_("objet"), blank=True)
    context = models.TextField(_("contexte"), blank=True)
    stakes = models.TextField(_("enjeux"), blank=True)
    options = models.JSONField(_("options"), default=list, blank=True)
    budget_impact = models.TextField(_("impact budgétaire"), blank=True)
    staff_impact = models.TextField(_("impact sur le personnel"), blank=True)
    legal_impact = models.TextField(_("impact juridique"), blank=True)
    calendar_impact = models.TextField(_("calendrier"), blank=True)
    communication_impact = models.TextField(_("communication"), blank=True)
    consulted = models.TextField(_("services consultés"), blank=True)
    recommendation = models.TextField(_("recommandation"), blank=True)
    updated_at = models.DateTimeField(null=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "committees_decision_brief"


class Attachment(Identified):
    """A file joined to an item; the content is in the file store."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "committees_attachment"
        ordering: ClassVar = ["pk"]
