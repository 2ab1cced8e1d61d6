"""The page of an event, and what is done from it: answer, invite, take off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.scheduling.enums import Answer, EventKind, PartRole
from interco.scheduling.forms.guests import guests_of, known_people
from interco.scheduling.models import Participant
from interco.scheduling.queries.event_links import links_of_event
from interco.scheduling.queries.event_page import event_page
from interco.scheduling.queries.origins import origins_of_event
from interco.scheduling.services.guests import answer_invitation, expect_guest, invite, uninvite
from interco.scheduling.views.requests import day_asked, event_of


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One event, at one of its days."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    page = event_page(event, actor, day_asked(request.GET.get("jour", "")))
    context = {
        "page": page, "event": event, "kind": EventKind(event.kind).label, "answers": ANSWERS,
        "origins": origins_of_event(event, actor), "links": links_of_event(event, page.day.day, actor),
        "people": known_people(actor) if page.is_mine and not page.is_cancelled else [],
    }  # fmt: skip
    return render(request, "scheduling/event.html", context)


ANSWERS = ((Answer.ACCEPTED, "check"), (Answer.TENTATIVE, "minus"), (Answer.DECLINED, "x"))


def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer an invitation, mine or that of somebody whose agenda I keep."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    guests = event.participants.select_related("event", "person")
    asked = request.POST.get("guest", "")
    row = (
        get_object_or_404(guests, public_id=asked)
        if asked
        else get_object_or_404(guests, person_id=actor.person_id or 0)
    )
    given = request.POST.get("answer", "")
    if given not in Answer.values:
        raise Invalid(_("Choisissez une réponse."), field="answer")
    answer_invitation(row, answer=Answer(given), comment=request.POST.get("comment", ""), by=actor)
    messages.success(request, _("%(name)s : %(answer)s.") % {"name": row.name, "answer": Answer(given).label})
    return redirect(_back(request, key))


def _back(request: HttpRequest, key: str) -> str:
    return "to_do" if request.POST.get("next") == "/" else f"/agenda/evenements/{key}"


def add_guests(request: HttpRequest, key: str) -> HttpResponse:
    """Invite more people, by name or by address."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    event = event_of(request, key)
    rows = invite(event, guests_of(request.POST.getlist("guest"), actor), by=actor)
    messages.success(request, _("Invités : %s.") % ", ".join(row.name for row in rows) if rows else _("Déjà invités."))
    return redirect("event", key=key)


def expect(request: HttpRequest, key: str, guest: str) -> HttpResponse:
    """Say that a guest is expected, or optional."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row: Participant = get_object_or_404(event_of(request, key).participants.select_related("event"), public_id=guest)
    given = request.POST.get("role", "")
    if given not in PartRole.values:
        raise Invalid(_("Choisissez une des réponses proposées."), field="role")
    expect_guest(row, role=PartRole(given), by=actor)
    messages.success(request, _("%(name)s : %(role)s.") % {"name": row.name, "role": row.get_role_display()})
    return redirect("event", key=key)


def remove_guest(request: HttpRequest, key: str, guest: str) -> HttpResponse:
    """Take somebody off an event; they receive the cancellation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row: Participant = get_object_or_404(event_of(request, key).participants.select_related("event"), public_id=guest)
    uninvite(row, by=actor)
    messages.success(request, _("%s n’est plus invité et en est averti.") % row.name)
    return redirect("event", key=key)
