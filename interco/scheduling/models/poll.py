"""Polls of dates: the dates proposed, who is asked, what each says of each date.

Somebody from outside, or without an account, answers by one secret address: only the hash of its token is kept (ADR 0013).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.organisation.models import Person
from interco.scheduling.enums import Choice, PollState, Visibility
from interco.scheduling.models.event import Event
from interco.scheduling.models.resource import Resource


class Poll(Identified, Versioned):
    """A meeting of `owner` looking for its date, written by him or by who keeps his agenda. `event` once it has one."""

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="polls", verbose_name=_("agenda de"))
    written_by_name = models.CharField(max_length=200)
    title = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("description"), blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("durée, en minutes"))
    zone = models.CharField(max_length=60)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.STAFF)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PollState, default=PollState.OPEN)
    closes_on = models.DateField(_("répondre avant la fin du"))
    expires_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="poll")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_poll"
        ordering: ClassVar = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class PollDate(Identified):
    """A date proposed."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_poll_date"
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "starts_at"], name="scheduling_poll_date_once")
        ]


class Voter(Identified):
    """Somebody asked. `token_hash` is empty for who answers in the application, and once the poll is over."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="polls_asked")
    name = models.CharField(max_length=200)
    address = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    comment = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scheduling_voter"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["poll", "person"], condition=Q(person__isnull=False), name="scheduling_voter_person"
            ),
            models.UniqueConstraint(
                fields=["poll", "address"], condition=~Q(address=""), name="scheduling_voter_address"
            ),
        ]


class PollAnswer(models.Model):
    """What somebody says of a date."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="answers")
    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="answers")
    choice = models.CharField(max_length=5, choices=Choice)

    class Meta:
        db_table = "scheduling_poll_answer"
        constraints: ClassVar = [models.UniqueConstraint(fields=["voter", "date"], name="scheduling_poll_answer_once")]
