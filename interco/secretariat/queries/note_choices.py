"""What a form of the notes offers: services to write for, posts that sign or endorse, things a note may be addressed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from interco.committees.models import Body
from interco.organisation.enums import PostFunction
from interco.organisation.models import (
    Assignment,
    CollectivityVersion,
    Person,
    PostVersion,
    Unit,
    UnitVersion,
)
from interco.organisation.queries.standing import title_of
from interco.secretariat.enums import TargetKind
from interco.secretariat.queries.audience import parents_on
from interco.secretariat.queries.note_heads import leading_posts
from interco.secretariat.rules.audience import heads_above


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a line may name, as people read it."""

    kind: TargetKind
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post, with who holds it."""

    post_id: int
    key: str
    label: str


def posts_offered(day: date, wanted: Q) -> list[PostChoice]:
    """The posts that match, named by who holds them. Two queries."""
    versions = list(PostVersion.objects.effective_on(day).filter(wanted).select_related("post").order_by("title", "pk"))
    held = {
        row.post_id: row.person
        for row in Assignment.objects.effective_on(day).filter(post_id__in=[row.post_id for row in versions])
        .select_related("person").order_by("kind", "quota")
    }  # fmt: skip
    found = []
    for row in versions:
        person = held.get(row.post_id)
        label = f"{person.full_name}, {title_of(row, person.gender)}" if person else row.title
        found.append(PostChoice(row.post_id, row.post.public_id, label))
    return sorted(found, key=lambda one: one.label)


def signatories(unit_ids: Iterable[int], day: date, *, beside: int | None = None) -> list[PostChoice]:
    """Who may sign a note of these services: the heads of the services above them, the DGS first among them."""
    parents = parents_on(day)
    above = {unit for own in unit_ids for unit in heads_above(own, parents)}
    posts = {*leading_posts(above, day).values(), beside} - {None}
    leads_all = Q(function=PostFunction.DGS, unit__collectivity__is_home=True)
    offered = posts_offered(day, Q(post_id__in=posts) | leads_all)
    first = set(PostVersion.objects.effective_on(day).filter(leads_all).values_list("post_id", flat=True))
    return sorted(offered, key=lambda one: one.post_id not in first)


def endorsers(day: date) -> list[PostChoice]:
    """Who may be asked a visa: the posts that lead a service of the intercommunality."""
    return posts_offered(day, Q(leads_unit=True, unit__collectivity__is_home=True))


def things_offered(units: QuerySet[Unit], bodies: QuerySet[Body], day: date) -> list[Choice]:
    """What a note may be addressed to, by its label: services, bodies, communes, posts that lead. Five queries."""
    found = [Choice(TargetKind.UNIT, key, label) for key, label in _units(units, day)]
    found += [
        Choice(TargetKind.BODY, key, f"{code}, {name}")
        for key, code, name in bodies.filter(is_active=True).order_by("code").values_list("public_id", "code", "name")
    ]
    members = CollectivityVersion.objects.effective_on(day).filter(is_member=True, collectivity__is_home=False)
    found += [
        Choice(TargetKind.COMMUNE, key, name)
        for key, name in members.order_by("name").values_list("collectivity__public_id", "name")
    ]
    return found + [Choice(TargetKind.POST, one.key, one.label) for one in endorsers(day)]


def _units(units: QuerySet[Unit], day: date) -> list[tuple[str, str]]:
    """The key and the label of each unit; two of the same name are told apart by the one above."""
    rows = list(
        UnitVersion.objects.effective_on(day).filter(unit__in=units.filter(collectivity__is_home=True))
        .values_list("unit_id", "unit__public_id", "name", "short_name", "parent_id")
    )  # fmt: skip
    names = {unit: short or name for unit, _key, name, short, _parent in rows}
    count: dict[str, int] = {}
    for _unit, _key, name, _short, _parent in rows:
        count[name] = count.get(name, 0) + 1
    return sorted(
        (
            (key, name if count[name] == 1 else f"{name}, {names.get(parent or 0, key)}")
            for _u, key, name, _s, parent in rows
        ),
        key=lambda one: one[1],
    )


def people_named(text: str, people: QuerySet[Person], day: date) -> list[Person]:
    """Those whose name holds all the words typed; two at most, to know whether there is one."""
    words = text.split()[:5]
    found = people.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
    for word in words:
        found = found.filter(Q(first_name__iexact=word) | Q(last_name__icontains=word))
    return list(found[:2]) if words else []


def choice_labelled(text: str, offered: Sequence[Choice]) -> Choice | None:
    """The thing of this label, whatever its case."""
    wanted = " ".join(text.split()).casefold()
    return next((one for one in offered if one.label.casefold() == wanted), None)
