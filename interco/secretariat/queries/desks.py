"""The desks of the day: those the secretariat set, those guessed for the other kinds. Four queries for all kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from interco.organisation.enums import PostFunction
from interco.organisation.models import CollectivityVersion, Post, PostVersion, UnitVersion
from interco.organisation.queries.holders import Holder, holders_on
from interco.secretariat.enums import RequestKind
from interco.secretariat.models import Desk
from interco.secretariat.rules.desks import USUAL_DAYS, NamedUnit, unit_for


@dataclass(frozen=True, slots=True)
class Desktop:
    """The desk of a kind on a day. Without unit nor post, nobody receives it. `row` is missing when it is guessed."""

    kind: RequestKind
    unit_id: int | None
    post_id: int | None
    working_days: int
    is_open_to_communes: bool
    row: Desk | None
    unit_key: str = ""
    post_key: str = ""

    @property
    def place(self) -> str:
        """The desk as a list of places names it: `unit:<public id>` or `post:<public id>`."""
        return f"unit:{self.unit_key}" if self.unit_id is not None else f"post:{self.post_key}"

    @property
    def is_somewhere(self) -> bool:
        """Whether somebody receives this kind."""
        return self.unit_id is not None or self.post_id is not None


def posts_of_dgs(day: date) -> QuerySet[PostVersion]:
    """The posts of DGS of the intercommunality: one, but for the days of a handover."""
    versions = PostVersion.objects.effective_on(day)
    return versions.filter(function=PostFunction.DGS, unit__collectivity__is_home=True)


def dgs_posts(day: date) -> list[int]:
    """The keys of the same posts."""
    return list(posts_of_dgs(day).order_by("post_id").values_list("post_id", flat=True))


def desks_on(day: date) -> dict[RequestKind, Desktop]:
    """The desk of every kind. Three queries."""
    rows = {row.kind: row for row in Desk.objects.select_related("unit", "post")}
    dgs = Post.objects.filter(pk__in=dgs_posts(day)).order_by("pk").first()
    versions = UnitVersion.objects.effective_on(day).filter(unit__collectivity__is_home=True).order_by("rank", "pk")
    named = list(versions.values_list("unit_id", "name", "short_name", "unit__public_id"))
    units, keys = [NamedUnit(*row[:3]) for row in named], {row[0]: row[3] for row in named}
    found = {}
    for kind in RequestKind:
        row = rows.get(kind)
        if row is not None:
            found[kind] = _set(kind, row)
            continue
        unit = unit_for(kind, units)
        post = dgs if unit is None else None
        found[kind] = Desktop(
            kind, unit, post.pk if post else None, USUAL_DAYS[kind], False, None, keys.get(unit or 0, ""),
            post.public_id if post else "",
        )  # fmt: skip
    return found


def desk_of(kind: RequestKind, day: date) -> Desktop:
    """The desk of one kind: one query when the secretariat set it, four otherwise."""
    row = Desk.objects.filter(kind=kind).select_related("unit", "post").first()
    return desks_on(day)[kind] if row is None else _set(kind, row)


def _set(kind: RequestKind, row: Desk) -> Desktop:
    return Desktop(
        kind, row.unit_id, row.post_id, row.working_days, row.is_open_to_communes, row,
        row.unit.public_id if row.unit else "", row.post.public_id if row.post else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskNames:
    """What units and posts are called on a day, with who holds each post."""

    units: dict[int, str]
    holders: dict[int, Holder]

    def of(self, unit_id: int | None, post_id: int | None) -> str:
        """« Secrétariat général », « Gaspard Fromager, directeur général des services »."""
        if unit_id is not None:
            return self.units.get(unit_id, "")
        holder = self.holders.get(post_id) if post_id is not None else None
        if holder is None:
            return ""
        return f"{holder.name}, {holder.title}" if holder.name else holder.title


def names_of(places: Iterable[tuple[int | None, int | None]], day: date, *units: int) -> DeskNames:
    """The names of these (unit, post) and of other units. Three queries, whatever their number."""
    asked = list(places)
    wanted = {unit for unit, _post in asked if unit is not None} | set(units)
    # the latest name up to the day, then the earliest after it: a unit closed since keeps the name it had
    named: dict[int, str] = {}
    commune = CollectivityVersion.objects.filter(collectivity=OuterRef("unit__collectivity")).order_by("-starts_on")
    rows = UnitVersion.objects.filter(unit_id__in=wanted).annotate(of=Subquery(commune.values("name")[:1]))
    for unit_id, name, starts_on, is_home, of in rows.order_by("starts_on").values_list(
        "unit_id", "name", "starts_on", "unit__collectivity__is_home", "of"
    ):
        if starts_on <= day or unit_id not in named:
            named[unit_id] = name if is_home else f"{of}, {name}"
    return DeskNames(named, holders_on((post for _unit, post in asked), day))
