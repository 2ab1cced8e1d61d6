"""The bodies that meet in a large data set, and who sits in them: the CODIR, and working groups of named people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from benchmarks.sets.agents import Staff
from benchmarks.sets.sizes import Size
from interco.committees.enums import AttendeeRole, BodyKind
from interco.committees.models import Body, Membership
from interco.config.demo.bodies import MEMBERS
from interco.config.demo.build import ZONE
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.core import clock
from interco.organisation.models import Person, Post, PostVersion, Unit


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits: the person, the post they hold, its title, the unit they speak for."""

    person: Person
    post: Post
    title: str
    unit: Unit
    role: AttendeeRole


@dataclass(frozen=True, slots=True)
class Group:
    """A body, those who sit in it, how often it meets and how much it treats."""

    body: Body
    sitters: tuple[Sitter, ...]
    every: timedelta
    weekday: int
    items_a_session: int

    def days(self, last: date, years: int) -> list[date]:
        """The days of its sessions until the day before `last`, the oldest first."""
        day = last - timedelta(days=1)
        day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        count = round(years * 364 / self.every.days)
        return [day - self.every * back for back in reversed(range(count))]


def codir_group(built: Built, size: Size) -> Group:
    """The CODIR of the demonstration, every Tuesday."""
    versions = {row.post_id: row for row in PostVersion.objects.effective_on(built.anchor).select_related("unit")}
    sitters = []
    for key, _substitute in MEMBERS:
        post, role = built.posts[key], AttendeeRole.MEMBER
        role = {"dgs": AttendeeRole.CHAIR, "secretariat": AttendeeRole.SECRETARY}.get(key, role)
        sitters.append(Sitter(built.people[key], post, versions[post.pk].title, versions[post.pk].unit, role))
    return Group(built.bodies["codir"], tuple(sitters), timedelta(weeks=1), 1, size.items_a_session)


def open_accounts(people: Sequence[Person]) -> None:
    """An account without a password for each person."""
    at = clock.now()
    for person in people:
        person.user = User.objects.create_user(email=person.email, name=person.full_name, created_at=at)
    Person.objects.bulk_update(people, ["user"])


def seat_people(built: Built, body: Body, people: Sequence[Person]) -> None:
    """Named members of a body, from its foundation on."""
    Membership.objects.bulk_create(
        Membership(body=body, person=person, rank=rank, starts_on=built.founded_on)
        for rank, person in enumerate(people)
    )


def a_working_group(built: Built, code: str, name: str, *, chair: Post) -> Body:
    """A body that meets when it is convened."""
    return Body.objects.create(
        code=code, name=name, kind=BodyKind.WORKING_GROUP, chair_post=chair, secretary_post=built.posts["secretariat"],
        starts_at=time(14), duration_minutes=120, place="Salle Balata", deadline_at=time(12), quorum_share=Decimal("0.50"),
    )  # fmt: skip


def working_groups(built: Built, size: Size, staff: Staff) -> list[Group]:
    """Working groups of people from everywhere, each led by one of its members, meeting every other week."""
    step = len(staff.holders) // (size.groups * size.group_members)
    units = dict(PostVersion.objects.effective_on(built.anchor).values_list("post_id", "unit_id"))
    by_key = {unit.pk: unit for unit in staff.units}
    groups = []
    for rank in range(size.groups):
        first = rank * size.group_members * step
        held = staff.holders[first : first + size.group_members * step : step]
        sitters = tuple(
            Sitter(person, post, title, by_key[units[post.pk]], AttendeeRole.MEMBER if place else AttendeeRole.CHAIR)
            for place, (post, person, title) in enumerate(held)
        )
        body = a_working_group(built, f"GT{rank + 1:02d}", f"Groupe de travail {rank + 1}", chair=sitters[0].post)
        open_accounts([one.person for one in sitters])
        seat_people(built, body, [one.person for one in sitters[1:]])
        groups.append(Group(body, sitters, timedelta(weeks=2), rank % 5, 4))
    return groups


__all__ = ["ZONE", "Group", "Sitter", "codir_group", "working_groups"]
