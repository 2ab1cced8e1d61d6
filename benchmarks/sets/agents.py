"""Units, posts and people in bulk: a tree under each deputy direction, with what years do to it.

Each post is held since a first of month; two in five had another holder before, one in twenty-five is vacant. One unit
in ten was renamed once. Reproducible: the same size always gives the same organisation.
"""

import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product

from benchmarks.sets.sizes import Size
from interco.config.demo import cast
from interco.config.demo.organisation import Built, month_start, slugify
from interco.organisation.enums import Category, PostFunction, UnitKind
from interco.organisation.models import Assignment, Person, Post, PostVersion, Unit, UnitVersion

DEPUTIES = ("administration", "juridique", "infrastructures", "planification")
KINDS = (UnitKind.DIRECTORATE, UnitKind.SERVICE, UnitKind.CELL)
SUBJECTS = (
    "Eau et assainissement", "Voirie", "Habitat", "Mobilités", "Patrimoine bâti", "Commande publique", "Cadre de vie",
    "Littoral", "Énergie", "Lecture publique", "Sports", "Déchèteries", "Tourisme", "Systèmes d’information", "Foncier", "Paie",
)  # fmt: skip
TITLES = (
    ("Chargé de mission", "Chargée de mission", Category.A), ("Technicien", "Technicienne", Category.B),
    ("Gestionnaire", "Gestionnaire", Category.B), ("Agent d’exploitation", "Agente d’exploitation", Category.C),
    ("Adjoint administratif", "Adjointe administrative", Category.C), ("Ingénieur", "Ingénieure", Category.A),
)  # fmt: skip


@dataclass(slots=True)
class Staff:
    """What was hired: the posts with their present holders."""

    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    holders: list[tuple[Post, Person, str]] = field(default_factory=list)


def hire(built: Built, size: Size) -> Staff:
    """Fill the four deputy directions with invented units, posts and people."""
    chance, staff = random.Random(7), Staff()  # noqa: S311 - a reproducible data set, no secret
    _units(built, size, staff, chance)
    named = _posts(built, size, staff, chance)
    _people(built, staff, named, chance)
    return staff


def _units(built: Built, size: Size, staff: Staff, chance: random.Random) -> None:
    parents = [built.units[key] for key in DEPUTIES]
    for kind, how_many in zip(KINDS, size.branching, strict=False):
        children = Unit.objects.bulk_create(
            Unit(collectivity=built.home, is_invented=True) for _each in range(len(parents) * how_many)
        )
        versions = []
        for rank, unit in enumerate(children):
            name = f"{SUBJECTS[rank % len(SUBJECTS)]}, {kind.label.lower()} {rank + 1}"
            versions += _versions(unit, name, kind, parents[rank // how_many], rank, built, chance)
        UnitVersion.objects.bulk_create(versions)
        staff.units += children
        parents = children


def _versions(
    unit: Unit, name: str, kind: UnitKind, parent: Unit, rank: int, built: Built, chance: random.Random,
) -> list[UnitVersion]:  # fmt: skip
    now = UnitVersion(unit=unit, name=name, kind=kind, parent=parent, rank=rank, starts_on=built.founded_on)
    if chance.random() > 0.1:
        return [now]
    now.starts_on = _some_month(built, chance)
    former = UnitVersion(
        unit=unit, name=f"Ancien {name}", kind=kind, parent=parent, rank=rank, starts_on=built.founded_on,
        ends_on=now.starts_on,
    )  # fmt: skip
    return [former, now]


def _posts(built: Built, size: Size, staff: Staff, chance: random.Random) -> list[tuple[str, str]]:
    """Each unit has its head, then the posts are dealt to the units in turn; their titles, masculine and feminine."""
    staff.posts = Post.objects.bulk_create(Post() for _each in range(size.agents))
    versions, titles = [], []
    for rank, post in enumerate(staff.posts):
        leads, unit = rank < len(staff.units), staff.units[rank % len(staff.units)]
        title, feminine, category = ("Responsable", "Responsable", Category.A) if leads else chance.choice(TITLES)
        titles.append((title, feminine))
        versions.append(
            PostVersion(
                post=post, unit=unit, title=title, feminine_title=feminine, leads_unit=leads, category=category,
                function=PostFunction.HEAD_OF_SERVICE if leads else PostFunction.AGENT, starts_on=built.founded_on,
                fte=Decimal("0.80") if chance.random() < 0.12 else Decimal(1),
            )
        )  # fmt: skip
    PostVersion.objects.bulk_create(versions)
    return titles


def _people(built: Built, staff: Staff, titles: list[tuple[str, str]], chance: random.Random) -> None:
    names = list(product(cast.FIRST_NAMES, cast.LAST_NAMES, cast.LAST_NAMES))
    chance.shuffle(names)
    people, assignments = [], []
    for rank, post in enumerate(staff.posts):
        since = built.founded_on
        if chance.random() < 0.4:
            since = _some_month(built, chance)
            former = _person(built, names[-1 - rank % len(names)], None, built.founded_on, since)
            people.append(former)
            assignments.append(Assignment(person=former, post=post, starts_on=built.founded_on, ends_on=since))
        if rank < len(staff.units) or rank % 25:
            holder = _person(built, names[rank % len(names)], rank, since, None)
            people.append(holder)
            assignments.append(Assignment(person=holder, post=post, starts_on=since))
            staff.holders.append((post, holder, titles[rank][holder.gender == "f"]))
    Person.objects.bulk_create(people)
    Assignment.objects.bulk_create(assignments)


def _person(
    built: Built, name: tuple[tuple[str, str], str, str], rank: int | None, since: date, until: date | None
) -> Person:
    (first, gender), one, other = name
    last = one if one == other else f"{one}-{other}"
    return Person(
        collectivity=built.home, first_name=first, last_name=last, gender=gender, starts_on=since, ends_on=until,
        email="" if rank is None else f"{slugify(first)}.{slugify(last)}.{rank}@{cast.DOMAIN}",
    )  # fmt: skip


def _some_month(built: Built, chance: random.Random) -> date:
    """The first day of a month after the foundation, in the past."""
    months = (built.anchor.year - built.founded_on.year) * 12 + built.anchor.month - 1
    return month_start(built.anchor, -chance.randint(1, max(1, months - 1)))
