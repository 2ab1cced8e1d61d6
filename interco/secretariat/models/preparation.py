"""The preparation of an event of the agenda: its checklist, its documents, its review.

It belongs to one day of one event, which `event` and `day` name as `scheduling.Occurrence` does; `held_on` repeats when
that day takes place, on the event's own clocks, so that what is asked of a checklist is answered by an index.
"""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.foundation.documents.models import StoredFile
from interco.organisation.models import Assignment, Person, Post
from interco.scheduling.models import Event
from interco.secretariat.enums import (
    AHEAD,
    LIVE_PREPARATIONS,
    OPEN_STEPS,
    PreparationKind,
    PreparationState,
    PreparationStepState,
)
from interco.secretariat.models.preparation_model import PreparationModel

_ONE_IN_CHARGE = Q(post__isnull=True) | Q(person__isnull=True)


class PreparationQuerySet(models.QuerySet["Preparation"]):
    """Vocabulary of the preparations."""

    def ahead(self) -> Self:
        """Still before their day."""
        return self.filter(state__in=AHEAD)

    def live(self) -> Self:
        """Whose steps still move."""
        return self.filter(state__in=LIVE_PREPARATIONS)


class Preparation(Identified, Versioned):
    """What is prepared, by whom, how far. `pilot` is a post: who holds it today pilots, an interim as well.

    `is_open` lets the agents who may read the event read the preparation; otherwise only those who take part do.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="preparations")
    day = models.DateField()
    held_on = models.DateField(_("jour"))
    kind = models.CharField(_("nature"), max_length=10, choices=PreparationKind, default=PreparationKind.EVENT)
    title = models.CharField(_("objet"), max_length=200)
    stakes = models.TextField(_("enjeux"), blank=True)
    pilot = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("pilote"))
    state = models.CharField(max_length=10, choices=PreparationState, default=PreparationState.PREPARING)
    is_open = models.BooleanField(_("ouverte aux agents"), default=False)
    model = models.ForeignKey(PreparationModel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_reason = models.CharField(_("motif"), max_length=300, blank=True)
    went_well = models.TextField(_("ce qui a bien marché"), blank=True)
    to_improve = models.TextField(_("à améliorer"), blank=True)
    expected = models.PositiveIntegerField(_("attendus"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("présents"), null=True, blank=True)
    figures = models.TextField(_("autres chiffres"), blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    created_by_name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar = PreparationQuerySet.as_manager()

    class Meta:
        db_table = "secretariat_preparation"
        ordering: ClassVar = ["held_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "held_on"], name="secretariat_preparation_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "day"], name="secretariat_preparation_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_is_ahead(self) -> bool:
        """Whether its day is still to come, as far as it says."""
        return self.state in AHEAD


class PreparationStepQuerySet(models.QuerySet["PreparationStep"]):
    """Vocabulary of the steps."""

    def owed(self) -> Self:
        """Open, in a preparation whose steps still move."""
        return self.filter(state__in=OPEN_STEPS, preparation__state__in=LIVE_PREPARATIONS)

    def entrusted_to(self, person: int, posts: Collection[int], day: date) -> Self:
        """In charge of a person, or of a post they hold; the steps of nobody and of a vacant post are the pilot's."""
        held = Assignment.objects.effective_on(day).filter(post_id=OuterRef("post_id"))
        of_nobody = Q(person=None) & (Q(post=None) | ~Exists(held))
        mine = Q(person_id=person) | Q(post_id__in=posts)
        return self.filter(mine | (of_nobody & Q(preparation__pilot_id__in=posts)))


class PreparationStep(Identified, Versioned):
    """One line of the checklist. `due_on` follows the day of the event by `offset`, unless it was fixed by hand.

    `told_eve_of` and `told_late_of` are the dates of which the person in charge was already reminded.
    """

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("étape"), max_length=200)
    offset = models.SmallIntegerField(_("décalage, en jours"), default=0)
    due_on = models.DateField(_("échéance"))
    is_fixed = models.BooleanField(_("jour fixé à la main"), default=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=PreparationStepState, default=PreparationStepState.TODO)
    reason = models.CharField(_("pourquoi sans objet"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=200, blank=True)
    assigned_at = models.DateTimeField()
    told_eve_of = models.DateField(null=True)
    told_late_of = models.DateField(null=True)

    objects: ClassVar = PreparationStepQuerySet.as_manager()

    class Meta:
        db_table = "secretariat_preparation_step"
        ordering: ClassVar = ["due_on", "rank", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="secretariat_preparation_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_ONE_IN_CHARGE, name="secretariat_preparation_charge"),
        ]

    def __str__(self) -> str:
        return self.label


class PreparationFile(Identified):
    """A document of the preparation, or what proves that one of its steps was done; the content is in the file store."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="files")
    step = models.ForeignKey(PreparationStep, on_delete=models.SET_NULL, null=True, blank=True, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "secretariat_preparation_file"
        ordering: ClassVar = ["pk"]
