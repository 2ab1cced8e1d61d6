"""Decisions, sealed in the register when the session closes, and the actions that carry them out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import ActionState, DecisionState, Outcome
from interco.committees.models.body import Body
from interco.committees.models.item import Item
from interco.committees.models.meeting import Meeting
from interco.committees.models.round import Round
from interco.foundation.core.models import Identified, Versioned
from interco.organisation.models import Post


class Decision(Identified, Versioned):
    """An administrative orientation. Its number (`CODIR-2026-014`) and its seal come when the session closes."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="decisions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    title = models.CharField(max_length=200)
    text = models.TextField(_("texte"))
    outcome = models.CharField(_("issue"), max_length=14, choices=Outcome)
    reason = models.TextField(_("motif"), blank=True)
    owner_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_decisions"
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    review_on = models.DateField(_("revue"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    decided_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    payload = models.JSONField(default=dict, blank=True)
    chain_number = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True)
    sealed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "committees_decision"
        ordering: ClassVar = ["decided_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], condition=Q(number__isnull=False), name="committees_decision_number"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="committees_decision_reference"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.ARBITRATION) | ~Q(reason=""), name="committees_arbitration_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.title


class SealedPersonalValue(models.Model):
    """A name or words of a person, committed to by a sealed decision and kept beside it so that it can be erased."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="personal_values")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField(null=True)

    class Meta:
        db_table = "committees_sealed_personal_value"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "field"], name="committees_sealed_personal_value_once"),
        ]


class Action(Identified, Versioned):
    """Something to do after a session or a meeting. Its owner is a post: today's holder, or interim, sees it in À traiter.

    An action without a body belongs to what registered it (`queries.action_homes`): the sheet of an ordinary meeting.
    """

    reference = models.CharField(max_length=20, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    title = models.CharField(_("intitulé"), max_length=200)
    owner_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="owned_actions", verbose_name=_("pilote")
    )
    contributor_posts = models.ManyToManyField(Post, blank=True, related_name="+")
    due_on = models.DateField(_("échéance"))
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.TODO)
    evidence = models.TextField(_("preuve"), blank=True)
    done_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "committees_action"
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="committees_action_due")]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given in a gap-free series (`P-2026`, `A-2026`, `CODIR-2026`); its row is the lock of the series."""

    series = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "committees_counter"
