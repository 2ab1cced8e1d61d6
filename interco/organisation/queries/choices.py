"""Choices for forms: the units of a day in the order of the tree, indented."""

from collections.abc import Iterable
from datetime import date

from interco.organisation.models import Unit, UnitVersion
from interco.organisation.rules.rows import UnitVersionRow
from interco.organisation.rules.tree import tree_on

_COLUMNS = ("unit_id", "name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on")


def unit_choices(units: Iterable[Unit], day: date) -> list[tuple[str, str]]:
    """Address and indented name of each unit that exists on a day; two queries."""
    keys = {unit.pk: unit.public_id for unit in units}
    rows = UnitVersion.objects.effective_on(day).filter(unit__in=keys).values_list(*_COLUMNS)
    tree = tree_on([UnitVersionRow(*row) for row in rows], day)
    return [(keys[node.row.unit_id], "\u2003" * node.depth + node.row.name) for node in tree.walk()]
