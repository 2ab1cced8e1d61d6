"""The agenda: week, month, list; its layers; what leaves it as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interco.foundation.core.actor import Actor
from interco.foundation.documents.services.table_writing import FORMATS, write_table
from interco.scheduling.queries.access import is_of_the_house
from interco.scheduling.queries.choices import colleague_choices
from interco.scheduling.queries.layers import CLOSED, Layer, bounds, closed_between, layers_of, opened_agenda, shown
from interco.scheduling.queries.outside_busy import LINKED, old_readings
from interco.scheduling.queries.sources import Entry
from interco.scheduling.queries.words import weekday_names
from interco.scheduling.rules.grid import week
from interco.scheduling.services.agenda_export import agenda_calendar, agenda_table
from interco.scheduling.views.requests import day_asked

VIEWS = ("semaine", "mois", "liste")
LIST_DAYS = 28
LONGEST_EXPORT = 366


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request asks to see."""

    view: str
    day: date
    first: date
    last: date
    before: date
    after: date
    layers: Sequence[Layer]
    entries: Sequence[Entry]
    closed: dict[date, str]


def index(request: HttpRequest) -> HttpResponse:
    """The agenda at a day, in one of its three views."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = _asked(request, actor)
    days = [asked.first + timedelta(days=away) for away in range((asked.last - asked.first).days + 1)]
    tones = {layer.key: layer.tone for layer in asked.layers}
    by_day = [(day, _on(asked.entries, day, actor)) for day in days]
    context = {
        "asked": asked, "days": by_day, "tones": tones, "today": actor.today, "may_plan": _may_plan(actor),
        "grid": week(asked.entries, days, actor.zone) if asked.view == "semaine" else None,
        "weeks": [by_day[start : start + 7] for start in range(0, len(by_day), 7)] if asked.view == "mois" else [],
        "colleagues": colleague_choices(actor), "colleague": request.GET.get("qui", ""), "zone": actor.zone,
        "names": weekday_names(), "old": old_readings(_read_elsewhere(asked.layers), actor.at),
        "now_hour": _hour_now(actor) if asked.first <= actor.today <= asked.last else None,
    }  # fmt: skip
    return render(request, "scheduling/agenda.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """What is shown, or from a day to another, as a table or as a calendar."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if form not in {*FORMATS, "ics"}:
        raise Http404
    asked = _asked(request, actor)
    name = f"agenda-{asked.first.isoformat()}-{asked.last.isoformat()}"
    if form == "ics":
        content = agenda_calendar(asked.entries, zone=actor.zone, at=actor.at)
        return _attached(content, "text/calendar; charset=utf-8", f"{name}.ics")
    written = write_table(agenda_table(asked.entries, zone=actor.zone), form=form, name=name, at=actor.at)
    return _attached(written.content, written.media_type, written.name)


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _asked(request: HttpRequest, actor: Actor) -> Shown:
    wanted = request.GET.get("vue", "")
    view = wanted if wanted in VIEWS else "semaine"
    day = day_asked(request.GET.get("jour", "")) or actor.today
    first, last, before, after = _range(view, day)
    from_day, to_day = day_asked(request.GET.get("du", "")), day_asked(request.GET.get("au", ""))
    if from_day and to_day and from_day <= to_day:
        first, last = from_day, min(to_day, from_day + timedelta(days=LONGEST_EXPORT))
    chosen = request.GET.getlist("c") if "filtre" in request.GET else None
    layers = layers_of(actor, chosen, opened_agenda(actor, request.GET.get("qui", "")))
    closed = closed_between(first, last) if any(layer.is_on for layer in layers if layer.key == CLOSED) else {}
    entries = shown(actor, layers, *bounds(first, last, actor))
    return Shown(view, day, first, last, before, after, layers, entries, closed)


def _range(view: str, day: date) -> tuple[date, date, date, date]:
    """The first and last day shown, and the days to go to before and after."""
    monday = day - timedelta(days=day.weekday())
    if view == "semaine":
        return monday, monday + timedelta(days=6), day - timedelta(days=7), day + timedelta(days=7)
    if view == "liste":
        return (
            day,
            day + timedelta(days=LIST_DAYS - 1),
            day - timedelta(days=LIST_DAYS),
            day + timedelta(days=LIST_DAYS),
        )
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = following - timedelta(days=1)
    start = first - timedelta(days=first.weekday())
    return start, last + timedelta(days=6 - last.weekday()), (first - timedelta(days=1)).replace(day=1), following


def _on(entries: Sequence[Entry], day: date, actor: Actor) -> list[Entry]:
    start, end = bounds(day, day, actor)
    return [entry for entry in entries if entry.starts_at < end and entry.ends_at > start]


def _may_plan(actor: Actor) -> bool:
    return actor.person_id is not None and is_of_the_house(actor)


def _read_elsewhere(layers: Sequence[Layer]) -> list[int]:
    """The people drawn with what is taken elsewhere."""
    if not any(layer.key == LINKED and layer.is_on for layer in layers):
        return []
    return [layer.person_id for layer in layers if layer.person_id and layer.is_on]


def _hour_now(actor: Actor) -> float:
    local = actor.at.astimezone(actor.zone)
    return local.hour + local.minute / 60
