"""Where each box of the org chart stands, on the screen or on sheets of A4 and A3.

Rule: the root stands on top in the middle. Units attached to it that are not deputies stand beside the trunk, with
their own units at their outer side; deputies are heads of columns, with everything under them stacked and indented.
When a page has no room at the right, columns go to a next row; when a sheet has no room below, to a next sheet, and a
column longer than a sheet goes on in a new column under a box that repeats its head. Nothing is cut and nothing is
shrunk.

Worked example: the CACEM on a screen 908 wide: the DGS on top, Communication at its left, the DOST at its right with
its three services, then four columns 218 wide, 12 apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from interco.organisation.rules.text_width import wrap

FONT = 14.0
LINE_HEIGHT = 18.0
PADDING = 10.0
COLUMN_WIDTH = 218.0
COLUMN_GAP = 12.0
INDENT = 18.0
STACK_GAP = 8.0
HEAD_GAP = 16.0
ROW_GAP = 40.0
GUTTER = 14.0
STAFF_LIMIT = 8
#: Sheets in landscape, in pixels at 96 to the inch, without their margins.
SHEETS = {"a4": (1047.0, 718.0), "a3": (1512.0, 1047.0)}
#: On paper a pixel of the drawing is this share of a pixel of the sheet (14 px become 8.9 points).
PRINT_SCALE = 0.85


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A unit to draw: its lines of text, the state of each, and those under it. `is_deputy` makes it head a column."""

    unit_id: int
    title: str
    detail: str = ""
    state: str = "unchanged"
    is_deputy: bool = False
    children: tuple["ChartBox", ...] = ()

    @property
    def size(self) -> int:
        """How many boxes it makes, itself included."""
        return 1 + sum(child.size for child in self.children)


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its corner, size and wrapped lines. `role` is root, head, staff, item, or echo for a repeated head."""

    unit_id: int
    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    detail: tuple[str, ...]
    state: str
    role: str

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """An orthogonal line through points; `state` is that of the box it leads to."""

    points: tuple[tuple[float, float], ...]
    state: str = "unchanged"


@dataclass(frozen=True, slots=True)
class Page:
    """One drawing."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A column or a part of one, placed from its own corner."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]

    @property
    def head(self) -> PlacedBox:
        """The box on top."""
        return self.boxes[0]


def measured(box: ChartBox, width: float, role: str) -> PlacedBox:
    """A box of that width with its lines wrapped, at the origin."""
    room = width - 2 * PADDING
    title = wrap(box.title, room, FONT, bold=True) or ("",)
    detail = wrap(box.detail, room, FONT)
    height = (len(title) + len(detail)) * LINE_HEIGHT + PADDING + (2 if role != "root" else 8)
    return PlacedBox(box.unit_id, 0, 0, width, height, title, detail, box.state, role)


def moved(block: Block, x: float, y: float) -> Block:
    """The same block elsewhere."""
    boxes = tuple(replace(box, x=box.x + x, y=box.y + y) for box in block.boxes)
    lines = tuple(replace(line, points=tuple((px + x, py + y) for px, py in line.points)) for line in block.lines)
    return Block(block.width, block.height, boxes, lines)


@dataclass(frozen=True, slots=True)
class _Row:
    """A box of a column with its depth under the head and the boxes above it."""

    box: ChartBox
    depth: int
    above: tuple[ChartBox, ...]

    @property
    def gap(self) -> float:
        """The room left under it."""
        return STACK_GAP if self.depth else HEAD_GAP

    def measured(self) -> PlacedBox:
        """Its box, wrapped at the width of its depth."""
        role = "echo" if self.box.state == "echo" else "item" if self.depth else "head"
        return measured(self.box, _width_at(self.depth), role)


def _rows(box: ChartBox, depth: int, above: tuple[ChartBox, ...]) -> Iterator[_Row]:
    yield _Row(box, depth, above)
    for child in box.children:
        yield from _rows(child, depth + 1, (*above, box))


def _width_at(depth: int) -> float:
    return max(COLUMN_WIDTH - INDENT * depth, COLUMN_WIDTH * 0.6)


def stacked(rows: list[_Row]) -> Block:
    """A column: its rows one under the other, indented, tied to their parents."""
    placed: list[PlacedBox] = []
    lines: list[PlacedLine] = []
    last_at: list[PlacedBox] = []
    y = 0.0
    for row in rows:
        box = replace(row.measured(), x=INDENT * row.depth, y=y)
        placed.append(box)
        del last_at[row.depth :]
        if row.depth:
            parent = last_at[-1]
            rail = parent.x + PADDING - 2
            lines.append(
                PlacedLine(((rail, parent.y + parent.height), (rail, box.middle), (box.x, box.middle)), box.state)
            )
        last_at.append(box)
        y += box.height + row.gap
    width = max(box.x + box.width for box in placed)
    return Block(width, placed[-1].y + placed[-1].height, tuple(placed), tuple(lines))


def column(head: ChartBox, room: float | None) -> list[Block]:
    """A head and all under it, as one block, or as several when it is higher than `room` pixels."""
    rows = list(_rows(head, 0, ()))
    heights = [row.measured().height + row.gap for row in rows]
    if room is None or sum(heights) - STACK_GAP <= room:
        return [stacked(rows)]
    parts: list[list[_Row]] = [[]]
    used = 0.0
    for index, row in enumerate(rows):
        subtree = sum(heights[index : index + row.box.size]) if row.depth == 1 else heights[index]
        start = _echoes(row)
        repeated = sum(echo.measured().height + echo.gap for echo in start)
        is_full = used + heights[index] - STACK_GAP > room
        is_better_whole = used + subtree > room and repeated + subtree <= room
        if len(parts[-1]) > len(start) and (is_full or is_better_whole):
            parts.append(start)
            used = repeated
        parts[-1].append(row)
        used += heights[index]
    return [stacked(part) for part in parts]


def _echoes(row: _Row) -> list[_Row]:
    """The boxes above a row, repeated at the top of the column where it goes on."""
    return [
        _Row(ChartBox(box.unit_id, box.title, state="echo"), depth, row.above[:depth])
        for depth, box in enumerate(row.above)
    ]
