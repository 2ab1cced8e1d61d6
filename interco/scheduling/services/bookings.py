"""Rooms and equipment taken by the days of an event. Two at once is impossible: looked at under a lock, and refused by
PostgreSQL itself (an exclusion constraint) should anything ever go round this service."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.scheduling.enums import EventState
from interco.scheduling.models import Booking, Event, Occurrence, Resource
from interco.scheduling.policies.events import check_can_change
from interco.scheduling.queries.busy import taken
from interco.scheduling.queries.conflicts import overlapping
from interco.scheduling.rules.series import PlannedDay


@transaction.atomic
def book(event: Event, resources: Sequence[Resource], *, by: Actor) -> None:
    """Have every day of an event take these rooms and pieces of equipment, and no other. `Invalid` when one is taken."""
    check_can_change(by, event)
    event.resources.set(resources)
    take(event, by=by)
    journal.record(
        "event.booked", by=by, subject=event, facts={"resources": sorted(row.public_id for row in resources)}
    )


def take(event: Event, *, by: Actor) -> None:
    """Write again the bookings of an event's days not over yet, under the lock of what they take. `Invalid` as `book`."""
    own = Booking.objects.filter(occurrence__event=event)
    own.filter(Q(ends_at__gt=by.at) | Q(occurrence__ends_at__gt=by.at)).delete()
    keys = list(event.resources.values_list("pk", flat=True))
    resources = list(Resource.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    to_come = event.occurrences.filter(state=EventState.CONFIRMED, ends_at__gt=by.at).order_by("starts_at")
    days = list(to_come) if event.state == EventState.CONFIRMED else []
    if not resources or not days:
        return
    _check_open(resources)
    _check_free(event, resources, days, by)
    _insert(resources, days)


def _check_open(resources: Sequence[Resource]) -> None:
    closed = next((row for row in resources if not row.is_open), None)
    if closed is not None:
        raise Invalid(_("%s ne se réserve plus.") % closed.name, field="resources")


def _check_free(event: Event, resources: Sequence[Resource], days: Sequence[Occurrence], by: Actor) -> None:
    start, end = days[0].starts_at, max(day.ends_at for day in days)
    spans = [PlannedDay(day.day, day.starts_at, day.ends_at) for day in days]
    met = overlapping(spans, taken([row.pk for row in resources], start, end, but=event.pk))
    if met:
        name = next(row.name for row in resources if row.pk == met[0].resource_id)
        raise Invalid(_taken_sentence(name, met[0].starts_at, by), field="resources")


def _taken_sentence(name: str, starts_at: datetime, by: Actor) -> str:
    local = starts_at.astimezone(by.zone)
    return _("%(name)s : une réservation existe déjà le %(day)s à %(hour)s.") % {
        "name": name, "day": dates.day(local.date(), language()).striptags(), "hour": dates.hour(local, language()),
    }  # fmt: skip


def _insert(resources: Sequence[Resource], days: Sequence[Occurrence]) -> None:
    rows = [
        Booking(resource=resource, occurrence=day, starts_at=day.starts_at, ends_at=day.ends_at)
        for day in days for resource in resources
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:  # the exclusion constraint: another way in than this service
        raise Invalid(_("Une salle vient d’être prise par quelqu’un d’autre."), field="resources") from None
