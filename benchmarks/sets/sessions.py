"""Sessions held over years, written in bulk with the whole life of each item: what the services would have left.

Rows are collected in memory and written together, parents first; the journal and the register keep their chains
(`ledger.py`). Reproducible but for the public identifiers.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.db import models

from benchmarks.sets.groups import Group, Sitter
from benchmarks.sets.ledger import BATCH, Ledger, Voice
from benchmarks.sets.rounds import decide
from interco.committees.enums import DECIDING_KINDS, ItemKind, ItemState, MeetingState, Presence
from interco.committees.models import (
    Action,
    Attendee,
    Decision,
    DecisionBrief,
    Item,
    ItemEvent,
    Meeting,
    ProposalText,
    Respondent,
    Round,
    SealedPersonalValue,
    Stance,
)
from interco.committees.rules.deadline import submission_deadline
from interco.config.demo.build import ZONE
from interco.config.demo.organisation import Built
from interco.config.demo.topics import TOPICS
from interco.scheduling.rules.recurrence import instant_of

PLACES = ("secteur Nord", "secteur Sud", "centre-ville", "zone littorale", "bassin est", "plaine du Lamentin")
KINDS = (
    ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.DECISION, ItemKind.EXCHANGE, ItemKind.VALIDATION,
    ItemKind.FOLLOW_UP, ItemKind.OPINION, ItemKind.INFORMATION,
)  # fmt: skip
#: Parents before what points to them.
ORDER: tuple[type[models.Model], ...] = (
    Meeting, Attendee, Item, DecisionBrief, ItemEvent, Round, ProposalText, Respondent, Stance, Decision,
    SealedPersonalValue, Action,
)  # fmt: skip


class Rows:
    """Rows waiting to be written together."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[Any]] = {model: [] for model in ORDER}

    def add(self, *rows: models.Model) -> None:
        """Keep rows for the next writing."""
        for row in rows:
            self._waiting[type(row)].append(row)

    def write(self) -> None:
        """Write all of them."""
        for model in ORDER:
            model._default_manager.bulk_create(self._waiting[model], batch_size=BATCH)
            self._waiting[model].clear()


@dataclass(frozen=True, slots=True)
class Held:
    """A session being written: its rows go to `rows`, its facts to `ledger`."""

    rows: Rows
    ledger: Ledger
    chance: random.Random
    meeting: Meeting
    group: Group
    seats: tuple[tuple[Sitter, Attendee], ...]
    secretary: Voice
    today: date


def hold_sessions(built: Built, groups: Sequence[Group], *, years: int) -> None:
    """Hold the sessions of several bodies, the oldest first."""
    rows, ledger, chance = Rows(), Ledger(), random.Random(5)  # noqa: S311 - a reproducible data set, no secret
    days = sorted(chain.from_iterable([(day, group) for day in group.days(built.anchor, years)] for group in groups),
                  key=lambda pair: (pair[0], pair[1].body.pk))  # fmt: skip
    secretary = Voice(built.users["secretariat"].pk, built.people["secretariat"].full_name)
    for rank, (day, group) in enumerate(days, start=1):
        _hold(Held(rows, ledger, chance, *_meeting(ledger, group, day), secretary, built.anchor))
        if rank % 50 == 0:
            rows.write()
    rows.write()
    ledger.write()


