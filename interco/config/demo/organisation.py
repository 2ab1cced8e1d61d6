"""The organisation of the demonstration: the CACEM's structure as its page gives it, with invented people.

Written straight into the tables, as a restored installation would be; dates follow the day of the build (`anchor`), so that
the demonstration never ages: a rename, an interim, a vacant post, a departure and a move to come.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from dateutil.relativedelta import relativedelta
from django.utils.text import slugify as django_slugify

from interco.committees.models import Body
from interco.config.demo import cast
from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.core.roles import Role
from interco.organisation.enums import AssignmentKind, Category, CollectivityKind, PersonKind, PostFunction, UnitKind
from interco.organisation.models import (
    Assignment,
    Collectivity,
    CollectivityVersion,
    Person,
    Post,
    PostVersion,
    SignatureDelegation,
    Unit,
    UnitVersion,
)


@dataclass(slots=True)
class Built:
    """What was built, by key of the cast: used by the history and by the tests."""

    anchor: date
    founded_on: date
    home: Collectivity
    communes: dict[str, Collectivity] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)


def slugify(name: str) -> str:
    """A name as part of an address: Schœlcher becomes schoelcher."""
    return django_slugify(name.replace("œ", "oe").replace("Œ", "OE"))


def month_start(anchor: date, months: int) -> date:
    """The first day of the month `months` away from the anchor's."""
    return anchor.replace(day=1) + relativedelta(months=months)


def build_organisation(home: Collectivity, *, at: datetime, anchor: date) -> Built:
    """Fill the territory opened for `home` with the cast, valid from the first of January of the year before `anchor`."""
    built = Built(anchor=anchor, founded_on=date(anchor.year - 1, 1, 1), home=home)
    members = Collectivity.objects.filter(kind=CollectivityKind.COMMUNE, versions__is_member=True).distinct()
    built.communes = {commune.insee: commune for commune in members}
    _partners(built)
    _units(built)
    for person in cast.PEOPLE:
        _person_of_cast(built, person, at)
    _staff(built)
    _movements(built)
    _outsiders(built, at)
    _technical_accounts(built, at)
    return built


def _partners(built: Built) -> None:
    for name, short, kind in (
        ("Conseil de développement", "Codev", CollectivityKind.DEVELOPMENT_COUNCIL),
        ("Préfecture de la Martinique", "Préfecture", CollectivityKind.STATE_SERVICE),
    ):
        partner = Collectivity.objects.create(kind=kind)
        CollectivityVersion.objects.create(
            collectivity=partner, name=name, short_name=short, is_member=False, starts_on=built.founded_on
        )


def _units(built: Built) -> None:
    for rank, unit in enumerate(cast.UNITS):
        row = Unit.objects.create(collectivity=built.home, is_invented=unit.invented)
        built.units[unit.key] = row
        parent = built.units[unit.parent] if unit.parent else None
        UnitVersion.objects.create(
            unit=row,
            name=unit.name,
            short_name=unit.short,
            kind=unit.kind,
            parent=parent,
            rank=rank,
            starts_on=built.founded_on,
        )


def account(built: Built, key: str, name: str, email: str, at: datetime) -> User:
    """An account of the demonstration: it has no password, only the one-click sign-in opens it."""
    user = User.objects.create_user(email=email, name=name, created_at=at)
    built.users[key] = user
    return user


def _person_of_cast(built: Built, given: cast.DemoPerson, at: datetime) -> None:
    email = f"{slugify(given.first)}.{slugify(given.last)}@{cast.DOMAIN}"
    user = account(built, given.key, f"{given.first} {given.last}", email, at) if given.account else None
    person = Person.objects.create(
        collectivity=built.home, user=user, kind=PersonKind.AGENT, gender=given.gender, first_name=given.first,
        last_name=given.last, email=email, starts_on=built.founded_on,
    )  # fmt: skip
    built.people[given.key] = person
    built.posts[given.key] = _post(
        built, given.unit, given.title, given.function, leads=given.leads, category=given.category
    )
    Assignment.objects.create(person=person, post=built.posts[given.key], starts_on=built.founded_on)
    if user:
        for role in given.roles:
            RoleGrant.objects.create(user=user, role=role, at=at)


def _post(
    built: Built, unit: str, title: tuple[str, str], function: PostFunction, *, leads: bool, category: Category,
    fte: Decimal = Decimal(1),
) -> Post:  # fmt: skip
    post = Post.objects.create()
    PostVersion.objects.create(
        post=post, unit=built.units[unit], title=title[0], feminine_title=title[1], function=function, leads_unit=leads,
        category=category, fte=fte, is_functional=function in {PostFunction.DGS, PostFunction.DGA},
        starts_on=built.founded_on,
    )  # fmt: skip
    return post


