"""Local closures, added by the secretariat to the public holidays of the territory."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified


class Closure(Identified):
    """A day on which the collectivity is closed."""

    day = models.DateField(_("jour"), unique=True)
    label = models.CharField(_("motif"), max_length=120)

    class Meta:
        db_table = "scheduling_closure"
        ordering: ClassVar = ["day"]
