"""Sheets of meetings as lists: those to come, to write, released; and the open actions that the former ones left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from interco.committees.models import Action
from interco.committees.queries.actions import OPEN
from interco.foundation.core.actor import Actor
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.scheduling.enums import EventState
from interco.scheduling.models import Occurrence, Participant
from interco.scheduling.queries.words import when_of, where_of
from interco.secretariat.enums import SheetState
from interco.secretariat.models import SHEETED, MeetingSheet, SheetAction, SheetPoint

#: Meetings without a sheet, shown so that one is begun.
COMING = 8


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where the day of a sheet takes place; `occurrence` is None when the agenda has that day no more."""

    occurrence: Occurrence | None
    when: str
    place: str
    is_cancelled: bool
    ends_at: datetime


def sitting_of(sheet: MeetingSheet) -> Sitting:
    """The day of a sheet in the agenda. Two queries."""
    return sittings_of([sheet])[sheet.pk]


def sittings_of(sheets: Iterable[MeetingSheet]) -> dict[int, Sitting]:
    """The days of several sheets, by their keys; two queries for any number. Sheets follow their days (`services.sheet_days`)."""
    rows = list(sheets)
    found = Occurrence.objects.filter(event_id__in={row.event_id for row in rows}, day__in={row.day for row in rows})
    days = {(one.event_id, one.day): one for one in found.select_related("event").prefetch_related("event__resources")}
    return {row.pk: _sitting(row, days.get((row.event_id, row.day))) for row in rows}


def _sitting(sheet: MeetingSheet, occurrence: Occurrence | None) -> Sitting:
    if occurrence is None:
        day = str(dates.day(sheet.day, language()).striptags())
        ends_at = datetime.combine(sheet.day, time(23, 59), ZoneInfo(sheet.event.zone))
        return Sitting(None, day, "", True, ends_at)
    event = occurrence.event
    cancelled = EventState.CANCELLED in {event.state, occurrence.state}
    place = where_of(event, occurrence)
    return Sitting(
        occurrence, when_of(event, occurrence.starts_at, occurrence.ends_at), place, cancelled, occurrence.ends_at
    )


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet in a list."""

    sheet: MeetingSheet
    sitting: Sitting
    points: int
    actions: int


def lines(sheets: Sequence[MeetingSheet]) -> list[SheetLine]:
    """Each sheet with its day, its points and the actions it decided. Four queries for any number."""
    keys = [row.pk for row in sheets]
    sittings = sittings_of(sheets)
    points, actions = _counts(SheetPoint, keys), _counts(SheetAction, keys)
    return [SheetLine(row, sittings[row.pk], points.get(row.pk, 0), actions.get(row.pk, 0)) for row in sheets]


def _counts(model: type[SheetPoint | SheetAction], sheets: list[int]) -> dict[int, int]:
    rows = model.objects.filter(sheet_id__in=sheets).order_by().values_list("sheet_id")
    return dict(rows.annotate(Count("pk")))


def listed(readable: QuerySet[MeetingSheet], *, state: str = "", words: str = "") -> QuerySet[MeetingSheet]:
    """The sheets asked for, the last day first; every word must be in the title, the record or a point."""
    found = readable.select_related("event__owner")
    if state in SheetState.values:
        found = found.filter(state=state)
    for word in words.split()[:8]:
        points = SheetPoint.objects.filter(Q(title__icontains=word) | Q(text__icontains=word)).order_by()
        found = found.filter(
            Q(event__title__icontains=word) | Q(summary__icontains=word) | Q(pk__in=points.values("sheet_id"))
        )
    return found.order_by("-day", "-pk")


def coming(actor: Actor, owners: Iterable[int]) -> list[Occurrence]:
    """The next meetings of the agendas the actor keeps that have no sheet yet, the next day of a series only. One query."""
    sheets = MeetingSheet.objects.filter(event=OuterRef("event"), day=OuterRef("day"))
    guests = Participant.objects.filter(event=OuterRef("event"))
    found = Occurrence.objects.filter(
        ~Exists(sheets), Exists(guests), event__owner_id__in=owners, event__kind__in=SHEETED, event__state=EventState.CONFIRMED,
        state=EventState.CONFIRMED, ends_at__gt=actor.at,
    )  # fmt: skip
    earlier = found.filter(event=OuterRef("event"), starts_at__lt=OuterRef("starts_at"))
    return list(found.filter(~Exists(earlier)).select_related("event").order_by("starts_at", "pk")[:COMING])


def left_open(sheet: MeetingSheet, readable: QuerySet[Action]) -> list[Action]:
    """Open actions that the former meetings of the same series left, the nearest date first. One query."""
    series = [key for key in (sheet.event_id, sheet.event.follows_id) if key is not None]
    former = SheetAction.objects.filter(sheet__event__in=series, sheet__day__lt=sheet.day)
    return list(
        readable.filter(pk__in=former.order_by().values("action_id"), state__in=OPEN)
        .select_related("owner_post", "decision")
        .order_by("due_on", "pk")
    )
