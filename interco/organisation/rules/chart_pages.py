"""The org chart on its pages: the crown (root and staff) and the rows of columns of `chart_layout`, tied together.

Rule: see `chart_layout`. On a screen there is one page as high as needed; on paper, as many sheets as needed, the first
with the crown. A line from the trunk runs along each row of columns; further rows hang from it by the left gutter.

Worked example: 200 units under four deputies make two sheets of A3, in letters of 8.9 points.
"""

from dataclasses import dataclass, replace

from interco.organisation.rules.chart_layout import (
    COLUMN_GAP,
    COLUMN_WIDTH,
    GUTTER,
    HEAD_GAP,
    PRINT_SCALE,
    ROW_GAP,
    SHEETS,
    STACK_GAP,
    STAFF_LIMIT,
    Block,
    ChartBox,
    Page,
    PlacedBox,
    PlacedLine,
    column,
    measured,
    moved,
)

SCREEN_WIDTH = 908.0
ROOT_WIDTH = 260.0
STAFF_WIDTH = 204.0
STAFF_GAP = 24.0
LONGEST_ON_SCREEN = 2400.0


@dataclass(frozen=True, slots=True)
class _Crown:
    """The root with its staff: what it takes, and where its trunk goes down."""

    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]
    height: float


def on_screen(roots: tuple[ChartBox, ...], width: float = SCREEN_WIDTH) -> Page:
    """The chart on one page of that width, as high as needed."""
    pages = _laid(roots, width, None)
    return pages[0] if pages else Page(width, 0, (), ())


def on_sheets(roots: tuple[ChartBox, ...], sheet: str) -> list[Page]:
    """The chart on sheets ("a4" or "a3"), in pixels of the drawing: multiply by `PRINT_SCALE` for the paper.

    A chart that fits on one sheet as the screen draws it is printed so, larger; else it takes the sheets it needs.
    """
    width, height = SHEETS[sheet]
    whole = on_screen(roots)
    if whole.height and min(width / whole.width, height / whole.height) >= PRINT_SCALE:
        return [whole]
    return _laid(roots, width / PRINT_SCALE, height / PRINT_SCALE)


def _laid(roots: tuple[ChartBox, ...], width: float, height: float | None) -> list[Page]:
    if not roots:
        return []
    root, others = roots[0], roots[1:]
    staff, heads = _shared_out(root)
    crown = _crown(root, staff, width)
    room = height - ROW_GAP if height is not None else LONGEST_ON_SCREEN
    blocks = [block for head in (*heads, *others) for block in column(head, room)]
    detached = {other.unit_id for other in others}
    return _flow(crown, blocks, detached, width, height)


def _shared_out(root: ChartBox) -> tuple[list[ChartBox], list[ChartBox]]:
    """Staff beside the trunk, heads of columns under it; without deputies everybody heads a column."""
    if not any(child.is_deputy for child in root.children):
        return [], list(root.children)
    staff = [child for child in root.children if not child.is_deputy and child.size <= STAFF_LIMIT]
    beside = {child.unit_id for child in staff}
    return staff, [child for child in root.children if child.unit_id not in beside]


def _crown(root: ChartBox, staff: list[ChartBox], width: float) -> _Crown:
    top = measured(root, ROOT_WIDTH, "root")
    top = replace(top, x=(width - ROOT_WIDTH) / 2)
    trunk = width / 2
    boxes, lines = [top], []
    below = {"left": top.height + HEAD_GAP, "right": top.height + HEAD_GAP}
    for child in staff:
        side = _side(child, below)
        placed, ties, height = _staff(child, side, below[side], trunk, width)
        boxes += placed
        lines += ties
        below[side] += height + STACK_GAP
    return _Crown(tuple(boxes), tuple(lines), max(below.values()) + (HEAD_GAP if staff else 4))


def _side(child: ChartBox, below: dict[str, float]) -> str:
    if below["left"] == below["right"]:
        return "right" if child.children else "left"
    return min(below, key=lambda side: below[side])


