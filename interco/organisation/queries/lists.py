"""The lists of people, posts and collectivities as of a day: querysets to page through, and what their lines add."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from interco.organisation.enums import AssignmentKind
from interco.organisation.models import (
    Assignment,
    Collectivity,
    CollectivityVersion,
    Person,
    Population,
    Post,
    PostVersion,
)
from interco.organisation.queries.sheets import Named, names_of_units
from interco.organisation.queries.titles import titles_on


@dataclass(frozen=True)
class PersonLine:
    """A person with her title and unit of the day."""

    person: Person
    title: str
    unit: Named | None


def people_on(people: QuerySet[Person], day: date, words: str) -> QuerySet[Person]:
    """The people present on a day whose names hold all the words."""
    found = people.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)
    for word in words.split()[:6]:
        found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return found.order_by("last_name", "first_name", "pk")


def person_lines(people: Sequence[Person], day: date) -> list[PersonLine]:
    """The lines of a page of people; four queries."""
    titles = titles_on(day, [person.pk for person in people])
    posts = {post for post, _title in titles.values() if post is not None}
    unit_of = dict(PostVersion.objects.effective_on(day).filter(post__in=posts).values_list("post_id", "unit_id"))
    units = names_of_units(set(unit_of.values()), day)
    lines = []
    for person in people:
        post, title = titles.get(person.pk, (None, person.mandate))
        lines.append(PersonLine(person, title, units.get(unit_of.get(post or 0, 0))))
    return lines


def posts_on(posts: QuerySet[Post], day: date, *, vacant_only: bool) -> QuerySet[PostVersion]:
    """The versions of the posts of a day, only those nobody holds if asked."""
    found = PostVersion.objects.effective_on(day).filter(post__in=posts.values("pk")).select_related("post")
    if vacant_only:
        held = Assignment.objects.effective_on(day).filter(post=OuterRef("post_id"), kind=AssignmentKind.HOLDER)
        found = found.filter(~Exists(held))
    return found.order_by("title", "pk")


@dataclass(frozen=True)
class CollectivityLine:
    """A collectivity with its name of the day and its latest population."""

    collectivity: Collectivity
    version: CollectivityVersion
    population: Population | None


def collectivity_lines(collectivities: QuerySet[Collectivity], day: date) -> list[CollectivityLine]:
    """The collectivities of a day, the EPCI first, then members, then partners; two queries."""
    versions = (
        CollectivityVersion.objects.effective_on(day).filter(collectivity__in=collectivities.values("pk"))
        .select_related("collectivity").order_by("-collectivity__is_home", "-is_member", "name")
    )  # fmt: skip
    populations: dict[int, Population] = {}
    for row in Population.objects.filter(collectivity__in=collectivities.values("pk")).order_by("vintage"):
        populations[row.collectivity_id] = row
    return [CollectivityLine(row.collectivity, row, populations.get(row.collectivity_id)) for row in versions]
