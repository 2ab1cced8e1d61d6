"""The agenda of a session: the page on which it is built, and its gestures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from interco.committees.enums import ItemKind, MeetingState
from interco.committees.models import Item, Meeting
from interco.committees.policies import items as item_policy
from interco.committees.policies.meetings import check_can_prepare
from interco.committees.queries.agenda import agenda_screen
from interco.committees.rules.agenda_budget import Section
from interco.committees.services.agenda import (
    Place,
    arrange,
    arrangement,
    move_item,
    place_item,
    remove_item,
    reorder_agenda,
    set_duration,
    set_opening,
)
from interco.committees.views.follow_ups import follow_up_for
from interco.committees.views.meetings import meeting_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid

UNDO_SECONDS = 15
STEP = 5
LONGEST_RANK = 4
OPENING_STEPS = {"more": STEP, "less": -STEP}
SECTION_NAMES: dict[str, Callable[[], str]] = {
    Section.FOLLOW_UP: lambda: _("Suivi"),
    Section.DECISIONS: lambda: _("Décisions"),
    Section.OPINIONS: lambda: _("Avis et informations"),
}


def show(request: HttpRequest, key: str) -> HttpResponse:
    """What waits at left, the session line by line at right; `?point=` opens the acts of one line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    screen = agenda_screen(meeting)
    context = {
        "meeting": meeting, "screen": screen, "follow": follow_up_for(meeting, actor), "chosen": request.GET.get("point", ""),
        "kinds": dict(ItemKind.choices),
        "sections": {section: name() for section, name in SECTION_NAMES.items()},
        "is_convened": meeting.state == MeetingState.CONVENED,
        "may_convene": meeting.state in {MeetingState.PLANNED, MeetingState.CONVENED},
        "bar": screen.bar, "kind_marks": {kind: _kind_mark(kind, str(label)) for kind, label in ItemKind.choices},
    }  # fmt: skip
    return render(request, "committees/agenda.html", context)


def _kind_mark(kind: str, label: str) -> Markup:
    """The kind of a line, emphasised when it ends by a decision: made once for all the lines."""
    emphasis = " deciding" if kind in {ItemKind.DECISION, ItemKind.VALIDATION} else ""
    return Markup('<span class="agenda-kind{}">{}</span>').format(emphasis, label)


def act(request: HttpRequest, key: str) -> HttpResponse:
    """One gesture on one line: `act=place:<point>[:<rank>]`, `remove:`, `up:`, `down:`, `more:`, `less:`; `opening:…`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    name, _colon, rest = request.POST.get("act", "").partition(":")
    item_key, _colon, rank = rest.partition(":")
    if name == "opening" and item_key in OPENING_STEPS:
        set_opening(meeting, minutes=max(meeting.follow_up_minutes + OPENING_STEPS[item_key], 0), by=actor)
        return redirect("agenda", key=meeting.public_id)
    gesture = GESTURES.get(name)
    if gesture is None:
        raise Invalid(_("Ce geste n’existe pas."))
    item = get_object_or_404(
        item_policy.visible_to(actor).filter(body_id=meeting.body_id).select_related("body", "meeting", "author"),
        public_id=item_key,
    )
    before = arrangement(meeting)
    said = _place(meeting, item, actor, _rank(rank)) if name == "place" else gesture(meeting, item, actor)
    _remember(request, meeting, before, said)
    chosen = f"?point={item.public_id}#point-{item.public_id}" if item.meeting_id == meeting.pk else ""
    return redirect(reverse("agenda", args=[meeting.public_id]) + chosen)


def order(request: HttpRequest, key: str) -> HttpResponse:
    """The whole order at once, as the drag leaves it: `order` repeated, one public identifier each."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    before = arrangement(meeting)
    reorder_agenda(meeting, order=request.POST.getlist("order"), by=actor)
    _remember(request, meeting, before, _("Ordre du jour réordonné."))
    return HttpResponse(status=204)


def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take the last gesture back, within seconds."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    kept = request.session.pop(f"agenda:{meeting.public_id}", None)
    if kept is None or actor.at.timestamp() - kept["at"] > UNDO_SECONDS:
        raise Conflict(_("Ce geste ne s’annule plus : dix secondes sont passées."))
    arrange(meeting, [Place(item, minutes) for item, minutes in kept["places"]], by=actor)
    messages.success(request, _("Geste annulé."))
    return redirect("agenda", key=meeting.public_id)


def _remember(request: HttpRequest, meeting: Meeting, before: tuple[Place, ...], said: str) -> None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    request.session[f"agenda:{meeting.public_id}"] = {
        "at": actor.at.timestamp(), "places": [[place.item, place.minutes] for place in before]
    }  # fmt: skip
    messages.success(request, said, extra_tags=f"undo:{reverse('agenda_undo', args=[meeting.public_id])}")


def _rank(typed: str) -> int | None:
    """The place on the agenda where a drag ended, if any; beyond the end it is the end."""
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > LONGEST_RANK:
        raise Invalid(_("Ce rang n’existe pas."))
    return int(typed)


def _place(meeting: Meeting, item: Item, by: Actor, position: int | None = None) -> str:
    place_item(item, meeting=meeting, by=by, position=position)
    return _("« %s » est inscrit à l’ordre du jour.") % item.title


def _remove(_meeting: Meeting, item: Item, by: Actor) -> str:
    remove_item(item, by=by)
    return _("« %s » est retiré de l’ordre du jour.") % item.title


def _shift(places: int) -> Callable[[Meeting, Item, Actor], str]:
    def gesture(_meeting: Meeting, item: Item, by: Actor) -> str:
        move_item(item, to_position=(item.position or 0) + places, by=by)
        return _("« %(title)s » passe au rang %(rank)s.") % {"title": item.title, "rank": item.position}

    return gesture


def _stretch(minutes: int) -> Callable[[Meeting, Item, Actor], str]:
    def gesture(_meeting: Meeting, item: Item, by: Actor) -> str:
        set_duration(item, minutes=item.duration_minutes + minutes, by=by)
        return _("« %(title)s » : %(minutes)s min.") % {"title": item.title, "minutes": item.duration_minutes}

    return gesture


GESTURES: dict[str, Callable[[Meeting, Item, Actor], str]] = {
    "place": _place, "remove": _remove, "up": _shift(-1), "down": _shift(1), "more": _stretch(STEP),
    "less": _stretch(-STEP),
}  # fmt: skip
