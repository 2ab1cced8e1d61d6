"""A consent round inside an item: its steps, the versions of its text, what was said, and the stances."""

from typing import ClassVar

from django.db import models

from interco.committees.enums import Outcome, RoundPhase, StanceValue
from interco.committees.models.item import Item
from interco.committees.models.meeting import Attendee, Meeting
from interco.foundation.core.models import Identified, Versioned


class Round(Identified, Versioned):
    """One round on one item at one session. `closed_at` and `outcome` are set together."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="rounds")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=14, choices=RoundPhase, default=RoundPhase.PROPOSAL)
    opened_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "committees_round"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="committees_round_number"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(closed_at__isnull=True), name="committees_one_open_round"
            ),
        ]


class ProposalText(models.Model):
    """A version of the text put to the round; the last one is the current one. Stances on a text amended before its
    reveal stay their author's."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    author_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "committees_proposal_text"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="committees_proposal_text_number"),
        ]


class Contribution(models.Model):
    """A question of clarification or a reaction, taken down during the round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="contributions")
    phase = models.CharField(max_length=14, choices=RoundPhase)
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "committees_contribution"
        ordering: ClassVar = ["pk"]


class Respondent(models.Model):
    """Who is asked for a stance in this round, frozen when it opens."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="respondents")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "committees_respondent"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "attendee"], name="committees_respondent_once"),
        ]


class Stance(Identified):
    """A position on one version of the text. A new version of the text asks again; the former stances stay on record."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stances")
    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="stances")
    text = models.ForeignKey(ProposalText, on_delete=models.PROTECT, related_name="stances")
    value = models.CharField(max_length=12, choices=StanceValue)
    reason = models.TextField(blank=True)
    name_withheld = models.BooleanField(default=False)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifting = models.TextField(blank=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "committees_stance"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "attendee", "text"], name="committees_stance_once"),
            models.CheckConstraint(
                condition=~models.Q(value=StanceValue.OBJECTION) | ~models.Q(reason=""),
                name="committees_objection_reason",
            ),
        ]
