"""Events by the API: what stands in agendas; planned, changed, moved, cancelled, answered."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Day, Key, days_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import member_of_staff, reader_of_the_organisation
from interco.organisation.models import Person
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.api.schemas import (
    AnswerGiven,
    CalendarEventShown,
    DayMove,
    Entries,
    EventCancelling,
    EventChange,
    EventGiven,
    EventLine,
    GuestGiven,
)
from interco.scheduling.api.shown import clock_of, content_of, event_shown, resources_of
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.policies.events import check_can_change, check_can_plan, visible_to
from interco.scheduling.queries.agenda import entries
from interco.scheduling.queries.layers import bounds
from interco.scheduling.rules.events import DayContent, GuestAsked
from interco.scheduling.services.days import cancel_day, move_day
from interco.scheduling.services.events import cancel_event, change_event, change_following, plan_event
from interco.scheduling.services.guests import answer_invitation, invite

EVENTS = Operations("Événements")
LONGEST = 92


class Between(BaseModel):
    """Which days are asked for, and of whom."""

    du: Day | None = Field(None, description="Premier jour ; aujourd’hui sinon.")
    au: Day | None = Field(None, description="Dernier jour, au plus 92 jours après ; une semaine sinon.")
    personne: Key | None = Field(None, description="Agenda d’une personne ; tout ce que vous pouvez lire sinon.")


def span_of(asked: Between, actor: Actor) -> tuple[datetime, datetime]:
    """The instants asked for."""
    first = asked.du or actor.today
    last = asked.au or first + timedelta(days=6)
    if not first <= last <= first + timedelta(days=LONGEST):
        raise Invalid(_("Demandez au plus 92 jours, dans l’ordre."), field="au")
    return bounds(first, last, actor)


@EVENTS.get(
    "evenements", policy=reader_of_the_organisation, name="api_events", answer=Entries,
    summary="Lire les agendas entre deux jours",
)  # fmt: skip
def list_events(request: HttpRequest, asked: Query[Between]) -> Entries:
    """Events and what other rooms put in calendars."""
    actor = acting(request)
    start, end = span_of(asked, actor)
    people = None
    if asked.personne:
        people = [get_object_or_404(visible_people(actor), public_id=asked.personne).pk]
    return Entries(items=[
        EventLine(
            key=row.key, layer=row.layer, title=row.title, starts_at=row.starts_at, ends_at=row.ends_at, place=row.place,
            is_whole_day=row.is_whole_day, is_hidden=row.is_hidden,
        )
        for row in entries(actor, start, end, people=people)
    ])  # fmt: skip


@EVENTS.get(
    "evenements/{key}",
    policy=reader_of_the_organisation,
    name="api_event",
    answer=CalendarEventShown,
    summary="Lire un événement",
)
def read_event(request: HttpRequest, key: str) -> CalendarEventShown:
    """One event, with its days and its guests."""
    return event_shown(event_of(request, key))


@EVENTS.write(
    "POST", "evenements", policy=member_of_staff, name="api_events", answer=CalendarEventShown, status=201,
    summary="Mettre un événement à l’agenda",
)  # fmt: skip
def plan_an_event(request: HttpRequest, given: EventGiven) -> CalendarEventShown:
    """In one's agenda, or in one that one keeps; the invitations leave."""
    actor = acting(request)
    owner = _owner(given.owner, actor)
    check_can_plan(actor, owner.pk)
    made = plan_event(
        content_of(given),
        owner=owner,
        guests=_guests(given.guests, actor),
        resources=resources_of(given.resources),
        by=actor,
    )
    return event_shown(made)


@EVENTS.write(
    "PUT", "evenements/{key}", policy=member_of_staff, name="api_event", answer=CalendarEventShown,
    summary="Changer un événement, ou ce jour et les suivants",
)  # fmt: skip
def change_an_event(request: HttpRequest, key: str, given: EventChange) -> CalendarEventShown:
    """The whole, or a new series from a day on."""
    actor = acting(request)
    event = event_of(request, key)
    check_can_change(actor, event)
    rooms = resources_of(given.resources)
    if given.from_day is not None:
        made = change_following(
            event, content_of(given), day=given.from_day, version=given.version, resources=rooms, by=actor
        )
        return event_shown(made)
    return event_shown(change_event(event, content_of(given), version=given.version, resources=rooms, by=actor))


