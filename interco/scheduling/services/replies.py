"""Answers that come by mail: those of guests to events here, those to sessions in the application that convenes them.

    register_answerable(Sessions())      # in the `apps.py` of the application

A sender is believed when it is the address of the guest it answers for; the mail's calendar alone proves nothing. What
is refused changes nothing, and the queue says why.
"""

from datetime import datetime
from typing import Protocol

from interco.foundation.core.actor import Actor
from interco.foundation.core.identifiers import scoped
from interco.foundation.notifications.models import IncomingOutcome
from interco.foundation.notifications.rules.incoming import Incoming
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import DayAnswer, Event, Participant
from interco.scheduling.queries.calendar_objects import day_named
from interco.scheduling.rules.ical_reading import BadCalendar
from interco.scheduling.rules.replies import NotAReply, Reply, reply_of
from interco.scheduling.services.guests import record_answer, record_day_answer


class Answerable(Protocol):
    """What an application invites to: `kind` begins the UID of its objects."""

    kind: str

    def take(self, key: str, reply: Reply, at: datetime) -> IncomingOutcome:
        """Take the answer to the object of that public identifier; its sender is the address of `reply`."""
        ...


_answerable: dict[str, Answerable] = {}


def register_answerable(answerable: Answerable) -> None:
    """Add a kind of objects, or replace the one of the same name."""
    _answerable[answerable.kind] = answerable


def take_reply(mail: Incoming, at: datetime) -> IncomingOutcome | None:
    """Take the answer of a mail, or say why not; nothing when its calendar is no answer (an invitation from outside)."""
    try:
        reply = reply_of(mail.calendar or b"")
    except NotAReply:
        return None
    except BadCalendar:
        return IncomingOutcome.UNREADABLE
    for kind, answerable in _answerable.items():
        key = _key_of(kind, reply.uid)
        if key:
            if mail.sender != reply.address:
                return IncomingOutcome.FORGED
            return answerable.take(key, reply, at)
    return IncomingOutcome.UNKNOWN_SUBJECT


def guest_actor(at: datetime, *, name: str, person_id: int | None) -> Actor:
    """Somebody who answers by mail: a name and a person, no account and no role."""
    return Actor(at=at, zone=territory_zone(), name=name, person_id=person_id)


def _key_of(kind: str, uid: str) -> str:
    before, after = scoped(kind, "").replace(":", "-"), "@interco"
    return uid[len(before) : -len(after)] if uid.startswith(before) and uid.endswith(after) else ""


class Events:
    """Events of the agendas."""

    kind = "event"

    def take(self, key: str, reply: Reply, at: datetime) -> IncomingOutcome:
        """The answer of a guest, at the address they were invited at or at their address of today."""
        event = Event.objects.filter(public_id=key).first()
        if event is None:
            return IncomingOutcome.UNKNOWN_SUBJECT
        guest = guest_of(event, reply.address)
        if guest is None:
            return IncomingOutcome.UNKNOWN_SENDER
        if event.state == EventState.CANCELLED:
            return IncomingOutcome.CLOSED
        if reply.sequence < guest.answer_sequence:
            return IncomingOutcome.TOO_OLD
        if reply.day:
            return _take_day(event, guest, reply, at)
        record_answer(
            guest, answer=Answer(reply.answer), comment=reply.comment, sequence=min(reply.sequence, event.sequence),
            by=guest_actor(at, name=guest.name, person_id=guest.person_id),
        )  # fmt: skip
        return IncomingOutcome.TAKEN


def _take_day(event: Event, guest: Participant, reply: Reply, at: datetime) -> IncomingOutcome:
    """The answer to one day, named by the instant its series gives it."""
    day = day_named(event, reply.day, reply.day_zone)
    if day is None:
        return IncomingOutcome.UNKNOWN_DAY
    if day.state == EventState.CANCELLED:
        return IncomingOutcome.CLOSED
    if DayAnswer.objects.filter(participant=guest, occurrence=day, sequence__gt=reply.sequence).exists():
        return IncomingOutcome.TOO_OLD
    record_day_answer(
        guest, day, answer=Answer(reply.answer), comment=reply.comment, sequence=min(reply.sequence, event.sequence),
        by=guest_actor(at, name=guest.name, person_id=guest.person_id),
    )  # fmt: skip
    return IncomingOutcome.TAKEN


def guest_of(event: Event, address: str) -> Participant | None:
    """The one guest of that address; nobody when two people share it."""
    rows = list(event.participants.filter(address__iexact=address)[:2])
    if not rows:
        people = Person.objects.filter(email__iexact=address)
        rows = list(event.participants.filter(person__in=people)[:2])
    return rows[0] if len(rows) == 1 else None
