"""What a session opens with: the actions that are late, those due before the next session, those done since the last one.

Only the session in progress and the next one of a body have a follow-up: for a later one, most of it will have moved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from interco.committees.enums import ActionState, MeetingState
from interco.committees.models import Action, Meeting
from interco.committees.queries.actions import OPEN, ActionLine, lines
from interco.committees.queries.sessions import AHEAD
from interco.foundation.core.prepared import Prepared
from interco.organisation.models import Person

#: How far « due soon » looks when no further session is planned.
USUAL_INTERVAL = timedelta(days=7)


_NEARER = Prepared(
    lambda body, starts_at: Meeting.objects.filter(
        body_id=body, state__in=(*AHEAD, MeetingState.OPEN), starts_at__lt=starts_at
    ).order_by().values_list("pk")[:1],
    int, datetime,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The actions of a body on the day of its session, each with the owner of that day."""

    late: tuple[ActionLine, ...] = ()
    soon: tuple[ActionLine, ...] = ()
    done: tuple[ActionLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.late or self.soon or self.done)


def follow_up(
    meeting: Meeting, readable: Callable[[], QuerySet[Action]], people: Callable[[], QuerySet[Person]]
) -> FollowUp:
    """The follow-up of a session for somebody who reads these actions and these names. Six queries, whatever their number.

    The rights of the reader take longer to write than a page to ask: they are called for where there is a follow-up.
    """
    if not _has_one(meeting):
        return FollowUp()
    day = _day(meeting)
    following = (
        meeting.body.meetings.filter(state__in=AHEAD, starts_at__gt=meeting.starts_at).order_by("starts_at").first()
    )
    until = _day(following) if following else day + USUAL_INTERVAL
    previous = meeting.body.meetings.filter(closed_at__isnull=False, starts_at__lt=meeting.starts_at)
    since = previous.order_by("-starts_at").values_list("closed_at", flat=True).first()
    wanted = Q(state__in=OPEN, due_on__lt=until)
    if since is not None:
        wanted |= Q(state=ActionState.DONE, done_at__gte=since)
    rows = readable().filter(wanted, body=meeting.body).select_related("decision", "body").order_by("due_on", "pk")
    found = lines(list(rows), day, people())
    pending = [line for line in found if line.action.state in OPEN]
    return FollowUp(
        late=tuple(line for line in pending if line.late_days > 0),
        soon=tuple(line for line in pending if line.late_days <= 0),
        done=tuple(line for line in found if line.action.state == ActionState.DONE),
    )


def _has_one(meeting: Meeting) -> bool:
    if meeting.state == MeetingState.OPEN:
        return True
    return meeting.state in AHEAD and not _NEARER(meeting.body_id, meeting.starts_at)


def _day(meeting: Meeting) -> date:
    """The day of a session, in its own zone."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date()
