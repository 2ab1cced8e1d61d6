"""A very small territory for the tests of committees: a DGS, two directorates, a secretariat, a CODIR of three seats."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from interco.committees.enums import BodyKind, ItemKind, MeetingState
from interco.committees.models import Body, Item, Meeting, Membership
from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.enums import CollectivityKind, PersonKind, PostFunction, UnitKind
from interco.organisation.models import (
    Assignment,
    Collectivity,
    CollectivityVersion,
    Person,
    Post,
    PostVersion,
    Territory,
    Unit,
    UnitVersion,
)
from interco.organisation.queries.standing import actor_of_user

EPOCH = date(2020, 1, 1)
ZONE = ZoneInfo("America/Martinique")
#: Wednesday 2 December 2026, 10 h in Fort-de-France.
NOW = datetime(2026, 12, 2, 14, 0, tzinfo=UTC)


@dataclass
class LittleTerritory:
    """The cast by name; `actor("maxence")` is who signs in, as of `NOW`."""

    home: Collectivity
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    body: Body = None  # type: ignore[assignment]

    def actor(self, name: str, at: datetime = NOW) -> Actor:
        """The actor of somebody of the cast at an instant."""
        user_id = self.people[name].user_id
        assert user_id is not None
        found = actor_of_user(user_id, at)
        assert found is not None
        return found

    def add_unit(self, key: str, name: str, parent: str | None = None) -> Unit:
        """A unit under another."""
        unit = Unit.objects.create(collectivity=self.home)
        above = self.units[parent] if parent else None
        UnitVersion.objects.create(unit=unit, name=name, kind=UnitKind.DIRECTORATE, parent=above, starts_on=EPOCH)
        self.units[key] = unit
        return unit

    def add_post(self, key: str, title: str, unit: str, *, leads: bool = False, function: str = "agent") -> Post:
        """A post in a unit."""
        post = Post.objects.create(reference=key)
        PostVersion.objects.create(
            post=post, unit=self.units[unit], title=title, leads_unit=leads, function=function, starts_on=EPOCH
        )
        self.posts[key] = post
        return post

    def add_person(self, key: str, first: str, last: str, post: str = "", *, role: Role | None = None) -> Person:
        """A person with an account, on a post when one is named."""
        user = User.objects.create_user(f"{key}@epci.example", "motdepasse", name=f"{first} {last}", created_at=NOW)
        if role is not None:
            RoleGrant.objects.create(user=user, role=role, at=NOW)
        person = Person.objects.create(
            collectivity=self.home, user=user, kind=PersonKind.AGENT, first_name=first, last_name=last,
            email=user.email, starts_on=EPOCH,
        )  # fmt: skip
        if post:
            Assignment.objects.create(person=person, post=self.posts[post], starts_on=EPOCH)
        self.people[key] = person
        return person

    def meeting(self, number: int = 1, day: date = date(2026, 12, 8), state: str = MeetingState.PLANNED) -> Meeting:
        """A session of the CODIR at 8 h 30, whose proposals close five days before at noon."""
        starts_at = datetime.combine(day, time(8, 30), ZONE)
        deadline = datetime.combine(date.fromordinal(day.toordinal() - 5), time(12), ZONE)
        return Meeting.objects.create(
            body=self.body, number=number, state=state, occurrence_on=day, starts_at=starts_at, zone=ZONE.key,
            deadline_at=deadline,
        )  # fmt: skip

    def item(self, author: str = "maxence", **fields: object) -> Item:
        """An item written by somebody of the cast, in the unit of the first post of its author."""
        person = self.people[author]
        given: dict[str, object] = {
            "body": self.body, "title": "Mutualiser l’instruction", "kind": ItemKind.DECISION, "author": person,
            "rapporteur": person, "unit_id": min(self.actor(author).unit_ids), "created_at": NOW,
            "decision_asked": "Autoriser la convention.", "reference": f"P-2026-{Item.objects.count() + 1:03d}",
        }  # fmt: skip
        return Item.objects.create(**{**given, **fields})


def little_territory() -> LittleTerritory:
    """Build it: the DGS chairs; Maxence and Ondine lead directorates and sit; Odette keeps; Lucien works for Maxence."""
    home = Collectivity.objects.create(kind=CollectivityKind.EPCI, is_home=True, siren="249720061")
    CollectivityVersion.objects.create(
        collectivity=home, name="Territoire d’essai", short_name="Essai", starts_on=EPOCH
    )
    Territory.objects.create(collectivity=home, time_zone=ZONE.key, department="972", created_at=NOW)
    land = LittleTerritory(home=home)
    land.add_unit("dg", "Direction générale")
    land.add_unit("urba", "Direction de l’urbanisme", "dg")
    land.add_unit("eau", "Direction de l’eau", "dg")
    land.add_unit("sg", "Secrétariat général", "dg")
    land.add_post("dgs", "Directeur général des services", "dg", leads=True, function=PostFunction.DGS)
    land.add_post("urba", "Directeur de l’urbanisme", "urba", leads=True, function=PostFunction.DIRECTOR)
    land.add_post("eau", "Directrice de l’eau", "eau", leads=True, function=PostFunction.DIRECTOR)
    land.add_post("eau2", "Directrice adjointe de l’eau", "eau")
    land.add_post("sg", "Secrétaire générale", "sg", leads=True)
    land.add_post("agent", "Instructeur", "urba")
    land.add_person("anselme", "Anselme", "Courbaril", "dgs")
    land.add_person("maxence", "Maxence", "Tamarin", "urba")
    land.add_person("ondine", "Ondine", "Mahogany", "eau")
    land.add_person("rosalie", "Rosalie", "Gommier", "eau2")
    land.add_person("odette", "Odette", "Filao", "sg", role=Role.SECRETARIAT)
    land.add_person("lucien", "Lucien", "Campêche", "agent")
    land.add_person("victor", "Victor", "Technique", role=Role.ADMINISTRATOR)
    land.body = Body.objects.create(
        code="CODIR", name="Comité de direction", kind=BodyKind.CODIR, chair_post=land.posts["dgs"],
        secretary_post=land.posts["sg"], recurrence="FREQ=WEEKLY;BYDAY=TU", starts_at=time(8, 30), deadline_at=time(12),
    )  # fmt: skip
    for rank, key in enumerate(("dgs", "urba", "eau")):
        substitute = land.posts["eau2"] if key == "eau" else None
        Membership.objects.create(
            body=land.body, post=land.posts[key], substitute_post=substitute, rank=rank, starts_on=EPOCH
        )
    return land
