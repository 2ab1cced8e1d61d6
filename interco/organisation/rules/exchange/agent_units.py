"""The units that a list of agents names: those that exist, those to open, their places and their first days."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.lines import Fault, Line
from interco.organisation.rules.exchange.snapshot import Snapshot, number, period, text, token
from interco.organisation.rules.exchange.words import unit_kind_of
from interco.organisation.rules.periods import contains


@dataclass(slots=True)
class Place:
    """A unit of the list: where its name was first read, the place it hangs under, the first day it is needed."""

    handle: int
    name: str
    line: Line
    is_new: bool
    first_day: date
    parent: "Place | None" = None
    kind: Value = None


@dataclass(slots=True)
class Units:
    """Fed with all lines, then settled, then asked."""

    snapshot: Snapshot
    day: date
    allocate: Callable[[], int]
    faults: list[Fault]
    places: dict[str, Place] = field(default_factory=dict)
    standing: dict[str, int] = field(default_factory=dict)
    first_days: dict[int, date] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        home = self.snapshot.home
        own = {unit for unit, row in self.snapshot.rows["unit"].items() if row["collectivity_id"] == home}
        for unit, versions in self.snapshot.versions("unit_version", "unit_id").items():
            if unit not in own:
                continue
            self.first_days[unit] = period(versions[0][1]).starts_on
            there = [row for _handle, row in versions if contains(period(row), self.day)]
            for row in there[:1]:
                parent = row["parent_id"]
                self.parents[unit] = number(parent) if parent is not None else None
                self.names[unit] = {token(word) for word in (text(row, "name"), text(row, "short_name")) if word}
                for word in self.names[unit]:
                    self.standing.setdefault(word, unit)

    def note(self, line: Line) -> None:
        """Read the service of a line and what it is attached to."""
        if not line.text("unit"):
            return
        own = self._place(line.text("unit"), line)
        own.first_day = min(own.first_day, self._wanted(line))
        own.kind = own.kind or line.values.get("unit_kind")
        if line.text("parent"):
            self._attach(own, line)

    def _attach(self, own: Place, line: Line) -> None:
        above = self._place(line.text("parent"), line)
        if above is own:
            return
        if not own.is_new:
            standing = self.parents.get(own.handle)
            if standing != above.handle:
                self.faults.append(line.fault("other_parent", "parent", name=own.name))
        elif own.parent is not None and own.parent is not above:
            self.faults.append(line.fault("two_parents", "parent", name=own.name, other=own.parent.name))
        else:
            own.parent = above

    def _place(self, name: str, line: Line) -> Place:
        word = token(name)
        if word not in self.places:
            standing = self.standing.get(word)
            handle = standing if standing is not None else self.allocate()
            self.places[word] = Place(handle, name, line, standing is None, self._wanted(line))
        return self.places[word]

    def _wanted(self, line: Line) -> date:
        given = line.values.get("starts_on")
        return given if isinstance(given, date) else self.day

    def settle(self) -> None:
        """Hang what nothing attaches, and open each unit early enough for those it holds."""
        root = self._root()
        for place in self.places.values():
            if place.is_new and place.parent is None and root is not None and place is not root:
                place.parent = root
        for place in self.places.values():
            seen = {id(place)}
            above = place.parent
            while above is not None and id(above) not in seen:
                above.first_day = min(above.first_day, place.first_day)
                seen.add(id(above))
                above = above.parent
        for place in self.places.values():
            self._open(place, set())

    def _open(self, place: Place, seen: set[int]) -> date:
        """The first day of a unit: no earlier than its parent's."""
        if not place.is_new:
            return self.first_days[place.handle]
        if place.parent is not None and id(place) not in seen:
            place.first_day = max(place.first_day, self._open(place.parent, {*seen, id(place)}))
        self.first_days[place.handle] = place.first_day
        self.parents[place.handle] = place.parent.handle if place.parent else None
        return place.first_day

    def _root(self) -> Place | None:
        if not self.places:
            return None
        tops = [unit for unit, parent in self.parents.items() if parent is None]
        if tops:
            if len(tops) > 1:
                return None
            held = next((place for place in self.places.values() if place.handle == tops[0]), None)
            return held or Place(tops[0], "", next(iter(self.places.values())).line, False, self.day)
        loose = [place for place in self.places.values() if place.parent is None]
        leading = [place for place in loose if unit_kind_of(place.name) == "general_directorate"]
        return leading[0] if len(leading) == 1 else None

    def handle(self, line: Line) -> int | None:
        """The unit of a line."""
        return self.places[token(line.text("unit"))].handle if line.text("unit") else None

    def opened_on(self, unit: int) -> date:
        """The first day of a unit."""
        return self.first_days[unit]

    def day_of(self, line: Line, unit: int) -> date:
        """The first day of the agent of a line in her unit."""
        return max(self._wanted(line), self.first_days[unit])

    def path(self, unit: int) -> list[int]:
        """The unit, then all above it."""
        found: list[int] = []
        here: int | None = unit
        while here is not None and here not in found:
            found.append(here)
            here = self.parents.get(here)
        return found

    def lines(self) -> list[Line]:
        """A line for each unit to open."""
        return [self._line(place) for place in self.places.values() if place.is_new]

    def _line(self, place: Place) -> Line:
        values: dict[str, Value] = {
            "name": place.name, "kind": place.kind or unit_kind_of(place.name), "collectivity": self.snapshot.home,
            "parent": place.parent.handle if place.parent else None, "starts_on": place.first_day,
        }  # fmt: skip
        at = place.line
        return Line("units", at.sheet, at.row, values, at.columns, place.handle)
