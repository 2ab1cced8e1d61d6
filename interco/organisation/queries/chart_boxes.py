"""What each box of the org chart says, alone or beside another day: the words put on the tree of the rules.

The state of a box is, in this order: left (gone, or moved elsewhere), created, arrived, vacant (nobody leads it),
modified. A unit that left is drawn once more where it stood.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from interco.organisation.enums import UnitKind
from interco.organisation.queries.figures import fte, lowered, signed
from interco.organisation.rules.chart import Chart
from interco.organisation.rules.chart_layout import ChartBox
from interco.organisation.rules.tree import Node

HEADS = frozenset({UnitKind.DGA, UnitKind.GENERAL_DIRECTORATE})


def state_words() -> dict[str, str]:
    """The word of each state, for the key of the drawing and for those who do not see it."""
    return {
        "created": _("créée"),
        "arrived": _("arrivée"),
        "left": _("partie"),
        "modified": _("modifiée"),
        "vacant": _("poste vacant"),
    }


@dataclass
class _Drawer:
    """The chart shown, and the one it is compared with, if any."""

    shown: Chart
    before: Chart | None = None
    gone_under: dict[int | None, list[Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit_id, node in (self.before.units if self.before else {}).items():
            now = self.shown.units.get(unit_id)
            if now is None or now.row.parent_id != node.row.parent_id:
                self.gone_under.setdefault(node.row.parent_id, []).append(node)

    def box(self, node: Node) -> ChartBox:
        """The box of a unit of the shown day, with those under it and those that left it."""
        unit_id = node.row.unit_id
        state = self.state(node)
        children = [self.box(child) for child in node.children]
        children += [self.ghost(child) for child in self.gone_under.get(unit_id, [])]
        return ChartBox(
            unit_id,
            node.row.short_name if node.depth and node.row.kind not in HEADS and node.row.short_name else node.row.name,
            self.detail(node, state),
            state,
            is_deputy=node.row.kind == UnitKind.DGA,
            children=tuple(children),
        )

    def ghost(self, node: Node) -> ChartBox:
        """The box of a unit that is no longer there."""
        now = self.shown.units.get(node.row.unit_id)
        parent = self.shown.units.get(now.row.parent_id) if now and now.row.parent_id else None
        where = (parent.row.short_name or parent.row.name) if parent else ""
        detail = _("passe à %(unit)s") % {"unit": where} if where else _("fermée")
        return ChartBox(node.row.unit_id, node.row.short_name or node.row.name, detail, "left")

    def state(self, node: Node) -> str:
        """The state of a unit of the shown day."""
        unit_id = node.row.unit_id
        old = self.before.units.get(unit_id) if self.before else None
        if self.before and old is None:
            return "created"
        if old and old.row.parent_id != node.row.parent_id:
            return "arrived"
        post = self.shown.leading_post(unit_id)
        if post and post.is_vacant and not post.interims:
            return "vacant"
        if self.before and old and (self._said(self.before, old) != self._said(self.shown, node)):
            return "modified"
        return "unchanged"

    @staticmethod
    def _said(chart: Chart, node: Node) -> tuple[str, str, Decimal, str]:
        head = chart.head(node.row.unit_id)
        return (node.row.name, node.row.kind, chart.full_fte[node.row.unit_id], head.person_name if head else "")

    def detail(self, node: Node, state: str) -> str:
        """The second line: who leads a directorate, how many FTE a service has."""
        unit_id = node.row.unit_id
        total = self.shown.full_fte[unit_id]
        post, head = self.shown.leading_post(unit_id), self.shown.head(unit_id)
        if state == "vacant" and post:
            return _("%(post)s à pourvoir") % {"post": lowered(post.row.title)}
        name = head.person_name if head else ""
        if head and head.kind == "interim":
            name = _("%(name)s, par intérim") % {"name": name}
        if node.depth == 0 or node.row.kind in HEADS:
            return name
        parts = [name if node.depth == 1 else "", fte(total) if total else "", self._difference(unit_id, total)]
        return ", ".join(filter(None, parts))

    def _difference(self, unit_id: int, total: Decimal) -> str:
        was = self.before.full_fte.get(unit_id, total) if self.before else total
        return signed(total - was) if was != total else ""


def boxes(shown: Chart, before: Chart | None = None) -> tuple[ChartBox, ...]:
    """The boxes of the day shown, marked with what changed since the other day."""
    drawer = _Drawer(shown, before)
    return tuple(drawer.box(root) for root in shown.tree.roots)
