"""Units: directorates, services, missions, at any depth. The identity lasts; name, kind and parent are dated."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.enums import UnitKind
from interco.organisation.models.collectivity import Collectivity


class Unit(Identified):
    """The lasting identity of a unit of a collectivity."""

    collectivity = models.ForeignKey(Collectivity, on_delete=models.PROTECT, related_name="units")
    is_invented = models.BooleanField(_("inventée pour la démonstration"), default=False)

    class Meta:
        db_table = "organisation_unit"


class UnitVersion(Dated, Versioned):
    """What a unit is over a period: name, kind, place in the tree."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    kind = models.CharField(_("nature"), max_length=24, choices=UnitKind)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_versions")
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)

    objects: ClassVar = DatedQuerySet["UnitVersion"].as_manager()

    class Meta:
        db_table = "organisation_unit_version"
        ordering: ClassVar = ["rank", "name"]
        constraints: ClassVar = [
            period_constraint("organisation_unit_version_period"),
            models.UniqueConstraint(fields=["unit", "starts_on"], name="organisation_unit_version_start"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")), name="organisation_unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
