"""Sheets as lines of typed values, with the cell each value comes from.

Rule: a line is read whole even when one of its cells is wrong, so that all the faults of a file are told at once; the
wrong cell counts as not given. Lines without anything are passed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interco.organisation.rules.exchange.cells import BadCell, Value, parse
from interco.organisation.rules.exchange.layout import BY_NAME


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as texts: what it is, which field each column fills, its rows under the title."""

    table: str
    title: str
    header: tuple[str, ...]
    mapping: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a cell: sheet and row from 0 (the title is row 0), column or none, a code and its facts."""

    sheet: int
    row: int
    column: int | None
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. In `values` a reference is the text of the cell, or the handle of a row once it is known."""

    table: str
    sheet: int
    row: int
    values: dict[str, Value]
    columns: Mapping[str, int]
    handle: int | None = None

    def fault(self, code: str, column: str = "", /, **facts: object) -> Fault:
        """A fault at the cell of a field, or on the line."""
        return Fault(self.sheet, self.row, self.columns.get(column), code, facts)

    def text(self, name: str) -> str:
        """The text of a field; empty when it was not given."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


def read_lines(sheets: Sequence[Sheet]) -> tuple[list[Line], list[Fault]]:
    """Every line of the sheets, and the faults of their cells."""
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, sheet in enumerate(sheets):
        for line, wrong in _lines_of(number, sheet):
            lines.append(line)
            faults += wrong
    return lines, faults


def _lines_of(number: int, sheet: Sheet) -> Iterable[tuple[Line, list[Fault]]]:
    if sheet.table not in BY_NAME:
        return
    table = BY_NAME[sheet.table]
    places = {name: place for place, name in enumerate(sheet.mapping) if name}
    columns = [(table.column(name), place) for name, place in places.items()]
    for row, cells in enumerate(sheet.rows, 1):
        if not any(cells[place].strip() for place in places.values()):
            continue
        values: dict[str, Value] = {}
        faults = []
        for column, place in columns:
            try:
                value = parse(column, cells[place])
                if column.required and value in ("", None):
                    raise BadCell("needed")
            except BadCell as bad:
                faults.append(Fault(number, row, place, bad.code, bad.facts))
            else:
                values[column.field] = value
        yield Line(sheet.table, number, row, values, places), faults