@EVENTS.write(
    "PUT", "evenements/{key}/jours/{day}", policy=member_of_staff, name="api_event_day", answer=CalendarEventShown,
    summary="Déplacer un jour d’un événement",
)  # fmt: skip
def move_an_event_day(request: HttpRequest, key: str, day: str, given: DayMove) -> CalendarEventShown:
    """That day only."""
    actor = acting(request)
    event = event_of(request, key)
    check_can_change(actor, event)
    content = DayContent(
        day=given.day, at=clock_of(given.at), minutes=given.minutes, title=given.title, place=given.place
    )
    moved = move_day(_day(event, day), content, version=given.version, by=actor)
    return event_shown(Event.objects.select_related("owner").get(pk=moved.event_id))


@EVENTS.write(
    "POST", "evenements/{key}/annuler", policy=member_of_staff, name="api_event_cancel", answer=CalendarEventShown,
    summary="Annuler un événement, ou un de ses jours",
)  # fmt: skip
def cancel_an_event(request: HttpRequest, key: str, given: EventCancelling) -> CalendarEventShown:
    """Its guests are told, its rooms are free again."""
    actor = acting(request)
    event = event_of(request, key)
    check_can_change(actor, event)
    if given.day is None:
        cancel_event(event, reason=given.reason, version=given.version, by=actor)
    else:
        cancel_day(_day(event, given.day.isoformat()), reason=given.reason, version=given.version, by=actor)
    return event_shown(Event.objects.select_related("owner").get(pk=event.pk))


@EVENTS.write(
    "POST", "evenements/{key}/invites", policy=member_of_staff, name="api_event_invite", answer=CalendarEventShown,
    summary="Inviter à un événement",
)  # fmt: skip
def invite_to_an_event(request: HttpRequest, key: str, given: GuestGiven) -> CalendarEventShown:
    """Somebody more; they receive the invitation."""
    actor = acting(request)
    event = event_of(request, key)
    check_can_change(actor, event)
    invite(event, _guests([given], actor), by=actor)
    return event_shown(event)


@EVENTS.write(
    "POST", "evenements/{key}/reponse", policy=reader_of_the_organisation, name="api_event_answer", answer=CalendarEventShown,
    summary="Répondre à une invitation",
)  # fmt: skip
def answer_an_invitation(request: HttpRequest, key: str, given: AnswerGiven) -> CalendarEventShown:
    """One's own, or that of somebody whose agenda one keeps."""
    actor = acting(request)
    event = event_of(request, key)
    guests = event.participants.select_related("event", "person")
    mine = {"public_id": given.guest} if given.guest else {"person_id": actor.person_id or 0}
    row = get_object_or_404(guests, **mine)
    answer_invitation(row, answer=given.answer, comment=given.comment, by=actor)
    return event_shown(event)


def event_of(request: HttpRequest, key: str) -> Event:
    """The event of the address that the actor may read, or 404."""
    return get_object_or_404(visible_to(acting(request)).select_related("owner"), public_id=key)


def _day(event: Event, text: str) -> Occurrence:
    return get_object_or_404(event.occurrences.select_related("event"), day__in=days_of(text))


def _owner(key: str | None, actor: Actor) -> Person:
    found = visible_people(actor).filter(public_id=key) if key else Person.objects.filter(pk=actor.person_id or 0)
    row = found.first()
    if row is None:
        raise Invalid(_("Choisissez un agenda."), field="owner")
    return row


def _guests(given: list[GuestGiven], actor: Actor) -> list[GuestAsked]:
    keys = [one.person for one in given if one.person]
    known = dict(visible_people(actor).filter(public_id__in=keys).values_list("public_id", "pk"))
    found = []
    for one in given:
        if one.person and one.person not in known:
            raise Invalid(_("Cette personne n’est pas connue."), field="guests")
        found.append(
            GuestAsked(person_id=known.get(one.person or ""), name=one.name, address=one.address, role=one.role)
        )
    return found
