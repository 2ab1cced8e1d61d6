"""Sessions of a body as of an instant: the next one, the next one still open to proposals."""

from datetime import datetime

from django.db.models import QuerySet

from interco.committees.enums import MeetingState
from interco.committees.models import Body, Meeting

AHEAD = (MeetingState.PLANNED, MeetingState.CONVENED)


def ahead(body: Body, at: datetime) -> QuerySet[Meeting]:
    """Sessions to come, the nearest first."""
    return body.meetings.filter(state__in=AHEAD, starts_at__gt=at).order_by("starts_at")


def next_open_to_proposals(body: Body, at: datetime) -> Meeting | None:
    """The nearest session whose proposals are not closed."""
    return ahead(body, at).filter(deadline_at__gt=at).first()


def wished_session(body: Body, at: datetime) -> Meeting | None:
    """The session an item sent now is for: the nearest still open to proposals, else the nearest (it will be late)."""
    return next_open_to_proposals(body, at) or ahead(body, at).first()
