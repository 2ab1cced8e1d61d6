"""The sheet of an ordinary meeting: what is on its agenda, who was there, what was said and agreed, what is to be done.

A sheet belongs to one day of an event: a weekly meeting has one a week. `day` is that of the occurrence, which keeps its
name when it is moved by itself; when the days of the event change, the sheet follows (`services.sheet_days`).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.committees.models import Action
from interco.foundation.core.models import Identified, Versioned
from interco.foundation.documents.models import StoredFile
from interco.organisation.models import Person
from interco.scheduling.enums import EventKind
from interco.scheduling.models import Event, Participant
from interco.secretariat.enums import Attendance, SheetState

#: Kinds of events that have a sheet; an absence has nothing to tell.
SHEETED = frozenset({EventKind.MEETING, EventKind.EVENT, EventKind.APPOINTMENT})


class MeetingSheet(Identified, Versioned):
    """The sheet of one day of an event. `note_taker` writes it beside whoever keeps the organiser's agenda.

    `version` is that of its agenda and of its life; the summary and the text of each point have their own: two people who
    write on two points are in nobody's way.
    `agenda_sent_at` and `released_at` are the last sendings; `document` is the record as it was released.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sheets")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.PREPARING)
    note_taker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("en bref"), blank=True)
    summary_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()
    written_at = models.DateTimeField()
    agenda_sent_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by_name = models.CharField(max_length=200, blank=True)
    releases = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "secretariat_meeting_sheet"
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "day"], name="secretariat_sheet_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "day"], name="secretariat_meeting_sheet_day"),
        ]

    def __str__(self) -> str:
        return self.event.title


class SheetPoint(Identified, Versioned):
    """A point of the agenda, and what was said and agreed on it."""

    sheet = models.ForeignKey(MeetingSheet, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("point"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("durée, en minutes"), null=True, blank=True)
    presenter = models.CharField(_("présenté par"), max_length=200, blank=True)
    text = models.TextField(_("compte rendu"), blank=True)

    class Meta:
        db_table = "secretariat_sheet_point"
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class SheetPresence(models.Model):
    """How somebody attended: a guest of the event, its organiser (`person` without `guest`), or a name added on the day."""

    sheet = models.ForeignKey(MeetingSheet, on_delete=models.CASCADE, related_name="presences")
    guest = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    attendance = models.CharField(max_length=10, choices=Attendance)

    class Meta:
        db_table = "secretariat_sheet_presence"
        ordering: ClassVar = ["pk"]


class SheetAction(models.Model):
    """An action that a meeting decided; it lives in the follow-up with all the others."""

    sheet = models.ForeignKey(MeetingSheet, on_delete=models.PROTECT, related_name="sheet_actions")
    point = models.ForeignKey(SheetPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "secretariat_sheet_action"
        ordering: ClassVar = ["pk"]
