"""Planning the sessions of a body over a period, by one gesture: wall time kept, holidays avoided by the body's rule.

Done twice, it changes nothing: a session exists once for each day of its series (`occurrence_on`). Numbers follow the
order of creation, without gap. Moving and cancelling come after, one session at a time.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from interco.committees.enums import MeetingState
from interco.committees.models import Body, Meeting
from interco.committees.policies.bodies import check_can_keep
from interco.committees.policies.meetings import check_can_move
from interco.committees.rules.deadline import submission_deadline
from interco.committees.services.convocation import send_invitations
from interco.committees.services.judgement import carry_over
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.organisation.models import Territory
from interco.scheduling.models import Closure
from interco.scheduling.rules.holidays import ClosedDays, MoveRule, place_series
from interco.scheduling.rules.itip import Method
from interco.scheduling.rules.recurrence import BadRule, days_of, instant_of

LONGEST_DAYS = 800


@transaction.atomic
def plan_series(body: Body, *, first: date, last: date, by: Actor) -> list[Meeting]:
    """Create the sessions of a body from `first` to `last`, both included; returns those that did not exist yet."""
    check_can_keep(by, body)
    if last < first or (last - first).days > LONGEST_DAYS:
        raise Invalid(_("Donnez une période de deux ans au plus, dont la fin suit le début."), field="last")
    if not body.recurrence:
        raise Invalid(_("Cette instance n’a pas de récurrence : créez ses séances une à une."), field="recurrence")
    refresh(body)
    zone = territory_zone_of(by)
    try:
        days = days_of(body.recurrence, first=first, last=last)
    except BadRule:
        raise Invalid(_("La récurrence de cette instance ne se lit pas."), field="recurrence") from None
    known = set(body.meetings.exclude(occurrence_on=None).values_list("occurrence_on", flat=True))
    made = []
    for placed in place_series(days, rule=MoveRule(body.holiday_rule), closed=closed_days()):
        if placed.held_on is not None and placed.due_on not in known:
            made.append(_create(body, placed.held_on, zone, occurrence_on=placed.due_on))
    journal.record(
        "body.series_planned", by=by, subject=body,
        facts={"from": first.isoformat(), "to": last.isoformat(), "sessions": len(made)},
    )  # fmt: skip
    return made


@transaction.atomic
def plan_meeting(body: Body, *, day: date, by: Actor) -> Meeting:
    """Create one session apart from the series."""
    check_can_keep(by, body)
    if day < by.today:
        raise Invalid(_("Cette date est passée."), field="day")
    refresh(body)
    meeting = _create(body, day, territory_zone_of(by), occurrence_on=None)
    journal.record("meeting.planned", by=by, subject=meeting, facts={"number": meeting.number, "day": day.isoformat()})
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, starts_at: datetime, place: str, by: Actor) -> Meeting:
    """Hold a session at another instant or place; those convened receive an update in their diary."""
    refresh(meeting)
    check_can_move(by, meeting)
    if starts_at <= by.at:
        raise Invalid(_("Cette heure est passée."), field="starts_at")
    zone = ZoneInfo(meeting.zone)
    before = meeting.starts_at
    meeting.starts_at, meeting.place = starts_at, place.strip()[:200]
    meeting.deadline_at = submission_deadline(
        starts_at, zone=zone, days_before=meeting.body.deadline_days, at=meeting.body.deadline_at
    )
    meeting.invitation_sequence += 1
    meeting.version += 1
    meeting.save(update_fields=["starts_at", "place", "deadline_at", "invitation_sequence", "version"])
    facts = {"from": before.isoformat(), "to": starts_at.isoformat()}
    journal.record("meeting.moved", by=by, subject=meeting, facts=facts)
    if meeting.state == MeetingState.CONVENED:
        send_invitations(meeting, by=by, method=Method.REQUEST)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor) -> Meeting:
    """Cancel a session to come: diaries are told, items go to the next session."""
    refresh(meeting)
    check_can_move(by, meeting)
    was_convened = meeting.state == MeetingState.CONVENED
    meeting.state = MeetingState.CANCELLED
    meeting.invitation_sequence += 1
    meeting.version += 1
    meeting.save(update_fields=["state", "invitation_sequence", "version"])
    for item in meeting.items.select_related("body", "author").order_by("position"):
        carry_over(item, by=by, reason=_("Séance annulée"))
    journal.record("meeting.cancelled", by=by, subject=meeting, facts={"number": meeting.number})
    if was_convened:
        send_invitations(meeting, by=by, method=Method.CANCEL)
    return meeting


def closed_days() -> ClosedDays:
    """Holidays of the territory and closures of the house."""
    department = Territory.objects.values_list("department", flat=True).first() or ""
    return ClosedDays(department, dict(Closure.objects.values_list("day", "label")))


def territory_zone_of(by: Actor) -> ZoneInfo:
    """The zone sessions are told in: the territory's, carried by the actor."""
    return by.zone if isinstance(by.zone, ZoneInfo) else ZoneInfo("UTC")


def _create(body: Body, day: date, zone: ZoneInfo, *, occurrence_on: date | None) -> Meeting:
    starts_at = instant_of(day, body.starts_at, zone)
    last = body.meetings.aggregate(last=Max("number"))["last"] or 0
    return Meeting.objects.create(
        body=body, number=last + 1, occurrence_on=occurrence_on, starts_at=starts_at, zone=zone.key,
        duration_minutes=body.duration_minutes, place=body.place,
        deadline_at=submission_deadline(starts_at, zone=zone, days_before=body.deadline_days, at=body.deadline_at),
    )  # fmt: skip
