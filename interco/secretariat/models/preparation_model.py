"""Models of checklists: what a séminaire, a visit or a conference always asks for, and how long before."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.organisation.models import Post


class PreparationModel(Identified, Versioned):
    """A checklist that a preparation starts from; what started from it keeps its own steps."""

    name = models.CharField(_("nom du modèle"), max_length=100, unique=True)
    text = models.TextField(_("quand s’en servir"), blank=True)

    class Meta:
        db_table = "secretariat_preparation_model"
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PreparationModelStep(Identified):
    """A line of a model: what, how many days before or after, and the post that usually does it."""

    model = models.ForeignKey(PreparationModel, on_delete=models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("étape"), max_length=200)
    offset = models.SmallIntegerField(_("décalage, en jours"), default=0)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "secretariat_preparation_model_step"
        ordering: ClassVar = ["offset", "rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "offset", "label"], name="secretariat_preparation_model_once"),
        ]
