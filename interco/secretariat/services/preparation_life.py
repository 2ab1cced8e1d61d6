"""The one place where a preparation changes state, and what follows its event: moved, put off, cancelled.

A preparation follows its day by itself: whoever changes the event needs no right on it. A day that a series does not have
any more is taken by the nearest within six days; when there is none, or when the day is cancelled, the preparation is
cancelled with it and its open steps leave À traiter. A step whose day was fixed by hand stays where it was put.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.states import step as move
from interco.foundation.core.texts import one_line
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.queries.closed_days import closed_days
from interco.secretariat.enums import AHEAD, PREPARATION_TRANSITIONS, PreparationState
from interco.secretariat.models import Preparation
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparations import past_their_day
from interco.secretariat.rules.back_planning import due_day, nearest

REASON_LIMIT = 300


def advance_preparation(row: Preparation, to: PreparationState, *, by: Actor, reason: str = "") -> None:
    """Move a preparation that the caller holds, or raise `Invalid` and change nothing."""
    origin = move(row, to, PREPARATION_TRANSITIONS)
    row.cancelled_reason = reason if to == PreparationState.CANCELLED else ""
    row.changed_at = by.at
    row.save()
    journal.record(f"preparation.{to}", by=by, subject=row, facts={"from": origin, "reason": row.cancelled_reason})
    index(row, by=by)


@transaction.atomic
def move_preparation(row: Preparation, to: str, *, version: int | None, by: Actor, reason: str = "") -> Preparation:
    """Say that it is ready, held, cancelled, or taken up again. The review has its own gesture."""
    claim(row, version, allowed=lambda held: policy.check_can_run(by, held))
    if to not in PreparationState.values or to == PreparationState.REVIEWED:
        raise Invalid(_("Choisissez une des réponses proposées."), field="state")
    if to == PreparationState.HELD and row.held_on > by.today:
        raise Invalid(_("Ce jour n’est pas encore passé."), field="state")
    if to == PreparationState.PREPARING and _standing_day(row.event, row.day) is None:
        raise Invalid(_("L’événement est annulé : sa préparation ne reprend pas."), field="state")
    said = one_line(reason, field="reason", limit=REASON_LIMIT)
    if to == PreparationState.CANCELLED and not said:
        raise Invalid(_("Dites en une phrase pourquoi la préparation s’arrête."), field="reason")
    if to == PreparationState.PREPARING:
        settle_days(row, _held_on(row.event, row.day) or row.held_on)
    advance_preparation(row, PreparationState(to), by=by, reason=said)
    return row


@transaction.atomic
def follow_event(event: Event, *, by: Actor, continued_by: Event | None = None) -> None:
    """Have the preparations of an event follow its days; `continued_by` has those that were taken off it."""
    following = AHEAD | {PreparationState.CANCELLED}
    rows = list(Preparation.objects.select_for_update(no_key=True).filter(event=event, state__in=following))
    for row in rows:
        found = _where(row, event, continued_by)
        if found is None:
            if row.state == PreparationState.CANCELLED:
                continue
            row.version += 1
            advance_preparation(row, PreparationState.CANCELLED, by=by, reason=stored("L’événement est annulé."))
            continue
        _put_on(row, found, by=by)


def _put_on(row: Preparation, found: Occurrence, *, by: Actor) -> None:
    before, now_on = row.held_on, found.starts_at.astimezone(ZoneInfo(found.event.zone)).date()
    if (row.event_id, row.day, before) == (found.event_id, found.day, now_on):
        return
    row.event, row.day = found.event, found.day
    row.version += 1
    settle_days(row, now_on)
    row.changed_at = by.at
    row.save()
    facts = {"from": before.isoformat(), "to": now_on.isoformat()}
    journal.record("preparation.followed", by=by, subject=row, facts=facts)
    index(row, by=by)


def _where(row: Preparation, event: Event, continued_by: Event | None) -> Occurrence | None:
    """The day that is now the preparation's: its own, or the nearest of the days that took its place."""
    for held in filter(None, (event, continued_by)):
        if held.state == EventState.CANCELLED:
            continue
        days = {one.day: one for one in held.occurrences.select_related("event")}
        if row.day in days:
            own = days[row.day]
            return own if own.state == EventState.CONFIRMED else None
        if held is event and continued_by is not None:
            continue
        others = Preparation.objects.filter(event=held).exclude(pk=row.pk)
        taken = frozenset(others.values_list("day", flat=True))
        free = {day for day, one in days.items() if one.state == EventState.CONFIRMED and day not in taken}
        place = next(iter(free), None) if not held.rule else nearest(row.day, free)
        if place is not None:
            return days[place]
    return None


def _standing_day(event: Event, day: date) -> Occurrence | None:
    if event.state == EventState.CANCELLED:
        return None
    return event.occurrences.filter(day=day, state=EventState.CONFIRMED).first()


def _held_on(event: Event, day: date) -> date | None:
    found = _standing_day(event, day)
    return found.starts_at.astimezone(ZoneInfo(event.zone)).date() if found else None


def settle_days(row: Preparation, held_on: date) -> None:
    """Put the day of a preparation, and those of its steps that are not fixed by hand. The caller saves the row."""
    row.held_on = held_on
    closed = closed_days()
    for one in row.steps.filter(is_fixed=False):
        due_on = due_day(held_on, one.offset, closed.is_working)
        if due_on != one.due_on:
            one.due_on = due_on
            one.version += 1
            one.save(update_fields=["due_on", "version"])


def day_held(event: Event, day: date) -> date:
    """When a day of an event takes place, on its own clocks; `Invalid` when it does not."""
    found = _held_on(event, day)
    if found is None:
        raise Invalid(_("L’événement n’a pas lieu ce jour-là."), field="day")
    return found


@transaction.atomic
def close_past(*, by: Actor) -> int:
    """Say held the preparations whose day is over; how many."""
    rows = list(past_their_day(by.today).select_for_update(no_key=True))
    for row in rows:
        row.version += 1
        advance_preparation(row, PreparationState.HELD, by=by)
    return len(rows)
