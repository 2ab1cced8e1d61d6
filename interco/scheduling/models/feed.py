"""Feeds: addresses under which a calendar program reads, without signing in, what an account may read.

The row is found by the hash of the address's secret, which is its key: nothing of the address itself is kept. It says
whose rights it has (`user`, read anew each time) and what it shows: the agenda of a person, or what an application above
keeps under `shelf` (`body:…`). `EventText` keeps an event as a feed writes it, as of a version of the event.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from interco.foundation.core.models import Identified
from interco.organisation.models import Person
from interco.scheduling.models.event import Event


class Feed(Identified):
    """One secret address. `hint` is its last characters, to tell one from another."""

    digest = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    shelf = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    hint = models.CharField(max_length=4)
    with_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scheduling_feed"
        ordering: ClassVar = ["created_at", "digest"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, shelf="") | Q(person__isnull=True) & ~Q(shelf=""),
                name="scheduling_feed_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventText(models.Model):
    """An event as feeds write it: whole, and as hours only; true while `version` is that of the event."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="written")
    version = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
    whole = models.TextField()
    busy = models.TextField()

    class Meta:
        db_table = "scheduling_event_text"
