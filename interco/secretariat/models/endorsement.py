"""The circuit of a note: visas asked in their order, each of a post, with the days it is given."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified
from interco.organisation.models import Post
from interco.secretariat.enums import EndorsementState
from interco.secretariat.models.note import StaffNote


class Endorsement(Identified):
    """A visa (endorsement) asked of whoever holds a post; `due_on` is set when its turn comes."""

    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="endorsements")
    rank = models.PositiveSmallIntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("délai, en jours"), default=3)
    state = models.CharField(max_length=10, choices=EndorsementState, default=EndorsementState.WAITING)
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "secretariat_endorsement"
        ordering: ClassVar = ["rank", "pk"]
        indexes: ClassVar = [models.Index(fields=["post", "state"], name="secretariat_endorsement_asked")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "post"], name="secretariat_endorsement_once"),
            models.CheckConstraint(
                condition=~models.Q(state=EndorsementState.REFUSED) | ~models.Q(reason=""),
                name="secretariat_endorsement_refused_with_reason",
            ),
        ]
