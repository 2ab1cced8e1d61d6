"""Events of the agendas: what was planned, each of its days, who is invited and what is booked.

An event is told by the wall clock: first day, hour, minutes, zone, and a rule of days when it comes back
(`rules.recurrence`). Each of its days is an `Occurrence`, a row of instants: what is asked of a calendar is "who is
busy between two instants", and a row answers by an index. A day moved or cancelled is its own row, which keeps the
day the rule gave it: the exception of the series. Bookings repeat the instants of their occurrence, so that the database
itself refuses two at once (an exclusion constraint on PostgreSQL; one writer at a time on SQLite).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.models import Person
from interco.scheduling.enums import Answer, ClosedDayRule, EventKind, EventState, PartRole, Visibility
from interco.scheduling.models.resource import Resource

LONGEST_MINUTES = 31 * 24 * 60


class Event(Identified, Versioned):
    """Something in the agenda of `owner`, written by him or, « pour le compte de », by `written_by_name`.

    `at` is null for whole days; `rule` is empty for an event that comes once. `sequence` is that of its iTIP object.
    `resources` are what each of its days books; `follows` is the series that this one continues from a day on.
    """

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events", verbose_name=_("agenda de"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_by_name = models.CharField(max_length=200)
    title = models.CharField(_("titre"), max_length=200)
    kind = models.CharField(_("nature"), max_length=12, choices=EventKind, default=EventKind.MEETING)
    visibility = models.CharField(_("qui peut lire"), max_length=8, choices=Visibility, default=Visibility.STAFF)
    first_on = models.DateField(_("jour"))
    at = models.TimeField(_("heure"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("durée, en minutes"))
    zone = models.CharField(max_length=60)
    rule = models.CharField(_("répétition"), max_length=200, blank=True)
    until_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    closed_rule = models.CharField(_("jours fermés"), max_length=8, choices=ClosedDayRule, default=ClosedDayRule.SKIP)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    resources = models.ManyToManyField(Resource, related_name="events", blank=True)
    text = models.TextField(_("description"), blank=True)
    state = models.CharField(max_length=10, choices=EventState, default=EventState.CONFIRMED)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_event"
        ordering: ClassVar = ["first_on", "at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=LONGEST_MINUTES), name="scheduling_event_minutes"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("first_on")), name="scheduling_event_until"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Occurrence(models.Model):
    """One day of an event. `day` is the one the rule gives; the instants say when it takes place, moved or not."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EventState, default=EventState.CONFIRMED)
    is_exception = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "scheduling_occurrence"
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["starts_at", "ends_at"], name="scheduling_occurrence_span")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "day"], name="scheduling_occurrence_day"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="scheduling_occurrence_order"),
        ]


class Participant(Identified):
    """Somebody invited: a person of the territory, or a name and an address from outside."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    name = models.CharField(_("nom"), max_length=200)
    address = models.EmailField(_("adresse électronique"), blank=True)
    role = models.CharField(max_length=10, choices=PartRole, default=PartRole.REQUIRED)
    answer = models.CharField(max_length=14, choices=Answer, default=Answer.NEEDED)
    answered_at = models.DateTimeField(null=True)
    answer_sequence = models.PositiveIntegerField(default=0)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "scheduling_participant"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(person__isnull=False), name="scheduling_participant_person"
            ),
            models.UniqueConstraint(
                fields=["event", "address"], condition=~Q(address=""), name="scheduling_participant_address"
            ),
        ]


class DayAnswer(models.Model):
    """What a guest said of one day of a series; it counts before what they said of the series."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="day_answers")
    answer = models.CharField(max_length=14, choices=Answer)
    answered_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    comment = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "scheduling_day_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "occurrence"], name="scheduling_day_answer_once"),
        ]


class Booking(models.Model):
    """A room or a piece of equipment taken by one day of an event, while that day stands."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_booking"
        indexes: ClassVar = [models.Index(fields=["resource", "starts_at"], name="scheduling_booking_span")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resource", "occurrence"], name="scheduling_booking_once"),
        ]


class AgendaDelegation(Identified, Dated):
    """`delegate` keeps the agenda of `owner`: reads all of it and writes in it, « pour le compte de »."""

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agenda_delegations")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agendas_kept")

    objects: ClassVar = DatedQuerySet["AgendaDelegation"].as_manager()

    class Meta:
        db_table = "scheduling_agenda_delegation"
        constraints: ClassVar = [
            period_constraint("scheduling_agenda_delegation_period"),
            models.CheckConstraint(condition=~Q(owner=F("delegate")), name="scheduling_agenda_delegation_other"),
        ]
