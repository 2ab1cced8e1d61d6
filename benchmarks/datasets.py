"""Data sets: S is the demonstration, M ten years of weekly sessions and 1,500 agents, L 158 communes and 10,000 agents.

Written straight into the tables: what is measured is reading and adding to them, not filling them.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import connection, transaction

from interco.committees.enums import AttendeeRole, ItemKind, ItemState, MeetingState
from interco.committees.models import Attendee, Item, Meeting
from interco.config.demo import build
from interco.config.demo.organisation import Built
from interco.organisation.enums import Category, CollectivityKind, PostFunction, UnitKind
from interco.organisation.models import (
    Assignment,
    Collectivity,
    CollectivityVersion,
    Person,
    Post,
    PostVersion,
    Unit,
    UnitVersion,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of what."""

    communes: int
    agents: int
    sessions: int
    items_a_session: int
    attendees: int


SIZES = {"S": Size(4, 0, 0, 0, 0), "M": Size(4, 1_500, 520, 8, 10), "L": Size(158, 10_000, 104, 20, 300)}


def fill(name: str) -> Built:
    """Build the data set in an empty, migrated database."""
    size, chance = SIZES[name], random.Random(7)  # noqa: S311 - a reproducible data set, no secret
    built = build()
    with transaction.atomic():
        _communes(built, size.communes - len(built.communes))
        people = fill_agents(built, size.agents, chance)
        _sessions(built, size, people or list(built.people.values()), chance)
        big_agenda(built, 100)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return built


def _communes(built: Built, how_many: int) -> None:
    for number in range(max(0, how_many)):
        commune = Collectivity.objects.create(kind=CollectivityKind.COMMUNE, insee=f"{64000 + number:05d}")
        CollectivityVersion.objects.create(
            collectivity=commune, name=f"Commune fictive {number + 1}", is_member=True, starts_on=built.founded_on
        )


def fill_agents(built: Built, how_many: int, chance: random.Random) -> list[Person]:
    if not how_many:
        return []
    start = built.founded_on
    parents = [built.units[key] for key in ("administration", "juridique", "infrastructures", "planification")]
    units = Unit.objects.bulk_create(Unit(collectivity=built.home, is_invented=True) for _each in range(how_many // 50))
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=unit, name=f"Service fictif {number + 1}", kind=UnitKind.SERVICE, rank=number,
            parent=parents[number % 4] if number < 20 else units[number % 20], starts_on=start,
        )
        for number, unit in enumerate(units)
    )  # fmt: skip
    posts = Post.objects.bulk_create(Post() for _each in range(how_many))
    PostVersion.objects.bulk_create(
        PostVersion(
            post=post, unit=units[number % len(units)], title="Chargé de mission", feminine_title="Chargée de mission",
            function=PostFunction.AGENT, category=Category.B, leads_unit=number < len(units), starts_on=start,
            fte=Decimal("0.80") if number % 9 == 0 else Decimal(1),
        )
        for number, post in enumerate(posts)
    )  # fmt: skip
    syllables = ("ba", "co", "di", "fa", "gui", "ja", "lo", "mé", "na", "pé", "ro", "sa", "ti", "vou", "za")
    people = Person.objects.bulk_create(
        Person(
            collectivity=built.home, first_name="".join(chance.choices(syllables, k=3)).capitalize(), gender="f",
            last_name="".join(chance.choices(syllables, k=4)).capitalize(), email=f"agent{number}@cacem.example", starts_on=start,
        )
        for number in range(how_many)
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(person=person, post=post, starts_on=start)
        for number, (person, post) in enumerate(zip(people, posts, strict=True))
        if number % 25
    )
    return people


def _sessions(built: Built, size: Size, people: list[Person], chance: random.Random) -> None:
    body, today = built.bodies["codir"], built.anchor
    tuesday = today - timedelta(days=(today.weekday() - 1) % 7 + 7)
    for back in range(size.sessions):
        day = tuesday - timedelta(weeks=back + 60)
        meeting = _meeting(built, 10_000 + size.sessions - back, day, MeetingState.CLOSED)
        Item.objects.bulk_create(
            _item(built, f"P-M{back}-{rank}", meeting, rank, chance.choice(people))
            for rank in range(size.items_a_session)
        )
        Attendee.objects.bulk_create(
            Attendee(meeting=meeting, person=person, name=person.full_name, role=AttendeeRole.MEMBER, is_member=True)
            for person in chance.sample(people, size.attendees)
        )
    assert body.pk  # noqa: S101


def _meeting(built: Built, number: int, day: date, state: MeetingState) -> Meeting:
    starts_at = datetime.combine(day, time(12, 30), tzinfo=UTC)
    return Meeting.objects.create(
        body=built.bodies["codir"], number=number, state=state, starts_at=starts_at, zone="America/Martinique",
        deadline_at=starts_at - timedelta(days=5), duration_minutes=150,
    )  # fmt: skip


def _item(built: Built, reference: str, meeting: Meeting, rank: int, person: Person) -> Item:
    return Item(
        body=built.bodies["codir"], reference=reference, title=f"Point fictif {reference} sur la gestion du service",
        kind=ItemKind.DECISION if rank % 2 else ItemKind.INFORMATION, decision_asked="Approuver le principe.",
        duration_minutes=5 + 5 * (rank % 4), unit=built.units["rh"], author=person, rapporteur=person, meeting=meeting,
        state=ItemState.CLOSED if meeting.state == MeetingState.CLOSED else ItemState.SCHEDULED, position=rank + 1,
        created_at=meeting.deadline_at, submitted_at=meeting.deadline_at,
    )  # fmt: skip


def big_agenda(built: Built, how_many: int) -> Meeting:
    """A meeting to come with an agenda of `how_many` items."""
    meeting = _meeting(built, 20_000, built.anchor + timedelta(days=90), MeetingState.PLANNED)
    people = list(built.people.values())
    Item.objects.bulk_create(
        _item(built, f"P-BIG-{rank}", meeting, rank, people[rank % len(people)]) for rank in range(how_many)
    )
    return meeting
