"""The days of an event as rows: written from its rule, each moved, cancelled or renamed by itself."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.models.event import LONGEST_MINUTES
from interco.scheduling.policies.events import check_can_change
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.rules.events import DayContent
from interco.scheduling.rules.recurrence import BadRule
from interco.scheduling.rules.series import MAX_DAYS, PlannedDay, Series, Timing, planned, settled_rule, span
from interco.scheduling.services.bookings import take
from interco.scheduling.services.event_texts import write_text
from interco.scheduling.services.invitations import Change, send_day
from interco.scheduling.services.sequels import tell_of_days


def timing_of(event: Event) -> Timing:
    """When an event takes place, as the rules read it."""
    return Timing(
        first_on=event.first_on, at=event.at, minutes=event.minutes, zone=ZoneInfo(event.zone), rule=event.rule,
        until_on=event.until_on, closed_rule=event.closed_rule,
    )  # fmt: skip


def plan_days(timing: Timing) -> Series:
    """The days of a timing, or `Invalid` with a sentence on `rule`."""
    try:
        series = planned(timing, closed_days())
    except BadRule:
        sentence = _("Cette répétition ne donne aucun jour, ou plus de %(most)s : donnez une fin plus proche.")
        raise Invalid(sentence % {"most": MAX_DAYS}, field="until_on") from None
    if not series.days:
        raise Invalid(_("Tous les jours de cette répétition sont fermés."), field="rule")
    return series


def write_days(event: Event, *, keep_moved: bool) -> Series:
    """Write the days of an event from its rule. A day cancelled by hand stays cancelled while the rule still gives it;
    a day moved or renamed stays too when only words changed (`keep_moved`)."""
    timing = timing_of(event)
    series = plan_days(timing)
    event.rule, event.until_on = settled_rule(timing, series.given)
    event.first_on = series.given[0]
    former = {row.day: row for row in event.occurrences.all()}
    fresh: list[Occurrence] = []
    for planned_day in series.days:
        row = former.pop(planned_day.day, None)
        if row is None:
            fresh.append(_row(event, planned_day))
        elif not (keep_moved and row.is_exception):
            _replace(row, planned_day)
    event.occurrences.filter(pk__in=[row.pk for row in former.values()]).delete()
    Occurrence.objects.bulk_create(fresh, batch_size=500)
    return series


def _row(event: Event, day: PlannedDay) -> Occurrence:
    moved = bool(day.reason)
    return Occurrence(event=event, day=day.day, starts_at=day.starts_at, ends_at=day.ends_at, is_exception=moved)


def _replace(row: Occurrence, day: PlannedDay) -> None:
    moved = bool(day.reason)
    if (row.starts_at, row.ends_at, row.is_exception, row.title) == (day.starts_at, day.ends_at, moved, ""):
        return
    row.starts_at, row.ends_at, row.is_exception = day.starts_at, day.ends_at, moved
    row.title = row.place = ""
    row.save(update_fields=["starts_at", "ends_at", "is_exception", "title", "place"])


@transaction.atomic
def move_day(occurrence: Occurrence, content: DayContent, *, version: int | None, by: Actor) -> Occurrence:
    """Move, shorten or rename one day of an event and nothing else. Its guests are told of that day."""
    event = claim(occurrence.event, version, shown=("title", "place"), allowed=lambda row: check_can_change(by, row))
    occurrence.refresh_from_db(fields=["state"])
    _check_stands(occurrence)
    starts_at, ends_at = _span_of(event, content)
    before = {"starts_at": occurrence.starts_at.isoformat(), "ends_at": occurrence.ends_at.isoformat()}
    occurrence.starts_at, occurrence.ends_at = starts_at, ends_at
    title, place = one_line(content.title, field="title"), one_line(content.place, field="place")
    if event.rule:
        occurrence.title, occurrence.place = _own(title, event.title), _own(place, event.place)
        occurrence.is_exception = True
        _check_order(event, occurrence)
    else:  # it comes once: its day is the event itself
        event.first_on = occurrence.day = content.day
        event.at, event.minutes = content.at, content.minutes
        event.title, event.place = title or event.title, place or event.place
        event.save()
    occurrence.save()
    _changed(event, by)
    take(event, by=by)
    write_text(event)
    facts = {"day": occurrence.day.isoformat(), "from": before, "starts_at": starts_at.isoformat()}
    journal.record("event.day_moved", by=by, subject=event, facts={**facts, "ends_at": ends_at.isoformat()})
    tell_of_days(event, by=by)
    send_day(event, occurrence, Change.UPDATED, by=by)
    return occurrence


@transaction.atomic
def cancel_day(occurrence: Occurrence, *, version: int | None, by: Actor, reason: str = "") -> Occurrence:
    """Cancel one day of an event: the others stay, its guests are told of that day."""
    event = claim(occurrence.event, version, allowed=lambda row: check_can_change(by, row))
    occurrence.refresh_from_db(fields=["state"])
    _check_stands(occurrence)
    if not event.rule:
        raise Invalid(_("Cet événement n’a lieu qu’une fois : annulez-le."), field="day")
    said = many_lines(reason, field="reason", limit=1000)
    occurrence.state = EventState.CANCELLED
    occurrence.save(update_fields=["state"])
    _changed(event, by)
    take(event, by=by)
    write_text(event)
    facts = {"day": occurrence.day.isoformat(), "reason": said}
    journal.record("event.day_cancelled", by=by, subject=event, facts=facts)
    tell_of_days(event, by=by)
    send_day(event, occurrence, Change.CANCELLED, by=by, reason=said)
    return occurrence


def _check_order(event: Event, occurrence: Occurrence) -> None:
    """Calendar programs do not take a day of a series past its neighbours: two of its days never overlap."""
    others = event.occurrences.exclude(pk=occurrence.pk).filter(state=EventState.CONFIRMED)
    if others.filter(starts_at__lt=occurrence.ends_at, ends_at__gt=occurrence.starts_at).exists():
        raise Invalid(_("Cette série a déjà lieu à ce moment-là."), field="day")


def _check_stands(occurrence: Occurrence) -> None:
    if occurrence.state == EventState.CANCELLED:
        raise Invalid(_("Ce jour est déjà annulé."), field="day")


def _span_of(event: Event, content: DayContent) -> tuple[datetime, datetime]:
    check_minutes(content.minutes, whole_days=content.at is None)
    timing = Timing(first_on=content.day, at=content.at, minutes=content.minutes, zone=ZoneInfo(event.zone))
    return span(content.day, timing)


def _own(given: str, of_the_event: str) -> str:
    return "" if given == of_the_event else given


def _changed(event: Event, by: Actor) -> None:
    event.sequence += 1
    event.changed_at = by.at
    event.save(update_fields=["version", "sequence", "changed_at"])


def check_minutes(minutes: int, *, whole_days: bool) -> None:
    """From five minutes to a month, whole days by days, or `Invalid` on `minutes`."""
    least = 1440 if whole_days else 5
    if not least <= minutes <= LONGEST_MINUTES:
        raise Invalid(_("Un événement dure de cinq minutes à trente et un jours."), field="minutes")