def _staff(
    child: ChartBox, side: str, y: float, trunk: float, width: float
) -> tuple[list[PlacedBox], list[PlacedLine], float]:
    """A staff unit at one side of the trunk, its own units stacked at the outer edge."""
    rows = [row for sub in child.children for row in _flat(sub)]
    stack: list[PlacedBox] = []
    stack_x = width - COLUMN_WIDTH if side == "right" else 0.0
    high = y
    for row in rows:
        box = replace(measured(row, COLUMN_WIDTH, "item"), x=stack_x, y=high)
        stack.append(box)
        high += box.height + STACK_GAP
    own = measured(child, STAFF_WIDTH if rows else COLUMN_WIDTH, "staff")
    height = max(own.height, high - STACK_GAP - y if rows else 0)
    near = trunk + GUTTER if side == "right" else trunk - GUTTER - own.width
    x = near if rows else (width - own.width if side == "right" else 0.0)
    own = replace(own, x=x, y=y + (height - own.height) / 2)
    edge = own.x if side == "right" else own.x + own.width
    lines = [PlacedLine(((trunk, own.middle), (edge, own.middle)), own.state)]
    outer = own.x + own.width if side == "right" else own.x
    for box in stack:
        near_edge = box.x if side == "right" else box.x + box.width
        rail = (outer + near_edge) / 2
        points = ((outer, own.middle), (rail, own.middle), (rail, box.middle), (near_edge, box.middle))
        lines.append(PlacedLine(points, box.state))
    return [own, *stack], lines, height


def _flat(box: ChartBox) -> list[ChartBox]:
    return [box, *(sub for child in box.children for sub in _flat(child))]


def _flow(crown: _Crown, blocks: list[Block], detached: set[int], width: float, height: float | None) -> list[Page]:
    """The blocks in rows, the rows on pages."""
    pages: list[Page] = []
    boxes, lines = list(crown.boxes), list(crown.lines)
    y, bus_from = crown.height, (width / 2, crown.boxes[0].height)
    for row in _in_rows(blocks, width):
        tall = max(block.height for block in row)
        if height is not None and y + HEAD_GAP + tall > height and (pages or y > crown.height or tall <= height):
            pages.append(Page(width, height, tuple(boxes), tuple(lines)))
            boxes, lines, y, bus_from = [], [], 0.0, (width / 2, 0.0)
        placed = _placed_row(row, y + HEAD_GAP, width)
        lines += _bus(placed, detached, y, bus_from)
        boxes += [box for block in placed for box in block.boxes]
        lines += [line for block in placed for line in block.lines]
        bus_from = (0.5, y)
        y += HEAD_GAP + tall + ROW_GAP
    drawn = height if height is not None else max((box.y + box.height for box in boxes), default=0) + 2
    pages.append(Page(width, drawn, tuple(boxes), tuple(lines)))
    return pages


def _in_rows(blocks: list[Block], width: float) -> list[list[Block]]:
    rows: list[list[Block]] = []
    used = 0.0
    for block in blocks:
        if not rows or used + COLUMN_GAP + block.width > width + 0.5:
            rows.append([])
            used = -COLUMN_GAP
        rows[-1].append(block)
        used += COLUMN_GAP + block.width
    return rows


def _placed_row(row: list[Block], y: float, width: float) -> list[Block]:
    """The blocks of a row from the left, or in the middle when they leave room on a row of their own."""
    total = sum(block.width for block in row) + COLUMN_GAP * (len(row) - 1)
    x = max(0.0, (width - total) / 2)
    placed = []
    for block in row:
        placed.append(moved(block, x, y))
        x += block.width + COLUMN_GAP
    return placed


def _bus(placed: list[Block], detached: set[int], y: float, bus_from: tuple[float, float]) -> list[PlacedLine]:
    """The line along a row, from the trunk or the gutter down to each head that belongs to the root."""
    lines = []
    for block in placed:
        head = block.head
        if head.unit_id in detached:
            continue
        middle = head.x + head.width / 2
        points = (bus_from, (bus_from[0], y), (middle, y), (middle, head.y))
        lines.append(PlacedLine(points, head.state))
    return lines