def _meeting(ledger: Ledger, group: Group, day: date) -> tuple[Meeting, Group, tuple[tuple[Sitter, Attendee], ...]]:
    body = group.body
    starts_at = instant_of(day, body.starts_at, ZONE)
    closed_at = starts_at + timedelta(minutes=body.duration_minutes)
    number, chair = ledger.number(f"{body.code}-seances"), group.sitters[0].person
    meeting = Meeting(
        body=body, number=number, state=MeetingState.CLOSED, occurrence_on=day, starts_at=starts_at, zone=ZONE.key,
        duration_minutes=body.duration_minutes, place=body.place, quorum=-(-len(group.sitters) // 2), version=4,
        deadline_at=submission_deadline(starts_at, zone=ZONE, days_before=body.deadline_days, at=body.deadline_at),
        convened_at=starts_at - timedelta(days=4), opened_at=starts_at + timedelta(minutes=2), closed_at=closed_at,
        closed_by_name=chair.full_name, record_reference=f"RD-{body.code}-{day.year}-{number}",
    )  # fmt: skip
    seats = tuple(
        (
            one,
            Attendee(
                meeting=meeting, person=one.person, post=one.post, name=one.person.full_name, title=one.title, rank=rank,
                role=one.role, is_voting=True, is_member=True, presence=Presence.PRESENT, arrived_at=meeting.opened_at,
            ),
        )
        for rank, one in enumerate(group.sitters)
    )  # fmt: skip
    return meeting, group, seats


def voice_of(sitter: Sitter) -> Voice:
    """Somebody of the group in the journal."""
    return Voice(sitter.person.user_id, sitter.person.full_name)


def _hold(held: Held) -> None:
    meeting, chair = held.meeting, voice_of(held.group.sitters[0])
    held.rows.add(meeting, *[attendee for _sitter, attendee in held.seats])
    items = [_propose(held, rank) for rank in range(1, held.group.items_a_session + 1)]
    note = held.ledger.note
    note("meeting.convened", meeting, at=_at(meeting.convened_at), by=held.secretary, quorum=meeting.quorum)
    note("meeting.opened", meeting, at=_at(meeting.opened_at), by=chair, number=meeting.number)
    note("meeting.all_present", meeting, at=_at(meeting.opened_at), by=held.secretary, count=len(held.seats))
    instant = _at(meeting.opened_at)
    decisions = []
    for item in items:
        ends = instant + timedelta(minutes=item.duration_minutes)
        _step(held, item, ItemState.IN_SESSION, instant, chair)
        item.started_at, item.spent_seconds = instant, item.duration_minutes * 60 + held.chance.randint(-200, 400)
        state = ItemState.TREATED
        if item.kind in DECIDING_KINDS:
            decisions.append(decide(held, item, at=instant + timedelta(minutes=1)))
            state = ItemState.DECIDED
        _step(held, item, state, ends, chair)
        _step(held, item, ItemState.CLOSED, _at(meeting.closed_at), chair)
        instant = ends
    facts = {"number": meeting.number, "decisions": [one.reference for one in decisions]}
    note("meeting.closed", meeting, at=_at(meeting.closed_at) + timedelta(seconds=1), by=chair, **facts)


def _propose(held: Held, rank: int) -> Item:
    """An item with its brief, from its writing to its place on the agenda."""
    sitter, meeting = held.chance.choice(held.group.sitters), held.meeting
    topic = held.chance.choice(TOPICS)
    kind = KINDS[(rank + meeting.number) % len(KINDS)]
    written = meeting.deadline_at - timedelta(hours=held.chance.randint(2, 90))
    year = written.astimezone(ZONE).year
    item = Item(
        body=meeting.body, reference=f"P-{year}-{held.ledger.number(f'P-{year}'):03d}", meeting=meeting, position=rank,
        title=f"{topic.title}, {held.chance.choice(PLACES)}", kind=kind, unit=sitter.unit, author=sitter.person,
        decision_asked=topic.asked or "Donner suite." if kind in DECIDING_KINDS else "", rapporteur=sitter.person,
        rapporteur_post=sitter.post, duration_minutes=5 * held.chance.randint(2, 5), state=ItemState.DRAFT,
        wished_meeting=meeting, submitted_at=written, created_at=written, version=1,
    )  # fmt: skip
    brief = DecisionBrief(
        item=item, purpose=f"{item.title}.", context="Situation relevée par le service porteur. " * 6,
        stakes="Continuité du service, coût, calendrier. " * 4,
    )  # fmt: skip
    held.rows.add(item, brief)
    unit = sitter.unit.public_id
    held.ledger.note("item.written", item, at=written, by=voice_of(sitter), reference=item.reference, unit=unit)
    _step(held, item, ItemState.SUBMITTED, written, voice_of(sitter))
    placed = meeting.deadline_at + timedelta(hours=3, minutes=rank)
    _step(held, item, ItemState.ACCEPTED, placed, held.secretary)
    _step(held, item, ItemState.SCHEDULED, placed, held.secretary)
    return item


def _step(held: Held, item: Item, to: ItemState, at: datetime, by: Voice) -> None:
    held.rows.add(
        ItemEvent(item=item, at=at, actor_name=by.name, from_state=item.state, to_state=to, meeting=held.meeting)
    )
    facts = {"from": str(item.state), "to": str(to), "reference": item.reference, "meeting": held.meeting.public_id}
    held.ledger.note(f"item.{to}", item, at=at, by=by, **facts)
    item.state, item.version = to, item.version + 1


def _at(instant: datetime | None) -> datetime:
    assert instant is not None  # noqa: S101 - set when the session was made
    return instant
