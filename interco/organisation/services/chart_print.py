"""The org chart on paper: the vector drawing on as many sheets as needed, then the nested list, which says the same."""

from typing import Any

from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.documents.services.typesetting import CompiledDocument, compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.queries.chart_boxes import state_words
from interco.organisation.queries.chart_page import ChartPage
from interco.organisation.queries.figures import fte
from interco.organisation.rules.chart_layout import SHEETS
from interco.organisation.rules.chart_pages import on_sheets
from interco.organisation.rules.chart_svg import draw

__all__ = ["SHEETS", "print_chart"]


def print_chart(page: ChartPage, *, sheet: str, title: str, by: Actor) -> CompiledDocument:
    """The PDF of a chart on sheets of "a4" or "a3", dated of the actor's instant."""
    drawings = [
        draw(each, title=title, state_words=state_words(), standalone=True) for each in on_sheets(page.boxes, sheet)
    ]
    names = [f"sheet-{number}.svg" for number in range(1, len(drawings) + 1)]
    return compile_pdf(
        "organisation/chart",
        {
            "title": title,
            "paper": sheet,
            "language": language(),
            "sheets": names,
            "alternative": _("Dessin de l’organigramme ; la liste qui suit dit la même chose."),
            "list_title": _("La liste"),
            "made": _("Édité le %(day)s") % {"day": dates.day(by.today, language(), weekday=False).striptags()},
            "units": _outline(page),
            "changes_title": _("Ce qui change") if page.changes else "",
            "changes": [{"word": change.word, "text": change.text} for change in page.changes],
        },
        {name: drawing.encode() for name, drawing in zip(names, drawings, strict=True)},
        at=by.at,
    )


def _outline(page: ChartPage) -> list[dict[str, Any]]:
    rows = []
    for node in page.chart.tree.walk():
        unit_id = node.row.unit_id
        head = page.chart.head(unit_id)
        detail = [head.person_name if head else "", fte(page.chart.full_fte[unit_id])]
        rows.append({"depth": node.depth, "name": node.row.name, "detail": ", ".join(filter(None, detail))})
    return rows
