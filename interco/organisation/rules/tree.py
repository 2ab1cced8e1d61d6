"""The tree of units as of a day, and the refusal of loops.

Rule: a unit hangs under its parent of that day; siblings are ordered by rank, then by name without case or accents. A
unit whose parent does not exist on that day is shown at the top and marked, never lost. A unit may not stand, on any
day, under one of its own descendants.

Worked example: on 1 January 2027 « Évaluation des politiques » moves from the DGA Affaires juridiques to the DOST:
the tree of 31 December has it under the former, that of the next day under the latter. Moving the DOST under its own
mission « Mutualisation » on that day is a loop DOST → Mutualisation → DOST.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from interco.organisation.rules.periods import contains
from interco.organisation.rules.reference import fold
from interco.organisation.rules.rows import UnitVersionRow

#: Deeper than any administration, shallow enough to draw and to walk.
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree of a day. `depth` is 0 at the top; `is_detached` when its parent does not exist that day."""

    row: UnitVersionRow
    depth: int
    children: tuple["Node", ...]
    is_detached: bool = False

    def walk(self) -> Iterator["Node"]:
        """The unit, then all under it, in the order of the list."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def size(self) -> int:
        """How many units it holds, itself included."""
        return 1 + sum(child.size for child in self.children)


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of a day."""

    roots: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """All units, parents before children."""
        for root in self.roots:
            yield from root.walk()

    @property
    def depth(self) -> int:
        """How many levels the tree has."""
        return max((node.depth + 1 for node in self.walk()), default=0)

    def find(self, unit_id: int) -> Node | None:
        """The node of a unit."""
        return next((node for node in self.walk() if node.row.unit_id == unit_id), None)


def sibling_order(row: UnitVersionRow) -> tuple[int, str, int]:
    """Rank first, then the folded name, then age."""
    return (row.rank, fold(row.name), row.unit_id)


def tree_on(rows: Iterable[UnitVersionRow], day: date) -> Tree:
    """The tree of the units that exist on that day."""
    present = {row.unit_id: row for row in rows if contains(row, day)}
    children: dict[int | None, list[UnitVersionRow]] = {}
    for row in sorted(present.values(), key=sibling_order):
        children.setdefault(row.parent_id if row.parent_id in present else None, []).append(row)
    hung: set[int] = set()

    def hang(row: UnitVersionRow, depth: int) -> Node:
        hung.add(row.unit_id)
        under = tuple(hang(child, depth + 1) for child in children.get(row.unit_id, ()) if child.unit_id not in hung)
        return Node(row, depth, under, is_detached=depth == 0 and row.parent_id is not None)

    roots = [hang(row, 0) for row in children.get(None, ())]
    roots += [hang(row, 0) for row in sorted(present.values(), key=sibling_order) if row.unit_id not in hung]
    return Tree(tuple(roots))


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop found on a day: the units in order, the first repeated at the end, by id and by name."""

    day: date
    unit_ids: tuple[int, ...]
    names: tuple[str, ...]


def loop_through(unit_id: int, rows: Iterable[UnitVersionRow]) -> Loop | None:
    """The first loop, by day, that passes through a unit; nothing when it stands under none of its descendants."""
    versions: dict[int, list[UnitVersionRow]] = {}
    for row in rows:
        versions.setdefault(row.unit_id, []).append(row)
    days = sorted({row.starts_on for unit in versions.values() for row in unit})
    return next((loop for day in days if (loop := _loop_on(unit_id, versions, day))), None)


def _loop_on(unit_id: int, versions: dict[int, list[UnitVersionRow]], day: date) -> Loop | None:
    path: list[UnitVersionRow] = []
    here: int | None = unit_id
    while here is not None:
        row = next((row for row in versions.get(here, ()) if contains(row, day)), None)
        if row is None or any(row.unit_id == other.unit_id for other in path[1:]):
            return None
        path.append(row)
        if row.parent_id == unit_id:
            closed = [*path, path[0]]
            return Loop(day, tuple(row.unit_id for row in closed), tuple(row.short_name or row.name for row in closed))
        here = row.parent_id
    return None
