"""The org chart as of any day: tree and list of the same data, two days compared, SVG."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Collectivity, Unit
from interco.organisation.policies import units
from interco.organisation.policies.organisation import may_write
from interco.organisation.queries.charts import boxes_of, change_dates, charts_of
from interco.organisation.rules.chart import Chart
from interco.organisation.rules.chart_diff import ChangeKind, ChartDiff, compare
from interco.organisation.rules.chart_pages import on_screen
from interco.organisation.rules.chart_svg import draw
from interco.organisation.views.change_words import sentences, state_words

STATE_OF_CHANGE = {
    ChangeKind.UNIT_OPENED: "created", ChangeKind.UNIT_MOVED: "arrived", ChangeKind.UNIT_RENAMED: "modified",
    ChangeKind.UNIT_KIND: "modified", ChangeKind.UNIT_STRENGTH: "modified",
}  # fmt: skip


def day_of(request: HttpRequest, name: str, default: date | None) -> date | None:
    """A day of the address, or its default; `Invalid` when it does not read."""
    given = request.GET.get(name, "")
    if not given:
        return default
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise Invalid(_("« %s » n’est pas une date : écrivez-la sous la forme 2027-01-31.") % given[:40]) from None
    if not 1900 <= found.year <= 2200:
        raise Invalid(_("Donnez une date entre 1900 et 2200."))
    return found


def home_of(actor: Actor) -> Collectivity:
    """The EPCI, when the actor reads its organisation."""
    found = Collectivity.objects.filter(is_home=True, units__in=units.visible_to(actor)).first()
    if found is None:
        raise Http404
    return found


def states_of(diff: ChartDiff | None) -> dict[int, str]:
    """The state each unit is drawn in."""
    states: dict[int, str] = {}
    for change in diff.changes if diff else ():
        state = STATE_OF_CHANGE.get(change.kind)
        if state and change.unit_id is not None:
            states.setdefault(change.unit_id, state)
    return states


def details_of(chart: Chart) -> dict[int, str]:
    """The second line of each box: who leads, and the full-time equivalents."""
    found = {}
    for unit_id in chart.units:
        head, fte = chart.head(unit_id), chart.full_fte[unit_id]
        figures = _("%s ETP") % f"{fte.normalize():f}".replace(".", ",") if fte else ""
        leading = chart.leading_post(unit_id)
        who = head.person_name if head else (_("poste à pourvoir") if leading else "")
        found[unit_id] = ", ".join(part for part in (who, figures) if part)
    return found


def drawing(chart: Chart, diff: ChartDiff | None, *, standalone: bool, linked: bool) -> str:
    """The chart as SVG."""
    keys = dict(Unit.objects.filter(pk__in=chart.units).values_list("pk", "public_id")) if linked else {}
    query = f"?au={chart.day.isoformat()}"
    page = on_screen(boxes_of(chart, states_of(diff), details_of(chart)))
    return draw(
        page, title=_("Organigramme"), state_words=state_words(), standalone=standalone,
        address_of=(lambda unit_id: reverse("unit", args=[keys[unit_id]]) + query) if linked else None,
    )  # fmt: skip


def chart(request: HttpRequest) -> HttpResponse:
    """The page: `?au=` the day shown, `?compare=` the other day, `?vue=liste` the list."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    home = home_of(actor)
    day, other = day_of(request, "au", actor.today), day_of(request, "compare", None)
    assert day is not None  # noqa: S101 - it has a default
    shown, *before = charts_of(home.pk, day, *([other] if other else []))
    diff = compare(before[0], shown) if before else None
    dates = change_dates(home.pk)
    start = min(day, actor.today, other or day) - relativedelta(months=6)
    end = max(day, actor.today, other or day) + relativedelta(months=12)
    as_list = request.GET.get("vue") == "liste"
    context = {
        "chart": shown, "diff": diff, "day": day, "other": other, "today": actor.today, "as_list": as_list,
        "totals": shown.totals(), "changes": sentences(diff) if diff else [], "writes": may_write(actor),
        "svg": SafeString(drawing(shown, diff, standalone=False, linked=True)) if not as_list else "",
        "unit_keys": dict(Unit.objects.filter(pk__in=shown.units).values_list("pk", "public_id")),
        "start": start, "end": end, "change_days": [(each, each.isoformat()) for each in dates if start <= each <= end],
        "next_change": next((each for each in dates if each > day), None),
        "previous_change": next((each for each in reversed(dates) if each < day), None),
        "tomorrow": day + timedelta(days=1), "yesterday": day - timedelta(days=1), "details": details_of(shown),
    }  # fmt: skip
    return render(request, "organisation/chart.html", context)


def svg(request: HttpRequest) -> HttpResponse:
    """The drawing alone, with its own style, as a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    home = home_of(actor)
    day, other = day_of(request, "au", actor.today), day_of(request, "compare", None)
    assert day is not None  # noqa: S101 - it has a default
    shown, *before = charts_of(home.pk, day, *([other] if other else []))
    text = drawing(shown, compare(before[0], shown) if before else None, standalone=True, linked=False)
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="organigramme-{day.isoformat()}.svg"'
    return response
