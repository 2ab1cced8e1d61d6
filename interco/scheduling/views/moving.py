"""An event moved in the drawing of a week, at once: JSON for the script that draws. Without it the form stays.

`shift` and `longer` are minutes; `jour` names the day, `version` what the drawing showed. What asks to be told first
(guests who would receive an update, a series) comes back as a question; the same request with its answer moves.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.foundation.ui.filters import typo_text
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.policies.events import check_can_change
from interco.scheduling.queries.conflicts import Conflict as InTheWay
from interco.scheduling.queries.preview import preview
from interco.scheduling.queries.words import conflict_words, span_words
from interco.scheduling.rules.events import EventContent
from interco.scheduling.rules.recurrence import end_of, instant_of
from interco.scheduling.services.moving import Move, Place, can_be_undone, content_moved, move_event, place_of
from interco.scheduling.views.requests import day_asked, event_of

_SCOPES = {"": False, "day": False, "all": True}
_MOST = 31 * 1440


def move(request: HttpRequest, key: str) -> JsonResponse:
    """Move, or ask first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    check_can_change(actor, event)
    day = get_object_or_404(event.occurrences, day=day_asked(request.POST.get("jour", "")))
    day.event = event
    scope = request.POST.get("scope", "")
    asked = Move(
        shift=_minutes(request, "shift"), longer=_minutes(request, "longer"), whole=_SCOPES.get(scope, False)
    )  # fmt: skip
    guests = event.participants.count()
    if not request.POST.get("sure") and (guests or (event.rule and not scope)):
        return JsonResponse({"question": _question(event, day, asked, guests, actor)})
    found = _in_the_way(event, day, asked, actor)
    undone = can_be_undone(day, asked)
    try:
        moved = move_event(day, asked, version=version_read(request), by=actor)
    except Conflict:
        sentence = _(
            "Cet événement a changé entre-temps : il est montré où il se trouve maintenant. Rien n’a été déplacé."
        )
        raise Conflict(sentence) from None
    event.refresh_from_db(fields=["version"])
    back = {
        "jour": moved.day.isoformat(), "shift": -asked.shift, "longer": -asked.longer, "version": event.version,
        "scope": scope or "day", "sure": "1",
    }  # fmt: skip
    sentence = _("« %(title)s » : %(when)s.") % {
        "title": moved.title or event.title, "when": span_words(moved.starts_at, moved.ends_at, actor.zone, is_whole_day=False),
    }  # fmt: skip
    if guests:
        sentence += " " + _("Les invités sont avertis.")
    return JsonResponse({
        "sentence": typo_text(sentence), "conflicts": conflict_words(found, actor.zone), "undo": back if undone else None,
        "day": moved.day.isoformat(),
    })  # fmt: skip


def _question(event: Event, day: Occurrence, asked: Move, guests: int, actor: Actor) -> dict[str, Any]:
    place = place_of(day, asked, by=actor)
    told = []
    if guests:
        told.append(
            ngettext(
                "%(num)s invité recevra la mise à jour.", "%(num)s invités recevront la mise à jour.", guests
            ) % {"num": guests}
        )  # fmt: skip
    if event.rule:
        told.append(_("Cet événement se répète : que faut-il déplacer ?"))
        choices = [{"label": _("Cette fois"), "scope": "day"}, {"label": _("Toute la série"), "scope": "all"}]
    else:
        choices = [{"label": _("Déplacer et prévenir"), "scope": "day"}]
    return {
        "title": typo_text(_("Déplacer « %s » ?") % (day.title or event.title)),
        "when": _("Nouveau moment : %s.") % _when(event, place, actor),
        "told": told, "conflicts": conflict_words(_in_the_way(event, day, asked, actor), actor.zone), "choices": choices,
        "leave": _("Ne pas déplacer"),
    }  # fmt: skip


def _when(event: Event, place: Place, actor: Actor) -> str:
    starts_at = instant_of(place.day, place.at, ZoneInfo(event.zone))
    return span_words(starts_at, end_of(starts_at, place.minutes), actor.zone, is_whole_day=False)


def _in_the_way(event: Event, day: Occurrence, asked: Move, actor: Actor) -> list[InTheWay]:
    """What the event runs into where it goes, its own series aside."""
    place = place_of(day, asked, by=actor)
    content = EventContent(
        title=event.title, first_on=place.day, at=place.at, minutes=place.minutes, zone=event.zone
    )  # fmt: skip
    if asked.whole and event.rule:
        content = content_moved(day, place)
    people = {event.owner_id, *event.participants.exclude(person=None).values_list("person_id", flat=True)}
    rooms = event.resources.values_list("pk", flat=True)
    return list(preview(content, people=people, resources=set(rooms), at=actor.at, but=event.pk).conflicts)


def _minutes(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "0")
    if not text.removeprefix("-").isdecimal() or abs(int(text[:9])) > _MOST:
        raise Invalid(_("Ce déplacement ne se comprend pas."), field=name)
    return int(text)
