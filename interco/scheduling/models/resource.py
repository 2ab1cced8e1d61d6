"""Rooms and equipment that events book."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.scheduling.enums import ResourceKind


class Resource(Identified, Versioned):
    """A room or a piece of equipment; one that closes keeps its past bookings."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=10, choices=ResourceKind, default=ResourceKind.ROOM)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    note = models.TextField(_("consignes"), blank=True)
    is_open = models.BooleanField(_("se réserve"), default=True)

    class Meta:
        db_table = "scheduling_resource"
        ordering: ClassVar = ["kind", "name"]

    def __str__(self) -> str:
        return self.name
