"""Calendars of other servers (CalDAV) linked to an agenda: what is published there, and when they say somebody is taken.

The password is sealed (`core.sealing`), readable by this row of this installation only. `PublishedEvent` is what we know
of the server, one row for an event of ours: the worker compares what should stand there with these rows. Of what is read
there only hours are kept (`OutsideBusy`): neither titles nor places.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified, Versioned
from interco.organisation.models import Person
from interco.scheduling.enums import LinkFault, Standing
from interco.scheduling.models.event import Event


class LinkedCalendar(Identified, Versioned):
    """A calendar on a server, linked to the agenda of `person`.

    `next_at` is when the worker looks at it, null once it waits for its owner. `seen` is the last fact of the journal
    whose effects are published. `leaving_at`: what was published is being taken away, then the row goes.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="linked_calendars")
    name = models.CharField(_("nom"), max_length=120)
    address = models.CharField(_("adresse"), max_length=500)
    user = models.CharField(_("compte"), max_length=200)
    sealed = models.TextField()
    publishes = models.BooleanField(_("y publier l’agenda"))
    reads = models.BooleanField(_("y lire les heures prises"))
    created_at = models.DateTimeField()
    leaving_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=20, choices=LinkFault, blank=True)
    fault_detail = models.CharField(max_length=200, blank=True)
    fault_since = models.DateTimeField(null=True)
    seen = models.BigIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    unread = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "scheduling_linked_calendar"
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["next_at"], name="scheduling_linked_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "address"], name="scheduling_linked_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def purpose(self) -> str:
        """What its password is sealed for."""
        return f"linked-calendar:{self.public_id}:{self.address}"


class PublishedEvent(models.Model):
    """What stands on the server for one of our events, as far as we know.

    `mark` is what it says there, `pending` what it would say if a try whose end we do not know went through, and
    `fingerprint` the text of ours that was taken.
    """

    link = models.ForeignKey(LinkedCalendar, on_delete=models.CASCADE, related_name="published")
    uid = models.CharField(max_length=255)
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    etag = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    mark = models.CharField(max_length=32, blank=True)
    pending = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=14, choices=Standing, default=Standing.PUBLISHED)

    class Meta:
        db_table = "scheduling_published_event"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["link", "uid"], name="scheduling_published_once")]


class OutsideBusy(models.Model):
    """Hours that a linked calendar says are taken, put together; replaced at each reading."""

    link = models.ForeignKey(LinkedCalendar, on_delete=models.CASCADE, related_name="busy")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_outside_busy"
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [models.Index(fields=["person", "starts_at"], name="scheduling_outside_busy_span")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="scheduling_outside_order"
            ),
        ]
