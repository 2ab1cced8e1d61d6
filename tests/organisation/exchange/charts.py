"""Charts of the intercommunality, to compare two organisations day by day."""

from datetime import date

from interco.organisation.models import Person, Unit
from interco.organisation.queries.chart import rows_on
from interco.organisation.rules.chart import Chart


def chart_on(day: date) -> Chart:
    """The chart of the intercommunality on a day."""
    return rows_on(Unit.objects.filter(collectivity__is_home=True), {day}, Person.objects.all()).on(day)


def shape(chart: Chart) -> list[tuple[int, str, list[tuple[str, str, list[str]]]]]:
    """A chart without its keys: units in order, their posts, their holders."""
    return [
        (
            node.depth, node.row.name,
            sorted(
                (post.row.title, str(post.row.fte), sorted(holder.person_name for holder in post.holders))
                for post in chart.posts_by_unit.get(node.row.unit_id, ())
            ),
        )
        for node in chart.tree.walk()
    ]  # fmt: skip
