"""Polls of dates: opened, answered, reminded, settled by a date, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.states import step
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import POLL_TRANSITIONS, Choice, PollState, Visibility
from interco.scheduling.models import Event, Poll, PollAnswer, PollDate, Resource, Voter
from interco.scheduling.policies.events import check_can_plan
from interco.scheduling.policies.polls import check_can_answer, check_can_manage, check_is_awaited
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.rules.itip import is_address
from interco.scheduling.rules.recurrence import instant_of
from interco.scheduling.services.events import plan_event
from interco.scheduling.services.poll_letters import ask, say_withdrawn

MOST_DATES, MOST_VOTERS = 20, 100
LONGEST = timedelta(days=120)
BETWEEN_REMINDERS = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollContent:
    """What is asked: the meeting, its dates, until when one may answer (that day included)."""

    title: str
    minutes: int
    dates: Sequence[datetime]
    closes_on: date
    place: str = ""
    text: str = ""
    visibility: str = Visibility.STAFF
    resource: Resource | None = None


@transaction.atomic
def open_poll(content: PollContent, *, owner: Person, voters: Sequence[GuestAsked], by: Actor) -> Poll:
    """Ask people which dates suit them; each is written to. `Invalid` on the field at fault."""
    check_can_plan(by, owner.pk)
    zone = territory_zone()
    dates = _checked_dates(content, by)
    if not by.today <= content.closes_on <= by.today + LONGEST:
        raise Invalid(_("La réponse est attendue d’ici quatre mois au plus."), field="closes_on")
    if not 15 <= content.minutes <= 600:
        raise Invalid(_("Une réunion dure d’un quart d’heure à dix heures."), field="minutes")
    poll = Poll.objects.create(
        owner=owner, written_by_name=by.name, title=one_line(content.title, field="title", required=True),
        text=many_lines(content.text, field="text"), place=one_line(content.place, field="place"), minutes=content.minutes,
        zone=zone.key, visibility=Visibility(content.visibility), resource=content.resource, closes_on=content.closes_on,
        expires_at=instant_of(content.closes_on + timedelta(days=1), time(), zone), created_at=by.at,
    )  # fmt: skip
    PollDate.objects.bulk_create([PollDate(poll=poll, starts_at=moment) for moment in dates])
    rows = _add_voters(poll, voters)
    ask(poll, rows, by=by)
    facts = {"dates": [moment.isoformat() for moment in dates], "closes_on": content.closes_on.isoformat()}
    journal.record(
        "poll.opened", by=by, subject=poll, facts={**facts, "voters": len(rows)},
        personal={"voters": ", ".join(row.name for row in rows)},
    )  # fmt: skip
    return poll


@transaction.atomic
def answer_poll(voter: Voter, choices: Mapping[str, str], *, by: Actor, comment: str = "") -> Voter:
    """Say what suits of each date (by its `public_id`); the last answer counts."""
    refresh(voter)
    check_can_answer(by, voter)
    return _record(voter, choices, comment, by)


@transaction.atomic
def answer_from_outside(voter: Voter, choices: Mapping[str, str], *, by: Actor, comment: str = "") -> Voter:
    """The same by the secret address, which named the voter: nothing else is within its reach."""
    refresh(voter)
    check_is_awaited(voter, by.at)
    return _record(voter, choices, comment, by)


@transaction.atomic
def remind_voters(poll: Poll, *, by: Actor) -> int:
    """Write again to those who did not answer, once a day at most; a secret address is replaced by a new one. How many."""
    refresh(poll)
    check_can_manage(by, poll)
    if poll.expires_at <= by.at:
        raise Invalid(_("La date de réponse est passée : retenez une date, ou retirez le sondage."))
    not_lately = Q(reminded_at=None) | Q(reminded_at__lt=by.at - BETWEEN_REMINDERS)
    return _remind(poll, poll.voters.filter(not_lately), by)


@transaction.atomic
def remind_before_the_end(*, by: Actor) -> int:
    """The day before a poll's last day, write once to those who are silent and were not reminded by hand. How many.

    A poll opened the same day is left alone. For the worker: who acts is the machine.
    """
    last_days = (by.today, by.today + timedelta(days=1))
    due = Poll.objects.filter(
        state=PollState.OPEN, closes_on__in=last_days, expires_at__gt=by.at, created_at__lt=by.at - BETWEEN_REMINDERS
    )
    count = 0
    for poll in due.select_related("owner").order_by("pk"):
        refresh(poll)
        if poll.state == PollState.OPEN:
            count += _remind(poll, poll.voters.filter(reminded_at=None), by)
    return count


@transaction.atomic
def settle_poll(poll: Poll, chosen: PollDate, *, version: int | None, by: Actor) -> Event:
    """Choose a date: the event is planned, its room booked, everybody asked is invited; secret addresses close."""
    claim(poll, version, allowed=partial(check_can_manage, by))
    local = chosen.starts_at.astimezone(ZoneInfo(poll.zone))
    content = EventContent(
        title=poll.title, first_on=local.date(), at=local.time(), minutes=poll.minutes, zone=poll.zone, place=poll.place,
        text=poll.text, visibility=poll.visibility,
    )  # fmt: skip
    guests = [GuestAsked(person_id=row.person_id, name=row.name, address=row.address) for row in poll.voters.all()]
    resources = [poll.resource] if poll.resource is not None else []
    event = plan_event(content, owner=poll.owner, guests=guests, resources=resources, by=by)
    poll.event = event
    _close(poll, PollState.SETTLED)
    facts = {"event": event.public_id, "starts_at": chosen.starts_at.isoformat()}
    journal.record("poll.settled", by=by, subject=poll, facts=facts)
    return event


@transaction.atomic
def withdraw_poll(poll: Poll, *, version: int | None, by: Actor) -> None:
    """Give the meeting up: those asked are told, secret addresses close."""
    claim(poll, version, allowed=partial(check_can_manage, by))
    _close(poll, PollState.WITHDRAWN)
    say_withdrawn(poll, list(poll.voters.select_related("person")), by=by)
    journal.record("poll.withdrawn", by=by, subject=poll)


def _remind(poll: Poll, voters: QuerySet[Voter], by: Actor) -> int:
    silent = list(voters.filter(answered_at=None).select_related("person__user"))
    if not silent:
        return 0
    ask(poll, silent, by=by, again=True)
    poll.voters.filter(pk__in=[row.pk for row in silent]).update(reminded_at=by.at)
    journal.record("poll.reminded", by=by, subject=poll, facts={"voters": len(silent)})
    return len(silent)


def _close(poll: Poll, state: PollState) -> None:
    step(poll, state, POLL_TRANSITIONS)
    poll.save()
    poll.voters.update(token_hash="")


def _record(voter: Voter, choices: Mapping[str, str], comment: str, by: Actor) -> Voter:
    dates = list(voter.poll.dates.all())
    if any(choices.get(row.public_id) not in Choice.values for row in dates):
        raise Invalid(_("Répondez pour chaque date : oui, si besoin ou non."), field="choice")
    voter.comment = one_line(comment, field="comment", limit=500)
    voter.answered_at = by.at
    voter.save(update_fields=["comment", "answered_at"])
    voter.answers.all().delete()
    PollAnswer.objects.bulk_create([PollAnswer(voter=voter, date=row, choice=choices[row.public_id]) for row in dates])
    journal.record(
        "poll.answered", by=by, subject=voter.poll, facts={"choices": [choices[row.public_id] for row in dates]},
        personal={"voter": voter.name},
    )  # fmt: skip
    return voter


def _checked_dates(content: PollContent, by: Actor) -> list[datetime]:
    dates = sorted(set(content.dates))
    if not 1 <= len(dates) <= MOST_DATES:
        raise Invalid(_("Proposez d’une à vingt dates."), field="dates")
    if dates[0] <= by.at:
        raise Invalid(_("Une des dates proposées est passée."), field="dates")
    if dates[-1] > by.at + timedelta(days=730):
        raise Invalid(_("Une des dates proposées est trop lointaine."), field="dates")
    return dates


def _add_voters(poll: Poll, asked: Sequence[GuestAsked]) -> list[Voter]:
    keys = [one.person_id for one in asked if one.person_id is not None and one.person_id != poll.owner_id]
    people = {row.pk: row for row in Person.objects.filter(pk__in=keys).select_related("user")}
    rows: dict[object, Voter] = {}
    addresses: set[str] = set()
    for one in asked:
        person = people.get(one.person_id) if one.person_id is not None else None
        if one.person_id is not None and person is None:
            continue  # the owner, who chooses
        address = (person.email if person is not None else one.address).strip()
        if not is_address(address):
            raise Invalid(_("%s n’a pas d’adresse électronique.") % (one.name or _name(person)), field="guests")
        if address.lower() in addresses:
            continue
        addresses.add(address.lower())
        name = person.full_name if person is not None else one_line(one.name, field="guests") or address
        rows[address.lower()] = Voter(poll=poll, person=person, name=name, address=address)
    if not 1 <= len(rows) <= MOST_VOTERS:
        raise Invalid(_("Un sondage se demande à une personne au moins, à cent au plus."), field="guests")
    return Voter.objects.bulk_create(rows.values())


def _name(person: Person | None) -> str:
    return person.full_name if person is not None else ""
