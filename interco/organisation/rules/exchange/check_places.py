"""Loops and depth of the tree of units, on every day on which it changes."""

from collections.abc import Iterator

from interco.organisation.rules.exchange.draft import Draft
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.snapshot import Row, number, period, text
from interco.organisation.rules.periods import contains
from interco.organisation.rules.tree import MAX_DEPTH


def loops_and_depths(draft: Draft) -> Iterator[Fault]:
    """A fault for each loop that passes through a line, and for the first unit that stands too deep."""
    touched = {handle for store, handle in draft.lines if store == "unit_version"}
    if not touched:
        return
    rows = {handle: (period(row), row) for handle, row in draft.rows["unit_version"].items()}
    told: set[frozenset[int]] = set()
    for day in sorted({days.starts_on for days, _row in rows.values()}):
        there = {number(row["unit_id"]): handle for handle, (days, row) in rows.items() if contains(days, day)}
        versions = {unit: rows[handle][1] for unit, handle in there.items()}
        for path in _paths(versions):
            loop = frozenset(path)
            handle = next((there[unit] for unit in path if there[unit] in touched), None)
            if handle is None or loop in told:
                continue
            told.add(loop)
            line = draft.lines["unit_version", handle]
            if len(path) > MAX_DEPTH and versions[path[-1]]["parent_id"] not in loop:
                yield line.fault("too_deep", "parent", limit=MAX_DEPTH)
            else:
                names = [text(versions[unit], "name") for unit in path]
                yield line.fault("loop", "parent", day=day, names=(*names, names[0]))


def _paths(versions: dict[int, Row]) -> Iterator[list[int]]:
    """Each loop of a day as the units in order, and each path longer than the tree may be deep."""
    depths: dict[int, int] = {}
    for start in versions:
        path: list[int] = []
        here: int | None = start
        while here is not None and here in versions and here not in depths and here not in path:
            path.append(here)
            parent = versions[here]["parent_id"]
            here = number(parent) if parent is not None else None
        if here is not None and here in path:
            yield path[path.index(here) :]
            depths |= dict.fromkeys(path, 0)
            continue
        base = depths.get(here, 0) if here is not None else 0
        for place, unit in enumerate(reversed(path), 1):
            depths[unit] = base + place
        if path and base <= MAX_DEPTH < base + len(path):
            yield _above(start, versions)


def _above(unit: int, versions: dict[int, Row]) -> list[int]:
    found: list[int] = []
    here: int | None = unit
    while here is not None and here in versions and here not in found:
        found.append(here)
        parent = versions[here]["parent_id"]
        here = number(parent) if parent is not None else None
    return found
