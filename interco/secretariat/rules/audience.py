"""Who a note is for, as of a day: lines that name, lines that leave out, read on the org chart of that day.

Rule: a note reaches whoever at least one naming line reaches and no exception reaches. A unit reaches those who hold a
post in it, and, with its descendants, in all that stands under it that day; a post reaches who holds it, interim
included; a body reaches its seats; a commune reaches its agents; all the staff is every agent of the intercommunality.
An exception always wins, whatever its place. Somebody reached twice is reached once, by the service of the post to
which most of their time goes (the first of their holdings).

Worked example. DGS ▸ Administration ▸ {RH, Paie}; lines « Administration with its descendants », « except Paie »:
those of Administration and RH are reached, those of Paie are not, and somebody half in RH and half in Paie is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A line of the addressees: what it names, by kind and key."""

    kind: str
    thing_id: int = 0
    with_descendants: bool = True
    is_exception: bool = False


class Holding(NamedTuple):
    """Somebody on a post of a unit that day."""

    person_id: int
    post_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The day as the rule reads it. `holdings` come with the greater share first.

    `parents` gives the unit above each unit; `agents` the people by collectivity; `seats` the people of each body.
    """

    holdings: Sequence[Holding] = ()
    parents: Mapping[int, int | None] = field(default_factory=dict)
    home_id: int = 0
    agents: Mapping[int, frozenset[int]] = field(default_factory=dict)
    seats: Mapping[int, frozenset[int]] = field(default_factory=dict)
    present: frozenset[int] = frozenset()


def addressees(lines: Iterable[Line], facts: Facts) -> dict[int, int | None]:
    """The people reached, each with the unit by which the note comes to them (none for who holds no post)."""
    given = list(lines)
    naming = [line for line in given if not line.is_exception]
    reached = _reached(naming, facts) - _reached([line for line in given if line.is_exception], facts)
    unit_of: dict[int, int] = {}
    for holding in facts.holdings:
        unit_of.setdefault(holding.person_id, holding.unit_id)
    return {person: unit_of.get(person) for person in reached & facts.present}


def _reached(lines: Sequence[Line], facts: Facts) -> set[int]:
    named: dict[str, set[int]] = {}
    for line in lines:
        named.setdefault(line.kind, set()).add(line.thing_id)
    deep = {line.thing_id for line in lines if line.kind == "unit" and line.with_descendants}
    units = named.get("unit", set()) | (under(deep, facts.parents) if deep else set())
    posts = named.get("post", set())
    found = set(named.get("person", ()))
    if units or posts:
        found |= {row.person_id for row in facts.holdings if row.unit_id in units or row.post_id in posts}
    for body in named.get("body", ()):
        found |= facts.seats.get(body, frozenset())
    for commune in named.get("commune", ()):
        found |= facts.agents.get(commune, frozenset())
    if "all_staff" in named:
        found |= facts.agents.get(facts.home_id, frozenset())
    return found


def under(tops: set[int], parents: Mapping[int, int | None]) -> set[int]:
    """These units and all that stands under them; a loop in the chart ends where it began."""
    children: dict[int, list[int]] = {}
    for unit, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(unit)
    found: set[int] = set()
    front = list(tops)
    while front:
        unit = front.pop()
        if unit not in found:
            found.add(unit)
            front += children.get(unit, ())
    return found


def heads_above(unit_id: int | None, parents: Mapping[int, int | None]) -> list[int]:
    """The unit, then those above it to the top: where the head to tell is looked for, the nearest first."""
    found: list[int] = []
    here = unit_id
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found
