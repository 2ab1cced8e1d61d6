"""The margin of À traiter: the next session one sits in, and one's day. Five queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from interco.cockpit.queries.items import missing_parts
from interco.committees.enums import MeetingState, Presence
from interco.committees.models import Attendee, Body, Item, Meeting
from interco.committees.queries.membership import bodies_of
from interco.committees.queries.sessions import load_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor

SHOWN = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """An item one presents at the next session; `number` is its place on the agenda, once it has one."""

    number: int | None
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSession:
    """The next session of the bodies one sits in."""

    meeting: Meeting
    body: Body
    ends_at: datetime
    days_away: int
    items: int
    minutes: int
    absences: int
    own: Sequence[OwnItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """Something of the day; `is_deadline` for the hour at which proposals close."""

    at: datetime
    meeting: Meeting
    is_past: bool
    is_deadline: bool = False


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the lines."""

    session: NextSession | None
    day: list[DayEntry]


def _sessions_of(actor: Actor, bodies: frozenset[int]) -> QuerySet[Meeting]:
    """Those of the bodies one sits in, and those one was convened to."""
    convened = Attendee.objects.filter(meeting=OuterRef("pk"), person_id=actor.person_id or 0)
    return Meeting.objects.filter(Q(body_id__in=bodies) | Exists(convened)).select_related("body")


def _nearest(actor: Actor, bodies: frozenset[int]) -> QuerySet[Meeting]:
    """The session under way, or the nearest to come."""
    waited = _sessions_of(actor, bodies).filter(Q(state=MeetingState.OPEN) | Q(state__in=SHOWN, starts_at__gt=actor.at))
    excused = Count("attendees", filter=Q(attendees__presence=Presence.EXCUSED), distinct=True)
    return waited.annotate(absences=excused).order_by("starts_at", "pk")[:1]


def _within(actor: Actor, bodies: frozenset[int], start: datetime, end: datetime) -> QuerySet[Meeting]:
    """Sessions that begin, or close to proposals, between two hours."""
    begins, closes = (Q(**{f"{name}__gte": start, f"{name}__lt": end}) for name in ("starts_at", "deadline_at"))
    return _sessions_of(actor, bodies).filter(begins | closes, state__in=(*SHOWN, MeetingState.CLOSED))


def _presented(actor: Actor, meeting: int) -> QuerySet[Item]:
    rows = Item.objects.filter(meeting_id=meeting, rapporteur_id=actor.person_id or 0)
    return rows.select_related("brief").order_by("position", "pk")


_NEAREST = PreparedFor(_nearest, frozenset)
_WITHIN = PreparedFor(_within, frozenset, datetime, datetime)
_PRESENTED = PreparedFor(_presented, int)


def margin_of(actor: Actor) -> Margin:
    """The margin of this actor: five queries."""
    bodies = bodies_of(actor)
    return Margin(_next_session(bodies, actor), _day_of(bodies, actor))


def _next_session(bodies: frozenset[int], actor: Actor) -> NextSession | None:
    meeting = next(iter(_NEAREST(actor, bodies)), None)
    if meeting is None:
        return None
    load = load_of(meeting)
    starts_at = meeting.starts_at.astimezone(actor.zone)
    return NextSession(
        meeting=meeting, body=meeting.body, ends_at=starts_at + timedelta(minutes=meeting.duration_minutes),
        days_away=(starts_at.date() - actor.today).days, items=load.items, minutes=load.minutes,
        absences=meeting.absences, own=_own(meeting, actor),
    )  # fmt: skip


def _own(meeting: Meeting, actor: Actor) -> list[OwnItem]:
    rows = _PRESENTED(actor, meeting.pk)
    return [OwnItem(number=row.position, is_complete=not missing_parts(row)) for row in rows]


def _day_of(bodies: frozenset[int], actor: Actor) -> list[DayEntry]:
    """Sessions and closings of proposals of today, in the order of hours."""
    midnight = datetime(actor.today.year, actor.today.month, actor.today.day, tzinfo=actor.zone)
    span = (midnight, midnight + timedelta(days=1))
    entries = []
    for row in _WITHIN(actor, bodies, *span):
        for at, is_deadline in ((row.starts_at, False), (row.deadline_at, True)):
            if span[0] <= at < span[1]:
                entries.append(DayEntry(at=at, meeting=row, is_past=at <= actor.at, is_deadline=is_deadline))
    return sorted(entries, key=lambda entry: entry.at)
