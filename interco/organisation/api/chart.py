"""The org chart of a day, read by the API."""

from typing import Any

from django.http import HttpRequest
from ninja import Query

from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.schemas import ChartPostShown, ChartShown, ChartUnitShown
from interco.organisation.enums import UnitKind
from interco.organisation.models import Post, PostVersion
from interco.organisation.policies import people as people_policy
from interco.organisation.policies import units as unit_policy
from interco.organisation.queries.chart import Rows, rows_on
from interco.organisation.rules.chart import Chart, ChartPost
from interco.organisation.rules.tree import Node

CHART = Operations("Organigramme")


@CHART.get(
    "organigramme", policy=reader, name="api_chart", answer=ChartShown, summary="Lire l’organigramme d’un jour",
    description="Les unités que votre compte voit, imbriquées, avec leurs postes et qui les tient ce jour-là.",
)  # fmt: skip
def read_chart(request: HttpRequest, asked: Query[DayAsked]) -> ChartShown:
    """The chart, in five queries whatever its size."""
    actor = acting(request)
    units, day = unit_policy.visible_to(actor), asked.on(actor)
    rows = rows_on(units, {day}, people_policy.visible_to(actor))
    chart = rows.on(day)
    inside = PostVersion.objects.effective_on(day).filter(unit__in=units.values("pk"))
    keys = dict(Post.objects.filter(pk__in=inside.values("post_id")).values_list("pk", "public_id"))
    totals = chart.totals()
    return ChartShown(
        day=day, fte=float(totals.fte), posts=totals.posts, vacant_posts=totals.vacant_posts, people=totals.people,
        units=[_unit(node, chart, rows, keys) for node in chart.tree.roots],
    )  # fmt: skip


def _unit(node: Node, chart: Chart, rows: Rows, keys: dict[int, str]) -> ChartUnitShown:
    unit_id, head = node.row.unit_id, chart.head(node.row.unit_id)
    return ChartUnitShown(
        key=rows.keys[unit_id], name=node.row.name, short_name=node.row.short_name, kind=UnitKind(node.row.kind),
        fte=float(chart.full_fte[unit_id]), head=head.person_name if head else "",
        posts=[ChartPostShown(key=keys[post.row.post_id], **_said(post)) for post in chart.posts_by_unit.get(unit_id, ())],
        children=[_unit(child, chart, rows, keys) for child in node.children],
    )  # fmt: skip


def _said(post: ChartPost) -> dict[str, Any]:
    return {
        "title": post.row.title, "fte": float(post.row.fte), "leads_unit": post.row.leads_unit,
        "is_vacant": post.is_vacant, "holders": [row.person_name for row in post.holders],
        "interims": [row.person_name for row in post.interims],
    }  # fmt: skip
