"""The organisation as an import would leave it, row by row, with what each row was and the cell it comes from.

Rule: a field that the table does not give keeps its value, or its default in a new row. A row written with what it
already holds is unchanged. Two lines may not write one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.lines import Fault, Line
from interco.organisation.rules.exchange.snapshot import DEFAULTS, Row, Snapshot

Action = Literal["created", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Step:
    """What an import does to one row: all its values when it is created, those that change otherwise.

    `after` is the whole row as it would be.
    """

    store: str
    handle: int
    action: Action
    values: Row
    before: Row
    after: Row
    line: Line | None
    public_key: str = ""


@dataclass(slots=True)
class Draft:
    """Rows to be, beside those that are."""

    snapshot: Snapshot
    rows: dict[str, dict[int, Row]] = field(default_factory=dict)
    lines: dict[tuple[str, int], Line] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _last: int = 0

    def __post_init__(self) -> None:
        self.rows = {store: dict(rows) for store, rows in self.snapshot.rows.items()}

    def allocate(self) -> int:
        """A handle for a row to be."""
        self._last -= 1
        return self._last

    def put(self, store: str, handle: int, values: Mapping[str, Value], line: Line, *, once: bool = True) -> None:
        """Write a row; `once` tells a second line that writes it."""
        if (store, handle) in self.lines and once:
            first = self.lines[store, handle]
            self.faults.append(line.fault("twice", "key" if "key" in line.columns else "", row=first.row + 1))
            return
        self.lines.setdefault((store, handle), line)
        current = self.rows[store].get(handle, DEFAULTS[store])
        self.rows[store][handle] = {**current, **values}

    def steps(self, public_keys: Mapping[tuple[str, int], str]) -> list[Step]:
        """What has to be written, store by store, in the order of the lines."""
        order = {store: place for place, store in enumerate(self.rows)}
        made = [self._step(store, handle, line, public_keys) for (store, handle), line in self.lines.items()]
        return sorted(made, key=lambda step: order[step.store])

    def _step(self, store: str, handle: int, line: Line, public_keys: Mapping[tuple[str, int], str]) -> Step:
        after, before = self.rows[store][handle], self.snapshot.rows[store].get(handle)
        if before is None:
            return Step(store, handle, "created", after, {}, after, line, public_keys.get((store, handle), ""))
        changed = {name: value for name, value in after.items() if before[name] != value}
        kept = {name: before[name] for name in changed}
        return Step(store, handle, "changed" if changed else "unchanged", changed, kept, after, line)
