"""The org chart as of any day: tree, list, comparison, SVG and PDF."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from markupsafe import Markup

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Unit
from interco.organisation.policies import people
from interco.organisation.policies.organisation import may_write
from interco.organisation.policies.units import visible_to
from interco.organisation.queries.chart_boxes import state_words
from interco.organisation.queries.chart_page import ChartPage, chart_page
from interco.organisation.rules.chart_pages import on_screen
from interco.organisation.rules.chart_svg import draw
from interco.organisation.services.chart_print import SHEETS, print_chart
from interco.organisation.views.days import compared_day, shown_day


def _units(request: HttpRequest) -> QuerySet[Unit]:
    return visible_to(request.actor).filter(collectivity__is_home=True)  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> ChartPage:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day, compared = shown_day(request), compared_day(request)
    return chart_page(
        _units(request), people.visible_to(actor), day=day, compared=compared if compared != day else None,
        today=actor.today,
    )  # fmt: skip


def _addresses(page: ChartPage) -> Callable[[int], str]:
    pattern = reverse("unit", args=["KEY"])
    travel = f"?au={page.day.isoformat()}"
    return lambda unit_id: pattern.replace("KEY", page.rows.keys.get(unit_id, "")) + travel


def _title(day: date) -> str:
    return _("Organigramme au %(day)s") % {"day": dates.day(day, language(), weekday=False).striptags()}


def _is_phone(request: HttpRequest) -> bool:
    """Whether the browser says it is a phone's: the drawing is wider than any of them."""
    return request.headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in request.headers.get("User-Agent", "")


def show(request: HttpRequest) -> HttpResponse:
    """The page, as a tree or as a list: `?vue=liste|arbre`, else the list on a phone and the tree elsewhere."""
    page, is_phone = _page(request), _is_phone(request)
    as_list = request.GET.get("vue", "liste" if is_phone else "arbre") == "liste"
    drawing = ""
    if not as_list:
        drawing = draw(
            on_screen(page.boxes), title=_title(page.day), state_words=state_words(), address_of=_addresses(page)
        )
    context = {
        "page": page, "title": _title(page.day), "as_list": as_list, "is_phone": is_phone, "drawing": Markup(drawing),  # noqa: S704 - escaped by draw
        "words": state_words(), "writes": may_write(request.actor),  # type: ignore[attr-defined]
        "address_of": _addresses(page),
    }  # fmt: skip
    response = render(request, "organisation/chart.html", context)
    patch_vary_headers(response, ("User-Agent", "Sec-CH-UA-Mobile"))
    return response


def svg(request: HttpRequest) -> HttpResponse:
    """The drawing alone, to keep or to print."""
    page = _page(request)
    drawing = draw(on_screen(page.boxes), title=_title(page.day), state_words=state_words(), standalone=True)
    response = HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="organigramme-{page.day.isoformat()}.svg"'
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def pdf(request: HttpRequest) -> HttpResponse:
    """The drawing on sheets of A4 or A3, then the list."""
    sheet = request.GET.get("format", "a3")
    if sheet not in SHEETS:
        raise Invalid(_("Choisissez le format A4 ou A3."), field="format")
    page = _page(request)
    document = print_chart(page, sheet=sheet, title=_title(page.day), by=request.actor)  # type: ignore[attr-defined]
    response = HttpResponse(document.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="organigramme-{page.day.isoformat()}-{sheet}.pdf"'
    return response
