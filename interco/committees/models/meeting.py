"""A meeting of a body and those convened to it, frozen at convocation."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import AttendeeRole, MeetingState, Presence
from interco.committees.models.body import Body
from interco.foundation.core.models import Identified, Versioned
from interco.organisation.models import Person, Post


class Meeting(Identified, Versioned):
    """One session. `starts_at` is an instant; wall time and zone are kept beside it for invitations."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(_("numéro"))
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    occurrence_on = models.DateField(null=True)
    starts_at = models.DateTimeField(_("début"))
    zone = models.CharField(max_length=60)
    duration_minutes = models.PositiveSmallIntegerField(_("durée"), default=150)
    follow_up_minutes = models.PositiveSmallIntegerField(_("suivi des actions, en minutes"), default=0)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    deadline_at = models.DateTimeField(_("clôture des propositions"))
    invitation_sequence = models.PositiveSmallIntegerField(default=0)
    convened_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    quorum = models.PositiveSmallIntegerField(default=0)
    current_item = models.ForeignKey(
        "committees.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    record_released_at = models.DateTimeField(null=True)
    record_reference = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "committees_meeting"
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [
            models.Index(fields=["body", "state", "starts_at"], name="committees_meeting_ahead"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="committees_meeting_number"),
            models.UniqueConstraint(fields=["body", "occurrence_on"], name="committees_meeting_occurrence"),
        ]

    def __str__(self) -> str:
        return gettext("%(body)s n° %(number)s") % {"body": self.body.code, "number": self.number}


class Attendee(Identified):
    """Somebody convened: the person, the post and the title of that day stay, whatever the organisation becomes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=12, choices=AttendeeRole)
    is_voting = models.BooleanField(default=False)
    is_member = models.BooleanField(default=False)
    substitute_for = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="substitutes"
    )
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.UNKNOWN)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "committees_attendee"
        ordering: ClassVar = ["rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="committees_attendee_once"),
        ]

    def __str__(self) -> str:
        return self.name
