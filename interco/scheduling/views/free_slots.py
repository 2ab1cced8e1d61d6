"""« Trouver un créneau »: who, how long, between which days; the best slots with their reason; one click plans the event.

The search is a POST that writes nothing: what one types (names, the object of a private meeting) stays out of addresses.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.forms.free_slots import SlotForm, TypedPeople, search_of, slot_chosen
from interco.scheduling.forms.guests import known_people
from interco.scheduling.queries.free_slots import FoundSlots, find_slots
from interco.scheduling.services.events import plan_event


def search(request: HttpRequest) -> HttpResponse:
    """The page, and the slots once people are told."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = SlotForm(request.POST, actor)
    people = TypedPeople.of(request.POST)
    if request.method != "POST":
        return _page(request, form, people)
    try:
        guests = people.guests(actor)
    except Invalid as refusal:
        return _page(request, form, people, fault=refusal.sentence, status=422)
    if not form.is_valid():
        return _page(request, form, people, status=422)
    return _page(request, form, people, found=find_slots(search_of(form, guests), actor))


def keep(request: HttpRequest) -> HttpResponse:
    """Plan the event at the slot chosen: its guests are invited, its room is booked."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = SlotForm(request.POST, actor)
    people = TypedPeople.of(request.POST)
    if not form.is_valid():
        return _page(request, form, people, status=422)
    try:
        guests = people.guests(actor)
        starts_at, room = slot_chosen(request.POST.get("choice", ""))
        zone = territory_zone()
        content = form.content(starts_at.astimezone(zone), zone.key)
        event = plan_event(
            content, owner=form.host, guests=guests, resources=[*([room] if room else []), *form.equipment], by=actor
        )
    except Invalid as refusal:
        return _page(request, form, people, fault=refusal.sentence, status=422)
    messages.success(request, _("%s : prévu, les invités sont avertis.") % event.title)
    return redirect("event", key=event.public_id)


def _page(
    request: HttpRequest, form: SlotForm, people: TypedPeople, *, found: FoundSlots | None = None, fault: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "form": form, "people": people, "names": known_people(actor), "found": found, "fault": fault,
        "zone": territory_zone(),
    }  # fmt: skip
    return render(request, "scheduling/free_slots.html", context, status=status)
