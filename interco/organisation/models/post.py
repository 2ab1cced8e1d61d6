"""Posts: the lasting identity of a position in the organisation; title, unit, FTE and function are dated."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.enums import Category, PostFunction
from interco.organisation.models.unit import Unit


class Post(Identified):
    """The lasting identity of a post; committees and actions refer to it, people come and go."""

    reference = models.CharField(_("référence du poste"), max_length=40, blank=True)

    class Meta:
        db_table = "organisation_post"


class PostVersion(Dated, Versioned):
    """What a post is over a period. `fte` is in full-time equivalents (1.00 = full time)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="post_versions")
    title = models.CharField(_("intitulé"), max_length=200)
    feminine_title = models.CharField(_("intitulé au féminin"), max_length=200, blank=True)
    function = models.CharField(_("fonction"), max_length=20, choices=PostFunction, default=PostFunction.AGENT)
    leads_unit = models.BooleanField(_("dirige l’unité"), default=False)
    fte = models.DecimalField(_("ETP"), max_digits=4, decimal_places=2, default=Decimal(1))
    category = models.CharField(_("catégorie"), max_length=1, choices=Category, blank=True)
    is_functional = models.BooleanField(_("emploi fonctionnel"), default=False)

    objects: ClassVar = DatedQuerySet["PostVersion"].as_manager()

    class Meta:
        db_table = "organisation_post_version"
        constraints: ClassVar = [
            period_constraint("organisation_post_version_period"),
            models.UniqueConstraint(fields=["post", "starts_on"], name="organisation_post_version_start"),
            models.CheckConstraint(condition=models.Q(fte__gt=0, fte__lte=1), name="organisation_post_fte"),
        ]

    def __str__(self) -> str:
        return self.title
