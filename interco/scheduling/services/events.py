"""Events: planned, changed as a whole or from a day on, cancelled. Their days are in `days`, their guests in `guests`,
their rooms in `bookings`.

A change of a series « ce jour et les suivants » closes it the day before and plans another, which `follows` it: the
past stays what it was, in the house and in everybody's diary.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.states import step
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import EVENT_TRANSITIONS, Answer, ClosedDayRule, EventKind, EventState, Visibility
from interco.scheduling.models import DayAnswer, Event, Occurrence, Resource
from interco.scheduling.policies.events import check_can_change, check_can_plan
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.services.bookings import take
from interco.scheduling.services.days import check_minutes, write_days
from interco.scheduling.services.event_texts import write_text
from interco.scheduling.services.guests import add_guests
from interco.scheduling.services.invitations import Change, send_event
from interco.scheduling.services.sequels import tell_of_days

EARLIEST, FARTHEST = timedelta(days=3653), timedelta(days=3653)
_TIMED = ("first_on", "at", "minutes", "zone", "rule", "until_on", "closed_rule")


@transaction.atomic
def plan_event(
    content: EventContent, *, owner: Person, by: Actor, guests: Sequence[GuestAsked] = (),
    resources: Sequence[Resource] = (), follows: Event | None = None,
) -> Event:  # fmt: skip
    """Put an event in an agenda, book its rooms, invite its guests. `Invalid` on the field at fault; a room already
    taken refuses the whole."""
    check_can_plan(by, owner.pk)
    event = Event(
        owner=owner,
        written_by_id=by.person_id,
        written_by_name=by.name,
        follows=follows,
        created_at=by.at,
        changed_at=by.at,
    )
    _fill(event, content, by)
    event.save()
    write_days(event, keep_moved=False)
    event.save()
    event.resources.set(resources)
    take(event, by=by)
    write_text(event)
    rows = add_guests(event, guests)
    facts = {**_told(event), "guests": len(rows), "resources": sorted(row.public_id for row in resources)}
    journal.record("event.planned", by=by, subject=event, facts=facts, personal={"owner": owner.full_name})
    index(event, by=by)
    send_event(event, Change.INVITED, by=by)
    return event


@transaction.atomic
def change_event(
    event: Event, content: EventContent, *, version: int | None, by: Actor,
    resources: Sequence[Resource] | None = None,
) -> Event:  # fmt: skip
    """Change the whole event. Another hour asks the guests again, and puts the days moved by hand back in their rule;
    a day cancelled stays cancelled. Guests are told."""
    claim(event, version, shown=("title", "place", "text"), allowed=lambda row: check_can_change(by, row))
    before = _told(event)
    _fill(event, content, by)
    _write_again(event, before, by)
    if resources is not None:
        event.resources.set(resources)
    take(event, by=by)
    write_text(event)
    journal.record("event.changed", by=by, subject=event, facts={"from": before, "to": _told(event)})
    index(event, by=by)
    tell_of_days(event, by=by)
    send_event(event, Change.UPDATED, by=by)
    return event


@transaction.atomic
def change_following(
    event: Event, content: EventContent, *, day: date, version: int | None, by: Actor,
    resources: Sequence[Resource] | None = None,
) -> Event:  # fmt: skip
    """Change a series from one of its days on: the days before keep their event, those after have theirs, with the same
    guests. The first day of a series changes the whole."""
    if not event.rule or not event.occurrences.filter(day__lt=day).exists():
        return change_event(event, content, version=version, by=by, resources=resources)
    if not event.occurrences.filter(day=day).exists():
        raise Invalid(_("La série n’a pas lieu ce jour-là."), field="day")
    kept = list(event.resources.all()) if resources is None else list(resources)
    guests = _guests_of(event)
    until_on = event.until_on if content.until_on is None else content.until_on
    _cut(event, day, version=version, by=by)
    following = plan_event(
        replace(content, until_on=until_on), owner=event.owner, guests=guests, resources=kept, follows=event, by=by
    )
    tell_of_days(event, by=by, continued_by=following)
    return following


@transaction.atomic
def cancel_event(event: Event, *, version: int | None, by: Actor, reason: str = "") -> Event:
    """Cancel the whole: its rooms are free again, its guests are told, it stays readable as cancelled."""
    claim(event, version, allowed=lambda row: check_can_change(by, row))
    said = many_lines(reason, field="reason", limit=1000)
    step(event, EventState.CANCELLED, EVENT_TRANSITIONS)
    event.sequence += 1
    event.changed_at = by.at
    event.save()
    take(event, by=by)
    write_text(event)
    journal.record("event.cancelled", by=by, subject=event, facts={"reason": said})
    index(event, by=by)
    tell_of_days(event, by=by)
    send_event(event, Change.CANCELLED, by=by, reason=said)
    return event


@transaction.atomic
def cancel_following(event: Event, *, day: date, version: int | None, by: Actor, reason: str = "") -> Event:
    """Cancel a series from one of its days on; from its first day, the whole."""
    if not event.rule or not event.occurrences.filter(day__lt=day).exists():
        return cancel_event(event, version=version, by=by, reason=reason)
    _cut(event, day, version=version, by=by)
    tell_of_days(event, by=by)
    return event


def _cut(event: Event, day: date, *, version: int | None, by: Actor) -> None:
    """End a series before a day; its guests are told."""
    claim(event, version, shown=("title", "place", "text"), allowed=lambda row: check_can_change(by, row))
    before = _told(event)
    event.until_on = day - timedelta(days=1)
    event.sequence += 1
    event.changed_at = by.at
    write_days(event, keep_moved=True)
    event.save()
    take(event, by=by)
    write_text(event)
    journal.record("event.cut", by=by, subject=event, facts={"from": before, "to": _told(event)})
    send_event(event, Change.UPDATED, by=by)


def _fill(event: Event, content: EventContent, by: Actor) -> None:
    """What was asked, checked, on the row; nothing is written yet."""
    event.title = one_line(content.title, field="title", required=True)
    event.place = one_line(content.place, field="place")
    event.text = many_lines(content.text, field="text")
    check_minutes(content.minutes, whole_days=content.at is None)
    if not by.today - EARLIEST <= content.first_on <= by.today + FARTHEST:
        raise Invalid(_("Choisissez un jour à moins de dix ans d’ici."), field="first_on")
    if content.until_on is not None and content.until_on < content.first_on:
        raise Invalid(_("La dernière date précède la première."), field="until_on")
    for name, choices in (("kind", EventKind), ("visibility", Visibility), ("closed_rule", ClosedDayRule)):
        value = getattr(content, name)
        if value not in choices.values:
            raise Invalid(_("Choisissez une des réponses proposées."), field=name)
        setattr(event, name, value)
    event.zone = _zone(content.zone).key
    event.first_on, event.at, event.minutes = content.first_on, content.at, content.minutes
    event.rule, event.until_on = content.rule, content.until_on if content.rule else None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else territory_zone()
    except (KeyError, ValueError, OSError):
        raise Invalid(_("Ce fuseau horaire n’est pas connu."), field="zone") from None


def _write_again(event: Event, before: dict[str, str], by: Actor) -> None:
    """The days of a changed event; the guests are asked again when its hour is another."""
    moved = any(before[name] != value for name, value in _told(event).items() if name in _TIMED)
    event.sequence += 1
    event.changed_at = by.at
    write_days(event, keep_moved=not moved)
    event.save()
    if moved:
        asked = event.participants.exclude(answer=Answer.NEEDED)
        asked.update(answer=Answer.NEEDED, answered_at=None, comment="")
        DayAnswer.objects.filter(occurrence__event=event).delete()
        event.participants.update(answer_sequence=event.sequence)  # an answer to the former hour comes too late


def _guests_of(event: Event) -> list[GuestAsked]:
    return [
        GuestAsked(person_id=row.person_id, name=row.name, address=row.address, role=row.role)
        for row in event.participants.all()
    ]


def _told(event: Event) -> dict[str, str]:
    names = ("title", "kind", "visibility", *_TIMED, "place")
    return {name: str(getattr(event, name) or "") for name in names}


def day_of(event: Event, day: date) -> Occurrence:
    """One day of an event, by the day its rule gives; `Invalid` when there is none."""
    found = event.occurrences.filter(day=day).first()
    if found is None:
        raise Invalid(_("L’événement n’a pas lieu ce jour-là."), field="day")
    return found
