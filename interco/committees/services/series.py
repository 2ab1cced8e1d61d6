"""The year's sessions in one gesture, from the body's recurrence, the territory's holidays and its own closures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.models import Body, Meeting
from interco.committees.policies.bodies import check_can_keep
from interco.committees.rules.deadline import submission_deadline
from interco.committees.services.numbering import next_number
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.rules.holidays import MoveRule, Placed, place_series
from interco.scheduling.rules.recurrence import BadRule, days_of, instant_of

#: A Monday and the first day of a quarter: « one week in two » and « one month in three » count from here.
ANCHOR = date(2024, 1, 1)
LONGEST = timedelta(days=2 * 366)


@transaction.atomic
def plan_series(body: Body, *, first: date, last: date, by: Actor) -> list[Meeting]:
    """Create the sessions of the recurrence between two days, both included; what exists already is left alone."""
    check_can_keep(by, body)
    body = Body.objects.select_for_update().get(pk=body.pk)
    existing = set(body.meetings.values_list("occurrence_on", flat=True))
    zone = territory_zone()
    created = []
    for one in preview_series(body, first=first, last=last, by=by):
        if one.held_on is not None and one.due_on not in existing:
            starts_at = instant_of(one.held_on, body.starts_at, zone)
            if starts_at > by.at:
                created.append(create_session(body, starts_at, zone, occurrence_on=one.due_on, place=body.place))
    if created:
        facts = {"from": first.isoformat(), "to": last.isoformat(), "sessions": len(created)}
        journal.record("body.series_planned", by=by, subject=body, facts=facts)
    return created


def preview_series(body: Body, *, first: date, last: date, by: Actor) -> list[Placed]:
    """The days of the series with what the holidays do to them, or `Invalid`. Writes nothing."""
    if last < first:
        raise Invalid(_("Le dernier jour vient après le premier."), field="last")
    if first < by.today:
        raise Invalid(_("Des séances se prévoient à partir d’aujourd’hui."), field="first")
    if last - first > LONGEST:
        raise Invalid(_("Prévoyez deux ans de séances au plus à la fois."), field="last")
    if not body.recurrence:
        raise Invalid(_("Cette instance n’a pas de récurrence : réglez-la d’abord."), field="recurrence")
    try:
        days = days_of(body.recurrence, first=min(ANCHOR, date(first.year, 1, 1)), last=last)
    except BadRule as error:
        raise Invalid(_("La récurrence de cette instance ne se lit pas."), field="recurrence") from error
    wanted = [day for day in days if day >= first]
    return place_series(wanted, rule=MoveRule(body.holiday_rule), closed=closed_days())


def create_session(
    body: Body, starts_at: datetime, zone: ZoneInfo, *, place: str, occurrence_on: date | None = None,
    duration_minutes: int | None = None,
) -> Meeting:  # fmt: skip
    """A row of the body's sessions, with its number and its deadline; the caller has checked and journals."""
    deadline = submission_deadline(starts_at, zone=zone, days_before=body.deadline_days, at=body.deadline_at)
    return Meeting.objects.create(
        body=body, number=next_number(f"{body.code}-seances"), occurrence_on=occurrence_on, starts_at=starts_at,
        zone=zone.key, duration_minutes=duration_minutes or body.duration_minutes, place=place, deadline_at=deadline,
        follow_up_minutes=min(body.follow_up_minutes, duration_minutes or body.duration_minutes),
    )  # fmt: skip
