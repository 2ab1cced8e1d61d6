"""An event moved or stretched where it stands in the drawing of a week: one of its days, or the whole series with it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.rules.events import DayContent, EventContent
from interco.scheduling.rules.recurrence import BadRule, moved_rule
from interco.scheduling.services.days import move_day
from interco.scheduling.services.events import change_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """By how many minutes of the wall an event goes, and by how many it grows; `whole` takes the series along."""

    shift: int = 0
    longer: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a move puts a day, in the event's own zone."""

    day: date
    at: time
    minutes: int


def place_of(occurrence: Occurrence, move: Move, *, by: Actor) -> Place:
    """Where a day would stand. The hands of the clock are those of whoever moves: 10 h an hour later is 11 h."""
    event = occurrence.event
    if event.at is None:
        raise Invalid(_("Une journée entière se déplace dans son formulaire."), field="day")
    wall = occurrence.starts_at.astimezone(by.zone).replace(tzinfo=None) + timedelta(minutes=move.shift)
    local = wall.replace(tzinfo=by.zone).astimezone(ZoneInfo(event.zone))
    minutes = round((occurrence.ends_at - occurrence.starts_at).total_seconds() / 60) + move.longer
    return Place(local.date(), local.time(), minutes)


def content_moved(occurrence: Occurrence, place: Place) -> EventContent:
    """The whole series as it would be, moved by as much as this day; `Invalid` when its rule names days of its own."""
    event = occurrence.event
    days = place.day - _local(occurrence.starts_at, event).date()
    first_on = event.first_on + days
    try:
        rule = moved_rule(event.rule, event.first_on, first_on)
    except BadRule:
        sentence = _("Cette répétition a lieu plusieurs jours : changez-la dans son formulaire.")
        raise Invalid(sentence, field="rule") from None
    return EventContent(
        title=event.title, first_on=first_on, minutes=place.minutes, at=place.at, kind=event.kind,
        visibility=event.visibility, zone=event.zone, rule=rule, closed_rule=event.closed_rule, place=event.place,
        text=event.text, until_on=None if event.until_on is None else event.until_on + days,
    )  # fmt: skip


@transaction.atomic
def move_event(occurrence: Occurrence, move: Move, *, version: int | None, by: Actor) -> Occurrence:
    """Move or stretch a day, or its whole series. Guests are told. `Invalid` when a room is taken, `Conflict` when
    somebody changed it meanwhile. Returns the day where it stands now."""
    event, place = occurrence.event, place_of(occurrence, move, by=by)
    if not (move.whole and event.rule):
        content = DayContent(
            day=place.day, at=place.at, minutes=place.minutes, title=occurrence.title or event.title,
            place=occurrence.place or event.place,
        )  # fmt: skip
        return move_day(occurrence, content, version=version, by=by)
    days = place.day - _local(occurrence.starts_at, event).date()
    change_event(event, content_moved(occurrence, place), version=version, by=by)
    found = event.occurrences.filter(day__gte=occurrence.day + days).order_by("day").first()
    return found or event.occurrences.order_by("-day")[0]


def can_be_undone(occurrence: Occurrence, move: Move) -> bool:
    """Whether moving back gives what was: another hour of a series puts the days moved by hand back in their rule."""
    others = occurrence.event.occurrences
    return not (move.whole and others.exclude(is_exception=False, state=occurrence.state).exists())


def _local(moment: datetime, event: Event) -> datetime:
    return moment.astimezone(ZoneInfo(event.zone))
