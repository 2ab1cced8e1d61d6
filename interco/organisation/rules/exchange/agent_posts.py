"""The posts of a list of agents: the one its agent already holds there, a vacant one of the same title, or a new one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.lines import Line
from interco.organisation.rules.exchange.snapshot import Row, Snapshot, number, period, text, token
from interco.organisation.rules.exchange.words import function_of
from interco.organisation.rules.periods import contains

_UNTITLED = "Agent"


@dataclass(slots=True)
class Posts:
    """Asked line by line; a post is given once."""

    snapshot: Snapshot
    day: date
    allocate: Callable[[], int]
    standing: dict[int, list[tuple[int, Row]]] = field(default_factory=dict)
    holders: dict[int, set[int]] = field(default_factory=dict)
    led: set[int] = field(default_factory=set)
    made: dict[int, Line] = field(default_factory=dict)
    places: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.snapshot.rows["post_version"].values():
            if contains(period(row), self.day):
                self.standing.setdefault(number(row["unit_id"]), []).append((number(row["post_id"]), row))
                if row["leads_unit"]:
                    self.led.add(number(row["unit_id"]))
        for row in self.snapshot.rows["assignment"].values():
            if row["kind"] == "holder" and contains(period(row), self.day):
                self.holders.setdefault(number(row["post_id"]), set()).add(number(row["person_id"]))

    def of(self, line: Line, unit: int, person: int | None, opened: date, *, leads: bool) -> int:
        """The post of a line."""
        title = line.text("title") or _UNTITLED
        post = self._standing(unit, token(title) if line.text("title") else "", person)
        handle = post if post is not None else self.allocate()
        given: dict[str, Value] = {name: line.values[name] for name in ("fte", "category") if line.values.get(name)}
        if post is None:
            wanted = line.values.get("starts_on")
            first = max(wanted if isinstance(wanted, date) else self.day, opened)
            given |= {"unit": unit, "title": title, "function": function_of(title), "starts_on": first}
        if leads and unit not in self.led:
            given["leads_unit"] = True
            self.led.add(unit)
        self.made[handle] = Line("posts", line.sheet, line.row, given, line.columns, handle)
        if person is not None:
            self.places.setdefault((person, unit), handle)
        return handle

    def _standing(self, unit: int, title: str, person: int | None) -> int | None:
        alike = [
            post
            for post, row in self.standing.get(unit, [])
            if post not in self.made
            and (not title or title in {token(text(row, "title")), token(text(row, "feminine_title"))})
        ]
        own = [post for post in alike if person is not None and person in self.holders.get(post, set())]
        free = [post for post in alike if not self.holders.get(post)]
        return next(iter([*own, *free]), None)

    def is_held_by(self, post: int, person: int) -> bool:
        """Whether the person is already on the post."""
        return person in self.holders.get(post, set())

    def held(self, person: int, unit: int) -> int:
        """The post of a person in a unit; 0 when she has none there."""
        return self.places.get((person, unit), 0)

    def lead(self, post: int, unit: int) -> None:
        """Let a post of the list direct its unit, unless another does."""
        if unit not in self.led:
            self.led.add(unit)
            line = self.made[post]
            self.made[post] = replace(line, values={**line.values, "leads_unit": True})

    def lines(self) -> list[Line]:
        """A line for each post of the list."""
        return list(self.made.values())
