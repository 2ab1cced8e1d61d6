"""A body: the CODIR, the conference of DGS, a working group. Its membership follows posts, or names people."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import BodyKind, HolidayRule
from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.models import Person, Post


class Body(Identified, Versioned):
    """Rules of a body. Times are wall times in the territory's zone; `recurrence` is an RFC 5545 RRULE without its start."""

    code = models.CharField(_("sigle"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("nature"), max_length=20, choices=BodyKind, default=BodyKind.CODIR)
    chair_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="chaired_bodies", verbose_name=_("présidence")
    )
    secretary_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="kept_bodies", verbose_name=_("secrétariat")
    )
    recurrence = models.CharField(_("récurrence"), max_length=200, blank=True)
    starts_at = models.TimeField(_("début"))
    duration_minutes = models.PositiveSmallIntegerField(_("durée"), default=150)
    follow_up_minutes = models.PositiveSmallIntegerField(_("suivi des actions, en minutes"), default=0)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    holiday_rule = models.CharField(
        _("jours fériés"), max_length=10, choices=HolidayRule, default=HolidayRule.NEXT_WORKING_DAY
    )
    deadline_days = models.PositiveSmallIntegerField(_("clôture des propositions, jours avant"), default=5)
    deadline_at = models.TimeField(_("clôture des propositions, heure"))
    quorum_share = models.DecimalField(_("quorum (part des membres)"), max_digits=3, decimal_places=2, default="0.50")
    chair_responds = models.BooleanField(_("le président donne sa position"), default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "committees_body"

    def __str__(self) -> str:
        return self.code


class Membership(Dated):
    """A seat in a body: whoever holds a post, or one person; with a substitute told the same way."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    substitute_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    substitute_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_voting = models.BooleanField(_("prend position"), default=True)
    rank = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = DatedQuerySet["Membership"].as_manager()

    class Meta:
        db_table = "committees_membership"
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            period_constraint("committees_membership_period"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, person__isnull=True) | Q(post__isnull=True, person__isnull=False),
                name="committees_membership_post_or_person",
            ),
        ]
