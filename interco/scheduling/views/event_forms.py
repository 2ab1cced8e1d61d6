"""Writing an event: from a sentence, from a place in the drawing, or field by field. What was understood and what is in
the way are shown before anything is saved."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.forms.events import EventForm, hours_of, zone_choices
from interco.scheduling.forms.guests import guests_of, known_people, recognised
from interco.scheduling.forms.repeats import choice_of
from interco.scheduling.models import Event, Occurrence, Resource
from interco.scheduling.policies.events import check_can_change, check_can_plan
from interco.scheduling.queries.choices import named_people, named_resources, owner_choices, resource_choices
from interco.scheduling.queries.preview import Preview, preview
from interco.scheduling.rules.events import DayContent, EventContent, GuestAsked
from interco.scheduling.rules.phrase import understand
from interco.scheduling.services.days import move_day
from interco.scheduling.services.events import change_event, change_following, plan_event
from interco.scheduling.views.requests import day_asked, event_of

SCOPES = ("day", "following", "all")
GUEST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a valid form asks for."""

    content: EventContent
    owner: Person
    guests: list[GuestAsked]
    resources: list[Resource]


def add(request: HttpRequest) -> HttpResponse:
    """A new event; its form starts from `phrase`, or from a day, an hour and a length."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    check_can_plan(actor, actor.person_id or 0)
    if request.method == "POST":
        form = _form(request.POST, actor)
        found, seen = _read(form, request, actor, but=None)
        if found is not None and seen:
            try:
                event = plan_event(
                    found.content, owner=found.owner, guests=found.guests, resources=found.resources, by=actor
                )
            except Invalid as error:
                form.tell(error)
            else:
                messages.success(request, _planned_words(found))
                return redirect("event", key=event.public_id)
        typed = request.POST.getlist("guest")
    else:
        initial, typed = _started(request, actor)
        form = _form(None, actor, initial=initial)
    return _page(request, form, typed, "scheduling/event_form.html", but=None)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change an event: one of its days, that day and those after, or the whole."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    check_can_change(actor, event)
    day = _day(event, day_asked(request.GET.get("jour", "") or request.POST.get("jour", "")))
    scope = request.POST.get("scope", "day" if event.rule else "all")
    kept = [*event.resources.values_list("pk", flat=True)]
    if request.method == "POST":
        form = _form(request.POST, actor, kept=kept, kept_rule=event.rule)
        found, seen = _read(form, request, actor, but=event.pk)
        if found is not None and seen:
            try:
                changed = _save(event, day, scope, found, version_read(request), actor)
            except (Invalid, Conflict) as error:
                form.tell(error)
            else:
                messages.success(request, _("Enregistré ; les invités sont avertis."))
                return redirect(
                    f"/agenda/evenements/{changed.public_id}?jour={_landing(day, scope, found).isoformat()}"
                )
    else:
        form = _form(None, actor, initial=_as_it_is(event, day, request), kept=kept, kept_rule=event.rule)
    more = {"event": event, "day": day, "scope": scope if scope in SCOPES else "day", "is_series": bool(event.rule)}
    return _page(request, form, [], "scheduling/event_form.html", but=event, more=more)


def check(request: HttpRequest) -> JsonResponse:
    """What the form would give, as it stands: a part of its page that follows what is typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, request.GET["event"]) if request.GET.get("event") else None
    form = _form(_titled(request.GET), actor, kept_rule=event.rule if event else "")
    shown = _preview(form, request.GET.getlist("guest"), actor, event)
    context = {"preview": shown, "zone": actor.zone}
    return JsonResponse({"html": render_to_string("scheduling/event_preview.html", context, request)})


def _form(data: Any, actor: Actor, *, kept: list[int] | None = None, **kwargs: Any) -> EventForm:
    return EventForm(
        data,
        owners=owner_choices(actor),
        resources=resource_choices(kept or ()),
        zones=zone_choices(str(actor.zone)),
        **kwargs,
    )


def _started(request: HttpRequest, actor: Actor) -> tuple[dict[str, Any], list[str]]:
    """The fields a new event starts with, and its guests."""
    phrase = request.GET.get("phrase", "").strip()
    local = actor.at.astimezone(actor.zone)
    base: dict[str, Any] = {"zone": str(actor.zone), "owner": _own_key(request, actor)}
    if phrase:
        people = visible_people(actor).filter(pk__in=Person.objects.effective_on(actor.today).values("pk"))
        named = named_people(people.values_list("pk", "first_name", "last_name"))
        found = understand(phrase, today=actor.today, now=local.time(), rooms=named_resources(), people=named)
        names = {one.key: one.name for one in named}
        rooms = Resource.objects.filter(pk__in=found.rooms).values_list("public_id", flat=True)
        first = found.first_on or actor.today
        hours = hours_of(first, found.at, found.minutes) if found.first_on else {"first_on": None}
        rule = choice_of(found.rule, first)
        return {
            **base, **hours, "title": found.title, "kind": found.kind, "place": found.place, "resources": list(rooms),
            "repeat": rule if rule != "kept" else "weekly", "until_on": found.until_on,
        }, [names[key] for key in found.people]  # fmt: skip
    day = day_asked(request.GET.get("jour", "")) or actor.today
    at = _hour(request.GET.get("heure", "")) or time(min(local.hour + 1, 23))
    return {**base, **hours_of(day, at, _minutes(request.GET.get("minutes", "")) or 60)}, request.GET.getlist("guest")


def _own_key(request: HttpRequest, actor: Actor) -> str:
    choices = [key for key, _name in owner_choices(actor)]
    wanted = request.GET.get("agenda", "")
    return wanted if wanted in choices else next(iter(choices), "")


