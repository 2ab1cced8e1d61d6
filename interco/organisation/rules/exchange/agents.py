"""The flat list of agents: services, posts, people and assignments deduced from one line each.

Rule: a service named on a line is the unit of the intercommunality that bears this name, or a new one; « Rattaché à »
says under which, one parent a service. A new service nobody attaches hangs under the one unit at the top, if there is
one. It opens on the first day somebody is in it. A line is one post; it is the post its agent already holds there, else
a vacant post of the same title, else a new one. A line without a name is a vacant post. ETP are those of the post and
the share of time of the agent. A date before the unit opened counts for the person, not for the post.

« Responsable » is « oui » for who directs the service, or the name of who does; without that column, directors and heads
of service direct theirs.

Worked example: « Balisier;Célestine;DGA Ressources;;Directrice générale adjointe » and
« Corossol;Basile;Collecte;DGA Ressources;Agent » give two units, the second under the first, each with one post.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from interco.organisation.rules.exchange.agent_people import People
from interco.organisation.rules.exchange.agent_posts import Posts
from interco.organisation.rules.exchange.agent_units import Units
from interco.organisation.rules.exchange.cells import BadCell, Value, parse_flag
from interco.organisation.rules.exchange.lines import Fault, Line
from interco.organisation.rules.exchange.snapshot import Snapshot, token
from interco.organisation.rules.exchange.words import LEADING, function_of

#: Columns of the list under which the faults of the deduced lines are told.
_SEEN_AT = {
    "person": ("last_name", "full_name"), "post": ("title", "unit"), "quota": ("fte",), "name": ("unit",),
    "unit": ("unit",), "ends_on": ("starts_on",), "key": ("last_name", "full_name"),
}  # fmt: skip


@dataclass(slots=True)
class Leaders:
    """Who directs what, as the list says it."""

    is_told: bool
    named: list[tuple[Line, int, str]] = field(default_factory=list)

    def leads(self, line: Line, unit: int) -> bool:
        """Whether the agent of the line directs the unit; a name is kept for later."""
        written = line.text("leader")
        if not self.is_told:
            return function_of(line.text("title")) in LEADING
        if not written:
            return False
        try:
            return parse_flag(written)
        except BadCell:
            self.named.append((line, unit, written))
            return False


def deduce(
    lines: list[Line], snapshot: Snapshot, day: date, allocate: Callable[[], int], faults: list[Fault]
) -> list[Line]:
    """The lines of the full layout that a list of agents amounts to; its own faults are added to `faults`."""
    if not lines:
        return []
    lines = [_with_columns(line) for line in lines]
    units = Units(snapshot, day, allocate, faults)
    for line in lines:
        units.note(line)
    units.settle()
    people = People(snapshot, day, allocate, faults)
    posts = Posts(snapshot, day, allocate)
    leaders = Leaders(any("leader" in line.columns for line in lines))
    assignments = []
    for line in lines:
        unit = units.handle(line)
        if unit is None:
            continue
        opened = units.opened_on(unit)
        person = people.of(line)
        post = posts.of(line, unit, person, opened, leads=leaders.leads(line, unit))
        if person is not None and not posts.is_held_by(post, person):
            assignments.append(_assignment(line, person, post, units.day_of(line, unit), allocate()))
    _name_leaders(leaders, units, people, posts, faults)
    return [*units.lines(), *posts.lines(), *people.lines(), *assignments]


def _with_columns(line: Line) -> Line:
    aliases = {
        name: next((line.columns[at] for at in places if at in line.columns), None) for name, places in _SEEN_AT.items()
    }
    known = {name: place for name, place in aliases.items() if place is not None}
    return Line(line.table, line.sheet, line.row, line.values, {**known, **line.columns})


def _assignment(line: Line, person: int, post: int, day: date, handle: int) -> Line:
    values: dict[str, Value] = {"person": person, "post": post, "starts_on": day}
    if line.values.get("fte") is not None:
        values["quota"] = line.values["fte"]
    return Line("assignments", line.sheet, line.row, values, line.columns, handle)


def _name_leaders(leaders: Leaders, units: Units, people: People, posts: Posts, faults: list[Fault]) -> None:
    for line, unit, written in leaders.named:
        found = people.named(written)
        if not found:
            if token(written) not in people.standing:
                faults.append(line.fault("unknown_leader", "leader", text=written))
            continue
        above = units.path(unit)
        led = next((place for place in above if any(posts.held(person, place) for person in found)), None)
        if led is not None:
            posts.lead(next(posts.held(person, led) for person in found if posts.held(person, led)), led)
