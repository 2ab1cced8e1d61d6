"""The hours at which the house works, kept by the secretariat: meetings are sought inside them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class WorkingSpan(models.Model):
    """Hours worked on one day of the week (Monday is 0). No row at all: those of `rules.working_hours`."""

    weekday = models.PositiveSmallIntegerField(_("jour"))
    opens_at = models.TimeField(_("de"))
    closes_at = models.TimeField(_("à"))

    class Meta:
        db_table = "scheduling_working_span"
        ordering: ClassVar = ["weekday", "opens_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="scheduling_working_span_weekday"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="scheduling_working_span_order"),
            models.UniqueConstraint(fields=["weekday", "opens_at"], name="scheduling_working_span_once"),
        ]