def _as_it_is(event: Event, day: Occurrence, request: HttpRequest) -> dict[str, Any]:
    """The event as it stands on that day, moved to where the drawing asks."""
    local = day.starts_at.astimezone(ZoneInfo(event.zone))
    minutes = event.minutes if event.at is None else round((day.ends_at - day.starts_at).total_seconds() / 60)
    at = None if event.at is None else _hour(request.GET.get("heure", "")) or local.time()
    first = day_asked(request.GET.get("vers", "")) or local.date()
    return {
        **hours_of(first, at, _minutes(request.GET.get("minutes", "")) or minutes),
        "title": day.title or event.title, "place": day.place or event.place, "kind": event.kind,
        "visibility": event.visibility, "zone": event.zone, "text": event.text, "until_on": event.until_on,
        "closed_rule": event.closed_rule, "repeat": choice_of(event.rule, event.first_on), "owner": event.owner.public_id,
        "resources": list(event.resources.values_list("public_id", flat=True)),
    }  # fmt: skip


def _read(form: EventForm, request: HttpRequest, actor: Actor, *, but: int | None) -> tuple[Asked | None, bool]:
    """What the form asks, and whether its author saw what is in the way; faults are told on the form."""
    if not form.is_valid():
        return None, False
    try:
        guests = guests_of(request.POST.getlist("guest"), actor)
    except Invalid as error:
        form.add_error(None, error.sentence)
        return None, False
    given = form.cleaned_data
    owner = Person.objects.filter(public_id=given["owner"] or _own_key(request, actor)).first()
    if owner is None:
        form.add_error("owner", _("Choisissez un agenda."))
        return None, False
    resources = list(Resource.objects.filter(public_id__in=given["resources"]))
    found = Asked(form.content(), owner, guests, resources)
    event = Event.objects.filter(pk=but).first() if but else None
    shown = _preview(form, request.POST.getlist("guest"), actor, event)
    if any(one.is_blocking for one in shown.conflicts):
        form.add_error("resources", _("Cette salle est déjà prise : choisissez une autre salle ou une autre heure."))
        return None, False
    return found, not shown.seen or request.POST.get("seen", "") == shown.seen


def _save(event: Event, day: Occurrence, scope: str, asked: Asked, version: int | None, actor: Actor) -> Event:
    content = asked.content
    if scope == "day" and event.rule:
        one = DayContent(
            day=content.first_on, at=content.at, minutes=content.minutes, title=content.title, place=content.place
        )
        return move_day(day, one, version=version, by=actor).event
    if scope == "following":
        return change_following(event, content, day=day.day, version=version, resources=asked.resources, by=actor)
    return change_event(event, _whole(event, day, content), version=version, resources=asked.resources, by=actor)


def _whole(event: Event, day: Occurrence, content: EventContent) -> EventContent:
    """The whole series keeps its first day: the day typed is that of the occurrence shown, moved by as much."""
    if not event.rule:
        return content
    shift = content.first_on - day.starts_at.astimezone(ZoneInfo(event.zone)).date()
    return replace(content, first_on=event.first_on + shift)


def _landing(day: Occurrence, scope: str, asked: Asked) -> date:
    return day.day if scope == "day" else asked.content.first_on


def _day(event: Event, asked: date | None) -> Occurrence:
    days = event.occurrences.order_by("starts_at")
    found = days.filter(day=asked).first() if asked else None
    return found or days.first() or Occurrence(event=event)


def _preview(form: EventForm, typed: list[str], actor: Actor, event: Event | None) -> Preview:
    """What the form would give; nothing while it is not whole."""
    if not form.is_bound or not form.is_valid():
        return Preview()
    guests, nobody = recognised(typed, actor)
    given = form.cleaned_data
    people = {one.person_id for one in guests if one.person_id} | set(
        Person.objects.filter(public_id=given["owner"]).values_list("pk", flat=True)
    )
    if event is not None:
        people |= {event.owner_id, *event.participants.exclude(person=None).values_list("person_id", flat=True)}
    resources = list(Resource.objects.filter(public_id__in=given["resources"]).values_list("pk", flat=True))
    shown = preview(form.content(), people=people, resources=resources, at=actor.at, but=event.pk if event else None)
    return replace(shown, nobody=nobody)


def _page(
    request: HttpRequest, form: EventForm, typed: list[str], template: str, *, but: Event | None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    actor: Actor = request.actor  # type: ignore[attr-defined]
    guests = [*filter(None, typed), *[""] * GUEST_FIELDS][: max(GUEST_FIELDS, len(typed) + 1)]
    shown = _preview(_again(form, actor), typed, actor, but)
    context = {
        "form": form, "guests": guests, "people": known_people(actor), "preview": shown, "zone": actor.zone,
        "phrase": request.GET.get("phrase", ""), "has_owners": len(owner_choices(actor)) > 1, "event": None, **(more or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.is_bound else 200)


def _again(form: EventForm, actor: Actor) -> EventForm:
    """The same form, sent as it stands and not refused yet, to show what it would give."""
    if form.is_bound:
        return _form(_titled(form.data), actor, kept_rule=form.kept_rule)
    values = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    return _form(
        {"title": "…", **values, "closed_rule": values.get("closed_rule", "")}, actor, kept_rule=form.kept_rule
    )


def _titled(data: Any) -> Any:
    """What is in the way is told before the event has its title."""
    if data.get("title"):
        return data
    named = data.copy()
    named["title"] = "…"
    return named


def _planned_words(found: Asked) -> str:
    if not found.guests:
        return _("« %s » est dans l’agenda.") % found.content.title
    return _("« %s » est dans l’agenda ; les invitations partent.") % found.content.title


def _hour(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour of the wall
    except ValueError:
        return None


def _minutes(text: str) -> int | None:
    return int(text) if text.isdecimal() and 5 <= int(text[:6]) <= 44_640 else None
