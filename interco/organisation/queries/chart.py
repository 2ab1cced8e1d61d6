"""The org chart of the intercommunality as of any day: rows for the rules, in seven queries at most whatever the size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, PostVersion, Unit, UnitVersion
from interco.organisation.queries.discretion import unnamed
from interco.organisation.rules.chart import Chart, Sums, chart_on
from interco.organisation.rules.rows import AssignmentRow, PostRow, UnitVersionRow

_UNIT = ("unit_id", "name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on")
_POST = ("post_id", "unit_id", "title", "function", "fte", "leads_unit", "starts_on", "ends_on")
_ASSIGNMENT = (
    "pk", "post_id", "person_id", "person__first_name", "person__last_name", "quota", "kind", "starts_on", "ends_on",
)  # fmt: skip

#: SQLite adds decimals as floating numbers: their sum is brought back to the hundredth.
CENTS = Decimal("0.01")


@dataclass(frozen=True)
class Rows:
    """Rows that hold on one of the days asked, and the address of each unit."""

    units: list[UnitVersionRow]
    posts: list[PostRow]
    assignments: list[AssignmentRow]
    keys: dict[int, str]
    invented: frozenset[int]
    sums: Sums | None = None

    def on(self, day: date) -> Chart:
        """The chart of one of those days."""
        return chart_on(self.units, self.posts, self.assignments, day, self.sums)


def _any_of(days: Iterable[date]) -> Q:
    found = Q()
    for day in days:
        found |= Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    return found


def sums_beyond(most: int, units: QuerySet[Unit], day: date) -> Sums | None:
    """What is counted of a day of some units that have more than `most` posts; nothing for fewer. Three queries."""
    posts = PostVersion.objects.effective_on(day).filter(unit__in=units.values("pk")).order_by()
    counted = list(posts.values_list("unit_id").annotate(Sum("fte"), Count("pk")))
    if sum(count for _unit, _fte, count in counted) <= most:
        return None
    held = Assignment.objects.effective_on(day).filter(kind=AssignmentKind.HOLDER).order_by()
    is_held = Exists(held.filter(post_id=OuterRef("post_id")))
    return Sums(
        fte={unit: Decimal(fte).quantize(CENTS) for unit, fte, _count in counted},
        posts={unit: count for unit, _fte, count in counted},
        vacant_posts=posts.filter(~is_held).count(),
        people=held.filter(post__in=posts.values("post_id")).aggregate(found=Count("person", distinct=True))["found"],
    )


def rows_on(units: QuerySet[Unit], days: set[date], people: QuerySet[Person], *, sums: Sums | None = None) -> Rows:
    """The rows of some units (already `visible_to` someone) that hold on any of the days; only `people` are named.

    With the `sums` of the day, only posts that lead a unit are read. Of a single day, posts and assignments bear that
    day for their period: 40,000 dates that nothing shows are not read.
    """
    then = _any_of(days)
    identities = list(units.values_list("pk", "public_id", "is_invented"))
    inside = units.values("pk")
    versions = UnitVersion.objects.filter(then, unit__in=inside).order_by("pk").values_list(*_UNIT)
    only = next(iter(days)) if len(days) == 1 else None
    shown = slice(None, -2 if only else None)
    period = (only, None) if only else ()
    present = PostVersion.objects.filter(then, unit__in=inside, **({"leads_unit": True} if sums else {}))
    posts = present.order_by("pk").values_list(*_POST[shown])
    known = present.values("post_id")
    is_named = Exists(people.filter(pk=OuterRef("person_id")))
    held = Assignment.objects.filter(then, post__in=known).order_by("pk").values_list(is_named, *_ASSIGNMENT[shown])
    other = unnamed()
    return Rows(
        units=[UnitVersionRow._make(row) for row in versions],
        posts=[PostRow._make((*row, *period)) for row in posts],
        assignments=[
            AssignmentRow(pk, post, person, f"{first} {last}" if may_name else other, quota, kind, *(period or dates))
            for may_name, pk, post, person, first, last, quota, kind, *dates in held
        ],
        keys={pk: key for pk, key, _invented in identities},
        invented=frozenset(pk for pk, _key, is_invented in identities if is_invented),
        sums=sums,
    )


def days_of_change(units: QuerySet[Unit], start: date, end: date) -> list[date]:
    """The days between two others on which something of these units changes; one query."""
    inside = units.values("pk")
    posts = PostVersion.objects.filter(unit__in=inside)
    sources: tuple[QuerySet[Any], ...] = (
        UnitVersion.objects.filter(unit__in=inside), posts, Assignment.objects.filter(post__in=posts.values("post_id")),
    )  # fmt: skip
    dated: list[QuerySet[Any, tuple[date]]] = []
    for rows in sources:
        dated.append(rows.filter(starts_on__range=(start, end)).order_by().values_list("starts_on"))
        dated.append(rows.filter(ends_on__range=(start, end)).order_by().values_list("ends_on"))
    return sorted(row[0] for row in dated[0].union(*dated[1:]))