def _staff(built: Built) -> None:
    """Invented agents without an account: first names and plants, combined so that no two are alike."""
    serial = count()
    for unit, groups in cast.STAFF.items():
        for title, feminine, category, how_many in groups:
            for _each in range(how_many):
                number = next(serial)
                first, gender = cast.FIRST_NAMES[number % len(cast.FIRST_NAMES)]
                shift = number // len(cast.FIRST_NAMES)
                last = cast.LAST_NAMES[(number * 3 + shift) % len(cast.LAST_NAMES)]
                post = _post(built, unit, (title, feminine), PostFunction.AGENT, leads=False, category=category)
                person = Person.objects.create(
                    collectivity=built.home, gender=gender, first_name=first, last_name=last, starts_on=built.founded_on,
                    email=f"{slugify(first)}.{slugify(last)}@{cast.DOMAIN}",
                )  # fmt: skip
                Assignment.objects.create(person=person, post=post, starts_on=built.founded_on)


def _movements(built: Built) -> None:
    """What happened and what is to come, so that two dates differ."""
    renamed_on, vacant_since = month_start(built.anchor, -8), month_start(built.anchor, -1)
    evaluation = UnitVersion.objects.get(unit=built.units["evaluation"])
    evaluation.name, evaluation.ends_on = "Contrôle de gestion", renamed_on
    evaluation.save()
    moves_on = month_start(built.anchor, 2)
    for starts_on, ends_on, parent in ((renamed_on, moves_on, "juridique"), (moves_on, None, "dost")):
        UnitVersion.objects.create(
            unit=built.units["evaluation"], name="Évaluation des politiques", kind=UnitKind.SERVICE,
            parent=built.units[parent], rank=evaluation.rank, starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
    built.posts["finances"] = _post(
        built,
        "finances",
        ("Chef de service", "Cheffe de service"),
        PostFunction.HEAD_OF_SERVICE,
        leads=True,
        category=Category.A,
    )
    former = Person.objects.create(
        collectivity=built.home, gender="f", first_name="Apolline", last_name="Cannelle", starts_on=built.founded_on,
        ends_on=vacant_since,
    )  # fmt: skip
    Assignment.objects.create(
        person=former, post=built.posts["finances"], starts_on=built.founded_on, ends_on=vacant_since
    )
    leaving = built.people["collecte"].assignments.get()
    leaving.ends_on = month_start(built.anchor, 2)
    leaving.save()
    on_leave = built.people["environnement"].assignments.get()
    on_leave.ends_on = month_start(built.anchor, -2)
    on_leave.save()
    Assignment.objects.create(
        person=built.people["grands_travaux"], post=built.posts["environnement"], kind=AssignmentKind.INTERIM,
        quota=Decimal("0.50"), starts_on=month_start(built.anchor, -2),
    )  # fmt: skip
    for key in ("dgs", "dga_administration", "dga_juridique", "dga_infrastructures", "dga_planification"):
        SignatureDelegation.objects.create(
            person=built.people[key], post=built.posts[key], starts_on=built.founded_on,
            order_reference=f"Arrêté fictif {built.founded_on.year}-{built.posts[key].pk:03d}",
            scope="Actes de gestion courante de son domaine, dans la limite des crédits ouverts (fictif).",
        )  # fmt: skip


def _outsiders(built: Built, at: datetime) -> None:
    """The DGS of the four communes and an elected official."""
    for insee, (key, first, last, gender) in cast.COMMUNE_DGS.items():
        commune = built.communes[insee]
        name = commune.versions.get().name
        email = f"dgs@{slugify(name)}.example"
        person = Person.objects.create(
            collectivity=commune, user=account(built, key, f"{first} {last}", email, at), gender=gender, first_name=first,
            last_name=last, email=email, starts_on=built.founded_on,
        )  # fmt: skip
        unit = Unit.objects.create(collectivity=commune)
        UnitVersion.objects.create(
            unit=unit, name="Direction générale des services", short_name="DGS", kind=UnitKind.GENERAL_DIRECTORATE,
            starts_on=built.founded_on,
        )  # fmt: skip
        built.units[key] = unit
        built.posts[key] = _post(
            built, key, ("Directeur général des services", "Directrice générale des services"), PostFunction.DGS, leads=True,
            category=Category.A,
        )  # fmt: skip
        Assignment.objects.create(person=person, post=built.posts[key], starts_on=built.founded_on)
        built.people[key] = person
    key, first, last, gender, mandate = cast.ELECTED
    email = f"{slugify(first)}.{slugify(last)}@{cast.DOMAIN}"
    user = account(built, key, f"{first} {last}", email, at)
    built.people[key] = Person.objects.create(
        collectivity=built.home, user=user, kind=PersonKind.ELECTED, gender=gender, first_name=first, last_name=last,
        email=email, mandate=mandate, starts_on=built.founded_on,
    )  # fmt: skip
    RoleGrant.objects.create(user=user, role=Role.ELECTED_READER, at=at)


def _technical_accounts(built: Built, at: datetime) -> None:
    for key, name, role in (
        ("administrateur", "Administration technique", Role.ADMINISTRATOR),
        ("dpo", "Déléguée à la protection des données", Role.DPO),
    ):
        RoleGrant.objects.create(user=account(built, key, name, f"{key}@{cast.DOMAIN}", at), role=role, at=at)
