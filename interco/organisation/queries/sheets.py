"""The sheets of a unit, a post and a person as of a day, each with its history. A constant number of queries each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from interco.organisation.models import (
    Assignment,
    CollectivityVersion,
    Person,
    Post,
    PostVersion,
    SignatureDelegation,
    Unit,
    UnitVersion,
)
from interco.organisation.queries.discretion import named_among
from interco.organisation.queries.standing import title_of
from interco.organisation.rules.periods import contains


@dataclass(frozen=True)
class Named:
    """Something to point at: its address and its name."""

    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Held:
    """An assignment told from either side: the other side, the kind, the days."""

    row: Assignment
    title: str
    unit: Named | None
    is_now: bool


@dataclass(frozen=True)
class PostLine:
    """A post in the sheet of its unit. `unnamed`: the kinds of assignment of those the reader may not see named."""

    post: Post
    version: PostVersion
    holders: list[Assignment]
    interims: list[Assignment]
    unnamed: set[str]


@dataclass(frozen=True)
class UnitSheet:
    """A unit as of a day. `now` is its version of that day, or nothing."""

    unit: Unit
    now: UnitVersion | None
    history: list[tuple[UnitVersion, str]]
    collectivity: str
    parent: Named | None
    children: list[Named]
    posts: list[PostLine]

    @property
    def title(self) -> str:
        """Its name of the day, or the last one known."""
        return self.now.name if self.now else self.history[-1][0].name if self.history else ""

    @property
    def fte(self) -> Decimal:
        """FTE of its own posts."""
        return sum((line.version.fte for line in self.posts), Decimal(0))


def unit_sheet(unit: Unit, day: date, people: QuerySet[Person]) -> UnitSheet:
    """The sheet of a unit; of those on its posts, only people in `people` are named."""
    versions = list(unit.versions.order_by("starts_on"))
    now = next((row for row in versions if contains(row, day)), None)
    names = names_of_units({row.parent_id for row in versions if row.parent_id}, day)
    below = UnitVersion.objects.effective_on(day).filter(parent=unit).select_related("unit").order_by("rank", "name")
    home = CollectivityVersion.objects.effective_on(day).filter(collectivity=unit.collectivity_id).first()
    return UnitSheet(
        unit=unit, now=now,
        history=[(row, names[row.parent_id].name if row.parent_id in names else "") for row in versions],
        collectivity=(home.short_name or home.name) if home else "",
        parent=names.get(now.parent_id) if now and now.parent_id else None,
        children=[Named(row.unit.public_id, row.name, row.get_kind_display()) for row in below],
        posts=_posts_of(unit, day, people),
    )  # fmt: skip


def _posts_of(unit: Unit, day: date, people: QuerySet[Person]) -> list[PostLine]:
    versions = list(
        PostVersion.objects.effective_on(day).filter(unit=unit).select_related("post").order_by("-leads_unit", "title")
    )
    lines = [PostLine(version.post, version, [], [], set()) for version in versions]
    by_post = {line.post.pk: line for line in lines}
    held = list(
        Assignment.objects.effective_on(day).filter(post__in=by_post).select_related("person").order_by("-quota", "pk")
    )
    named = named_among(people, (row.person_id for row in held))
    for row in held:
        line = by_post[row.post_id]
        if row.person_id in named:
            (line.holders if row.kind == "holder" else line.interims).append(row)
        else:
            line.unnamed.add(row.kind)
    return lines


def names_of_units(unit_ids: Collection[int], day: date) -> dict[int, Named]:
    """The names of units on a day; the last known where they do not exist that day. One query."""
    found: dict[int, Named] = {}
    rows = UnitVersion.objects.filter(unit__in=unit_ids).select_related("unit").order_by("starts_on")
    for row in rows:
        if row.unit_id not in found or row.starts_on <= day:
            found[row.unit_id] = Named(row.unit.public_id, row.name, row.short_name)
    return found


@dataclass(frozen=True)
class PostSheet:
    """A post as of a day."""

    post: Post
    now: PostVersion | None
    history: list[tuple[PostVersion, str]]
    unit: Named | None
    assignments: list[Assignment]
    holders: list[Assignment]
    interims: list[Assignment]
    unnamed: set[str]
    delegations: list[SignatureDelegation]

    @property
    def title(self) -> str:
        """Its title of the day, or the last one known."""
        return self.now.title if self.now else self.history[-1][0].title if self.history else ""


def post_sheet(post: Post, day: date, people: QuerySet[Person]) -> PostSheet:
    """The sheet of a post; of its people, those in `people` only."""
    versions = list(post.versions.order_by("starts_on"))
    now = next((row for row in versions if contains(row, day)), None)
    units = names_of_units({row.unit_id for row in versions}, day)
    everyone = list(post.assignments.select_related("person").order_by("-starts_on", "pk"))
    delegations = list(post.signature_delegations.select_related("person").order_by("-starts_on"))
    named = named_among(people, [row.person_id for row in everyone] + [row.person_id for row in delegations])
    rows = [row for row in everyone if row.person_id in named]
    present = [row for row in rows if contains(row, day)]
    return PostSheet(
        post=post, now=now, history=[(row, units[row.unit_id].name) for row in versions],
        unit=units.get(now.unit_id) if now else None, assignments=rows,
        holders=[row for row in present if row.kind == "holder"],
        interims=[row for row in present if row.kind == "interim"],
        unnamed={row.kind for row in everyone if row.person_id not in named and contains(row, day)},
        delegations=[row for row in delegations if row.person_id in named],
    )  # fmt: skip


@dataclass(frozen=True)
class PersonSheet:
    """A person as of a day, with all her assignments."""

    person: Person
    collectivity: str
    is_present: bool
    held: list[Held]
    delegations: list[SignatureDelegation]

    @property
    def title(self) -> str:
        """What she is on that day."""
        return next((each.title for each in self.held if each.is_now), self.person.mandate)


def person_sheet(person: Person, day: date) -> PersonSheet:
    """The sheet of a person."""
    rows = list(person.assignments.select_related("post").order_by("-starts_on", "-quota"))
    versions: dict[int, list[PostVersion]] = {}
    for version in PostVersion.objects.filter(post__in={row.post_id for row in rows}).order_by("starts_on"):
        versions.setdefault(version.post_id, []).append(version)
    units = names_of_units({version.unit_id for found in versions.values() for version in found}, day)
    home = CollectivityVersion.objects.effective_on(day).filter(collectivity=person.collectivity_id).first()
    return PersonSheet(
        person=person, collectivity=home.name if home else "", is_present=contains(person, day),
        held=[_held(row, versions.get(row.post_id, []), units, person, day) for row in rows],
        delegations=list(person.signature_delegations.select_related("post").order_by("-starts_on")),
    )  # fmt: skip


def _held(row: Assignment, versions: list[PostVersion], units: dict[int, Named], person: Person, day: date) -> Held:
    is_now = contains(row, day)
    then = day if is_now else row.starts_on
    version = next((each for each in versions if contains(each, then)), versions[-1] if versions else None)
    if version is None:
        return Held(row, "", None, is_now)
    return Held(row, title_of(version, person.gender), units.get(version.unit_id), is_now)
