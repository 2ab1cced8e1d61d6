"""The organisation as of a day: units, posts and who is on them, with totals.

Rule: a post is vacant on a day when nobody holds it that day, an interim notwithstanding; its FTE count all the same
(they are budgeted posts). A unit's own FTE are those of its posts; its full FTE add those of all units under it. The
head of a unit is the first holder, or failing that the interim, of a post that leads it.

Worked example: the DOST with 3 posts of 1.00 and two missions of 7 FTE each has 3 own FTE and 17 full FTE.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from interco.organisation.rules.periods import contains
from interco.organisation.rules.rows import AssignmentRow, PostRow, UnitVersionRow
from interco.organisation.rules.tree import Node, Tree, tree_on

NO_FTE = Decimal(0)


class ChartPost(NamedTuple):
    """A post on the day, with its holders and interims of that day."""

    row: PostRow
    holders: tuple[AssignmentRow, ...] = ()
    interims: tuple[AssignmentRow, ...] = ()

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return not self.holders


@dataclass(frozen=True)
class Totals:
    """The figures of a day."""

    fte: Decimal
    posts: int
    vacant_posts: int
    people: int
    units: int
    attached_to_head: int


@dataclass(frozen=True)
class Sums:
    """What was counted of the posts of a day, when they are too many to be read one by one: own FTE and posts by unit."""

    fte: Mapping[int, Decimal]
    posts: Mapping[int, int]
    vacant_posts: int
    people: int


@dataclass(frozen=True)
class Chart:
    """The organisation as of `day`. With `sums`, `posts` holds only those that lead a unit."""

    day: date
    tree: Tree
    posts: Mapping[int, ChartPost]
    posts_by_unit: Mapping[int, tuple[ChartPost, ...]] = field(repr=False)
    sums: Sums | None = None

    @cached_property
    def units(self) -> dict[int, Node]:
        """The nodes by unit."""
        return {node.row.unit_id: node for node in self.tree.walk()}

    @cached_property
    def full_fte(self) -> dict[int, Decimal]:
        """FTE of each unit with all under it."""
        totals: dict[int, Decimal] = {}
        for node in reversed(list(self.tree.walk())):
            under = sum((totals[child.row.unit_id] for child in node.children), NO_FTE)
            totals[node.row.unit_id] = under + self.own_fte(node.row.unit_id)
        return totals

    @cached_property
    def people(self) -> dict[int, tuple[AssignmentRow, ...]]:
        """The holders of posts, by person, their largest share first."""
        found: dict[int, list[AssignmentRow]] = {}
        for post in self.posts.values():
            for holder in post.holders:
                found.setdefault(holder.person_id, []).append(holder)
        return {
            person: tuple(sorted(rows, key=lambda row: (-row.quota, row.assignment_id)))
            for person, rows in found.items()
        }

    def own_fte(self, unit_id: int) -> Decimal:
        """FTE of the unit's own posts."""
        if self.sums is not None:
            return self.sums.fte.get(unit_id, NO_FTE)
        return sum((post.row.fte for post in self.posts_by_unit.get(unit_id, ())), NO_FTE)

    def post_count(self, unit_id: int) -> int:
        """How many posts the unit has of its own."""
        return self.sums.posts.get(unit_id, 0) if self.sums is not None else len(self.posts_by_unit.get(unit_id, ()))

    def leading_post(self, unit_id: int) -> ChartPost | None:
        """The post that leads the unit: an occupied one if there is one."""
        leading = [post for post in self.posts_by_unit.get(unit_id, ()) if post.row.leads_unit]
        return next((post for post in leading if not post.is_vacant), leading[0] if leading else None)

    def head(self, unit_id: int) -> AssignmentRow | None:
        """Who leads the unit: the holder of its leading post, or the interim."""
        post = self.leading_post(unit_id)
        return next(iter((*post.holders, *post.interims)), None) if post else None

    def totals(self) -> Totals:
        """The figures of the day."""
        sums = self.sums or self._counted()
        return Totals(
            fte=sum(sums.fte.values(), NO_FTE), posts=sum(sums.posts.values()), vacant_posts=sums.vacant_posts,
            people=sums.people, units=len(self.units),
            attached_to_head=len(self.tree.roots[0].children) if self.tree.roots else 0,
        )  # fmt: skip

    def _counted(self) -> Sums:
        return Sums(
            fte={unit: sum((post.row.fte for post in posts), NO_FTE) for unit, posts in self.posts_by_unit.items()},
            posts={unit: len(posts) for unit, posts in self.posts_by_unit.items()},
            vacant_posts=sum(post.is_vacant for post in self.posts.values()),
            people=len({holder.person_id for post in self.posts.values() for holder in post.holders}),
        )


def chart_on(
    units: Iterable[UnitVersionRow], posts: Iterable[PostRow], assignments: Iterable[AssignmentRow], day: date,
    sums: Sums | None = None,
) -> Chart:  # fmt: skip
    """The chart of a day, from rows of any period. Posts of units that do not exist that day are kept in the totals."""
    present: dict[int, tuple[list[AssignmentRow], list[AssignmentRow]]] = {}
    for assignment in assignments:
        if contains(assignment, day):
            holders, interims = present.setdefault(assignment.post_id, ([], []))
            (holders if assignment.kind == "holder" else interims).append(assignment)
    filled: dict[int, ChartPost] = {}
    by_unit: dict[int, list[ChartPost]] = {}
    for row in posts:
        if contains(row, day):
            holders, interims = present.get(row.post_id, ([], []))
            if len(holders) > 1:
                holders.sort(key=lambda holder: (-holder.quota, holder.assignment_id))
            post = ChartPost(row, tuple(holders), tuple(interims))
            filled[row.post_id] = post
            by_unit.setdefault(row.unit_id, []).append(post)
    ordered = {
        unit: tuple(sorted(found, key=lambda post: (not post.row.leads_unit, post.row.title, post.row.post_id)))
        for unit, found in by_unit.items()
    }
    return Chart(day, tree_on(units, day), filled, ordered, sums)
