"""The org chart read from the database: three statements for a day, whatever the number of people."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from interco.organisation.models import Assignment, PostVersion, UnitVersion
from interco.organisation.rules.chart import Chart, chart_on
from interco.organisation.rules.chart_layout import ChartBox
from interco.organisation.rules.rows import AssignmentRow, PostRow, UnitVersionRow
from interco.organisation.rules.tree import Node


def _touching(first: date, last: date) -> Q:
    """Rows that hold on one of the days from `first` to `last`."""
    return Q(starts_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gt=first))


def chart_rows(
    collectivity_id: int, days: Iterable[date]
) -> tuple[list[UnitVersionRow], list[PostRow], list[AssignmentRow]]:
    """The dated rows of a collectivity that matter for these days."""
    wanted = sorted(days)
    during = _touching(wanted[0], wanted[-1])
    units = [
        UnitVersionRow(*row)
        for row in UnitVersion.objects.filter(during, unit__collectivity=collectivity_id).values_list(
            "unit_id", "name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on"
        )
    ]
    posts = [
        PostRow(*row)
        for row in PostVersion.objects.filter(during, unit__collectivity=collectivity_id).values_list(
            "post_id", "unit_id", "title", "function", "fte", "leads_unit", "starts_on", "ends_on"
        )
    ]
    full_name = Concat(F("person__first_name"), Value(" "), F("person__last_name"))
    held: QuerySet[Assignment] = Assignment.objects.filter(during, person__collectivity=collectivity_id)
    assignments = [
        AssignmentRow(*row)  # type: ignore[arg-type]  # the kind comes from the choices of the column
        for row in held.annotate(full_name=full_name).values_list(
            "id", "post_id", "person_id", "full_name", "quota", "kind", "starts_on", "ends_on"
        )
    ]
    return units, posts, assignments


def charts_of(collectivity_id: int, *days: date) -> list[Chart]:
    """The charts of a collectivity on these days, from one reading."""
    units, posts, assignments = chart_rows(collectivity_id, days)
    return [chart_on(units, posts, assignments, day) for day in days]


def change_dates(collectivity_id: int) -> list[date]:
    """The days on which a unit, a post or an assignment begins or ends, in order."""
    found: set[date] = set()
    versions = (
        UnitVersion.objects.filter(unit__collectivity=collectivity_id),
        PostVersion.objects.filter(unit__collectivity=collectivity_id),
        Assignment.objects.filter(person__collectivity=collectivity_id),
    )
    for rows in versions:
        for starts_on, ends_on in rows.values_list("starts_on", "ends_on").distinct():
            found |= {starts_on} | ({ends_on} if ends_on else set())
    return sorted(found)


def boxes_of(chart: Chart, states: Mapping[int, str], detail_of: Mapping[int, str]) -> tuple[ChartBox, ...]:
    """The chart as boxes to lay out; a unit without a told state is vacant when its leading post is."""

    def box(node: Node) -> ChartBox:
        unit_id = node.row.unit_id
        leading = chart.leading_post(unit_id)
        fallback = "vacant" if leading is not None and leading.is_vacant else "unchanged"
        return ChartBox(
            unit_id=unit_id, title=node.row.short_name or node.row.name, detail=detail_of.get(unit_id, ""),
            state=states.get(unit_id, fallback), is_deputy=node.row.kind == "dga",
            children=tuple(box(child) for child in node.children),
        )  # fmt: skip

    return tuple(box(node) for node in chart.tree.roots)
