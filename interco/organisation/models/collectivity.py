"""Collectivities and partners: the EPCI of this database, its communes, and those it works with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.enums import CollectivityKind


class Collectivity(Identified):
    """The lasting identity of a collectivity; its name and membership are in dated versions."""

    kind = models.CharField(_("nature"), max_length=24, choices=CollectivityKind)
    is_home = models.BooleanField(default=False)
    siren = models.CharField(max_length=9, blank=True)
    insee = models.CharField(max_length=5, blank=True)

    class Meta:
        db_table = "organisation_collectivity"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_home"], condition=Q(is_home=True), name="organisation_one_home"),
            models.UniqueConstraint(fields=["siren"], condition=~Q(siren=""), name="organisation_siren_once"),
            models.UniqueConstraint(fields=["insee"], condition=~Q(insee=""), name="organisation_insee_once"),
        ]


class CollectivityVersion(Dated, Versioned):
    """What a collectivity is called, and whether it is a member of the EPCI, over a period."""

    collectivity = models.ForeignKey(Collectivity, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    is_member = models.BooleanField(_("membre"), default=False)

    objects: ClassVar = DatedQuerySet["CollectivityVersion"].as_manager()

    class Meta:
        db_table = "organisation_collectivity_version"
        constraints: ClassVar = [
            period_constraint("organisation_collectivity_version_period"),
            models.UniqueConstraint(
                fields=["collectivity", "starts_on"], name="organisation_collectivity_version_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """Inhabitants of a collectivity at a vintage (a year of reference), municipal and total."""

    collectivity = models.ForeignKey(Collectivity, on_delete=models.CASCADE, related_name="populations")
    vintage = models.PositiveSmallIntegerField(_("millésime"))
    municipal = models.PositiveIntegerField()
    total = models.PositiveIntegerField()

    class Meta:
        db_table = "organisation_population"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collectivity", "vintage"], name="organisation_population_once"),
        ]


class Territory(Versioned):
    """What is set once for the whole installation: time zone, department (holidays), vintage of the reference data."""

    collectivity = models.OneToOneField(Collectivity, on_delete=models.PROTECT)
    time_zone = models.CharField(_("fuseau horaire"), max_length=60)
    department = models.CharField(_("département"), max_length=3, blank=True)
    reference_vintage = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "organisation_territory"
