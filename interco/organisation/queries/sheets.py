"""What the sheet of a unit, of a post or of a person shows: today, and its whole history."""

from dataclasses import dataclass
from datetime import date

from interco.organisation.models import Assignment, Person, Post, PostVersion, SignatureDelegation, Unit, UnitVersion
from interco.organisation.queries.holders import Holder, holders_on
from interco.organisation.queries.standing import title_of


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit on a day: its version, its place, its posts with their holders, the units under it, its history."""

    unit: Unit
    current: UnitVersion | None
    parents: list[UnitVersion]
    posts: list[tuple[PostVersion, Holder]]
    children: list[UnitVersion]
    history: list[UnitVersion]


def unit_sheet(unit: Unit, day: date) -> UnitSheet:
    """The sheet of a unit as of a day; a constant number of queries beside its depth."""
    history = list(unit.versions.select_related("parent").order_by("-starts_on"))
    current = next(
        (row for row in history if row.starts_on <= day and (row.ends_on is None or row.ends_on > day)), None
    )
    present = {
        row.unit_id: row
        for row in UnitVersion.objects.effective_on(day).filter(unit__collectivity=unit.collectivity_id)
    }
    parents: list[UnitVersion] = []
    above = current.parent_id if current else None
    while above is not None and above in present and present[above] not in parents:
        parents.insert(0, present[above])
        above = present[above].parent_id
    posts = list(
        PostVersion.objects.effective_on(day).filter(unit=unit).select_related("post").order_by("-leads_unit", "title")
    )
    holders = holders_on((row.post_id for row in posts), day)
    children = sorted(
        (row for row in present.values() if row.parent_id == unit.pk), key=lambda row: (row.rank, row.name)
    )
    return UnitSheet(unit, current, parents, [(row, holders[row.post_id]) for row in posts], children, history)


@dataclass(frozen=True, slots=True)
class PostSheet:
    """A post on a day: its version, its unit, who was on it, its history."""

    post: Post
    current: PostVersion | None
    unit: UnitVersion | None
    assignments: list[Assignment]
    history: list[PostVersion]


def post_sheet(post: Post, day: date) -> PostSheet:
    """The sheet of a post as of a day."""
    history = list(post.versions.order_by("-starts_on"))
    current = next(
        (row for row in history if row.starts_on <= day and (row.ends_on is None or row.ends_on > day)), None
    )
    unit = (
        UnitVersion.objects.effective_on(day).filter(unit=current.unit_id).select_related("unit").first()
        if current
        else None
    )
    return PostSheet(
        post, current, unit, list(post.assignments.select_related("person").order_by("-starts_on")), history
    )


@dataclass(frozen=True, slots=True)
class Career:
    """An assignment with the title and the unit it had when it began."""

    assignment: Assignment
    title: str
    unit: UnitVersion | None


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person: what they do and did, and what they may sign."""

    person: Person
    careers: list[Career]
    delegations: list[SignatureDelegation]


def person_sheet(person: Person, day: date) -> PersonSheet:
    """The sheet of a person as of a day, in four queries."""
    assignments = list(person.assignments.select_related("post").order_by("-starts_on"))
    versions = list(PostVersion.objects.filter(post__in=[row.post_id for row in assignments]).order_by("starts_on"))
    units = list(UnitVersion.objects.filter(unit__in=[row.unit_id for row in versions]).select_related("unit"))
    careers = []
    for row in assignments:
        when = max(row.starts_on, min(day, row.ends_on or day))
        version = next(
            (each for each in reversed(versions) if each.post_id == row.post_id and each.starts_on <= when), None
        )
        place = [each for each in units if version and each.unit_id == version.unit_id and each.starts_on <= when]
        careers.append(
            Career(
                row,
                title_of(version, person.gender) if version else "",
                max(place, key=lambda each: each.starts_on, default=None),
            )
        )
    return PersonSheet(person, careers, list(person.signature_delegations.order_by("-starts_on")))
