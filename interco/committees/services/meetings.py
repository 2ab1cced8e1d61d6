"""A session added, moved or cancelled. Those convened receive the same invitation again, SEQUENCE raised."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Body, Meeting
from interco.committees.policies.bodies import check_can_keep
from interco.committees.policies.meetings import check_can_move
from interco.committees.queries.sessions import ahead
from interco.committees.rules.deadline import submission_deadline
from interco.committees.services.broadcast import tell
from interco.committees.services.holding import hold_lines
from interco.committees.services.invitations import send_cancellation, send_update
from interco.committees.services.lifecycle import advance_item, advance_meeting
from interco.committees.services.series import create_session
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.rules.recurrence import instant_of

SHORTEST, LONGEST = 15, 600
FARTHEST = timedelta(days=3 * 366)


@transaction.atomic
def add_meeting(body: Body, *, day: date, at: time, duration_minutes: int, place: str, by: Actor) -> Meeting:
    """Add a session outside the series, at a wall time of the territory."""
    check_can_keep(by, body)
    zone = territory_zone()
    starts_at = _instant(day, at, zone, by)
    check_length(duration_minutes)
    meeting = create_session(
        body, starts_at, zone, place=one_line(place, field="place"), duration_minutes=duration_minutes
    )
    journal.record("meeting.added", by=by, subject=meeting, facts={"starts_at": starts_at.isoformat()})
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting, *, day: date, at: time, duration_minutes: int, place: str, version: int | None, by: Actor,
) -> Meeting:  # fmt: skip
    """Move a session, or change its length or its place. Those convened are told; its deadline follows."""
    claim(meeting, version, shown=("place",), allowed=partial(check_can_move, by))
    zone = ZoneInfo(meeting.zone)
    starts_at = _instant(day, at, zone, by)
    check_length(duration_minutes)
    before = {"starts_at": meeting.starts_at.isoformat(), "minutes": meeting.duration_minutes, "place": meeting.place}
    meeting.starts_at, meeting.duration_minutes = starts_at, duration_minutes
    meeting.place = one_line(place, field="place")
    body = meeting.body
    meeting.deadline_at = submission_deadline(starts_at, zone=zone, days_before=body.deadline_days, at=body.deadline_at)
    meeting.save()
    after = {"starts_at": meeting.starts_at.isoformat(), "minutes": meeting.duration_minutes, "place": meeting.place}
    journal.record("meeting.moved", by=by, subject=meeting, facts={"from": before, "to": after})
    if meeting.state == MeetingState.CONVENED:
        send_update(meeting, by=by)
    tell(meeting, "agenda", by=by, moved=True)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, version: int | None, by: Actor) -> Meeting:
    """Cancel a session: its items wait for the next one, those convened receive the cancellation."""
    claim(meeting, version, allowed=partial(check_can_move, by))
    said = many_lines(reason, field="reason", limit=1000, required=True)
    convened = meeting.state == MeetingState.CONVENED
    advance_meeting(meeting, to=MeetingState.CANCELLED, is_claimed=True)
    proposed = meeting.wished_items.filter(state__in=(ItemState.SUBMITTED, ItemState.ACCEPTED))
    hold_lines(meeting, proposed)
    following = ahead(meeting.body, by.at).exclude(pk=meeting.pk).first()
    for item in meeting.items.filter(state=ItemState.SCHEDULED):
        advance_item(item, to=ItemState.ACCEPTED, by=by, reason=stored("Séance annulée"), meeting=meeting)
        item.wished_meeting = following
        item.save(update_fields=["wished_meeting"])
    proposed.update(wished_meeting=following)
    journal.record("meeting.cancelled", by=by, subject=meeting, facts={"convened": convened, "reason": said})
    if convened:
        send_cancellation(meeting, reason=said, by=by)
    tell(meeting, "agenda", by=by, cancelled=True)
    return meeting


def check_length(minutes: int) -> None:
    """A session lasts a quarter of an hour at least, ten hours at most, or `Invalid`."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Invalid(
            _("Une séance dure de %(least)s à %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST},
            field="duration_minutes",
        )


def _instant(day: date, at: time, zone: ZoneInfo, by: Actor) -> datetime:
    if not by.today - timedelta(days=1) <= day <= by.today + FARTHEST:
        raise Invalid(_("Choisissez un jour à venir, dans les trois ans."), field="day")
    starts_at = instant_of(day, at, zone)
    if starts_at <= by.at:
        raise Invalid(_("Une séance se place dans l’avenir."), field="day")
    return starts_at
