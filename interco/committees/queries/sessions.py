"""Sessions of a body as of an instant: the next one, the next one still open to proposals; the list of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Attendee, Body, Item, Meeting
from interco.foundation.core.prepared import Prepared

AHEAD = (MeetingState.PLANNED, MeetingState.CONVENED)


def _ahead(body: int, at: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(body_id=body, state__in=AHEAD, starts_at__gt=at).order_by("starts_at")


_AHEAD = Prepared(lambda body, at: _ahead(body, at)[:1], int, datetime)
_OPEN_TO_PROPOSALS = Prepared(lambda body, at: _ahead(body, at).filter(deadline_at__gt=at)[:1], int, datetime)


def ahead(body: Body, at: datetime) -> QuerySet[Meeting]:
    """Sessions to come, the nearest first."""
    return body.meetings.filter(state__in=AHEAD, starts_at__gt=at).order_by("starts_at")


def wished_session(body: Body, at: datetime) -> Meeting | None:
    """The session an item sent now is for: the nearest still open to proposals, else the nearest (it will be late)."""
    found: Meeting | None = _OPEN_TO_PROPOSALS.first(body.pk, at) or _AHEAD.first(body.pk, at)
    return found


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session with the number of its items and the minutes planned, its follow-up of actions included."""

    meeting: Meeting
    items: int
    minutes: int


def with_figures(meetings: QuerySet[Meeting]) -> list[SessionLine]:
    """The sessions with the items of their agenda counted; two queries whatever their number."""
    rows = list(meetings.select_related("body"))
    figures = {meeting: (items, minutes) for meeting, items, minutes in _loads(Item.objects.filter(meeting__in=rows))}
    lines = ((row, *figures.get(row.pk, (0, 0))) for row in rows)
    return [SessionLine(row, items, row.follow_up_minutes + minutes) for row, items, minutes in lines]


def _loads(items: QuerySet[Item]) -> QuerySet[Item, Any]:
    """By session: its key, how many of these items it has, and their minutes."""
    counted = items.order_by().values("meeting_id").annotate(count=Count("pk"), minutes=Sum("duration_minutes"))
    return counted.values_list("meeting_id", "count", "minutes")


_LOAD = Prepared(lambda meeting: _loads(Item.objects.filter(meeting_id=meeting)), int)


def load_of(meeting: Meeting) -> SessionLine:
    """One session with its figures: one query."""
    _meeting, items, minutes = _LOAD.first(meeting.pk) or (meeting.pk, 0, 0)
    return SessionLine(meeting, items, meeting.follow_up_minutes + minutes)


def attendees_of(meeting: Meeting) -> list[Attendee]:
    """Those convened, in the order of the list of presence."""
    return list(meeting.attendees.select_related("person", "substitute_for").order_by("rank", "pk"))


def proposals_of(items: QuerySet[Item], meeting: Meeting) -> Iterable[Item]:
    """Items readable by somebody that wait for this session."""
    waiting = Q(state__in=(ItemState.SUBMITTED, ItemState.ACCEPTED), meeting=None, wished_meeting=meeting)
    return items.filter(waiting).select_related("rapporteur").order_by("submitted_at", "pk")
