"""Polls of dates in the application: proposed, answered, reminded, settled, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.queries.standing import territory_zone
from interco.scheduling.enums import Choice
from interco.scheduling.forms.free_slots import TypedPeople
from interco.scheduling.forms.guests import known_people
from interco.scheduling.forms.polls import PollForm, choices_of, date_rows, dates_of
from interco.scheduling.models import Poll
from interco.scheduling.policies.polls import visible_to
from interco.scheduling.queries.polls import poll_page, with_figures
from interco.scheduling.services.polls import answer_poll, open_poll, remind_voters, settle_poll, withdraw_poll


def index(request: HttpRequest) -> HttpResponse:
    """The polls of one's agendas, and those one is asked."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = with_figures(visible_to(actor)).order_by("-created_at")[:100]
    return render(request, "scheduling/polls.html", {"polls": rows})


def propose(request: HttpRequest) -> HttpResponse:
    """The form, filled with what comes from the page of free slots; nothing is written."""
    return _form(request, PollForm(request.POST, request.actor))  # type: ignore[attr-defined]


def open_one(request: HttpRequest) -> HttpResponse:
    """Open the poll: each person asked is written to."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = PollForm(request.POST, actor)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        zone = territory_zone()
        content = form.content(dates_of(date_rows(request.POST, zone), zone))
        poll = open_poll(content, owner=form.host, voters=TypedPeople.of(request.POST).guests(actor), by=actor)
    except Invalid as refusal:
        return _form(request, form, fault=refusal.sentence, status=422)
    messages.success(request, _("Le sondage est ouvert, chacun reçoit la question."))
    return redirect("poll", key=poll.public_id)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The dates, what each says, and one's own answer."""
    return _page(request, _poll(request, key))


def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer for oneself."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    poll = _poll(request, key)
    voter = get_object_or_404(poll.voters.select_related("poll"), person_id=actor.person_id or 0)
    try:
        answer_poll(voter, choices_of(request.POST), comment=request.POST.get("comment", ""), by=actor)
    except Invalid as refusal:
        return _page(request, poll, fault=refusal.sentence, status=422)
    messages.success(request, _("Votre réponse est enregistrée. Vous pouvez la changer."))
    return redirect("poll", key=key)


def remind(request: HttpRequest, key: str) -> HttpResponse:
    """Write again to those who did not answer."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    count = remind_voters(_poll(request, key), by=actor)
    said = ngettext("%(num)s rappel part.", "%(num)s rappels partent.", count) % {"num": count}
    messages.success(request, said if count else _("Chacun a répondu, ou a déjà été relancé aujourd’hui."))
    return redirect("poll", key=key)


def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a date: the event is planned and everybody is invited."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    poll = _poll(request, key)
    chosen = get_object_or_404(poll.dates, public_id=request.POST.get("date", ""))
    try:
        event = settle_poll(poll, chosen, version=version_read(request), by=actor)
    except Invalid as refusal:
        return _page(request, _poll(request, key), fault=refusal.sentence, status=422)
    messages.success(request, _("La date est retenue : l’événement est prévu, les invitations partent."))
    return redirect("event", key=event.public_id)


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Give up: those asked are told."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    withdraw_poll(_poll(request, key), version=version_read(request), by=actor)
    messages.success(request, _("Le sondage est retiré, chacun en est averti."))
    return redirect("poll", key=key)


def _poll(request: HttpRequest, key: str) -> Poll:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(visible_to(actor).select_related("owner", "event", "resource"), public_id=key)


def _page(request: HttpRequest, poll: Poll, *, fault: str = "", status: int = 200) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = choices_of(request.POST)
    context = {"page": poll_page(poll, actor), "poll": poll, "fault": fault, "choices": Choice.choices, "given": given}
    return render(request, "scheduling/poll.html", context, status=status)


def _form(request: HttpRequest, form: PollForm, *, fault: str = "", status: int = 200) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "form": form, "people": TypedPeople.of(request.POST), "names": known_people(actor), "fault": fault,
        "rows": date_rows(request.POST, territory_zone()), "is_tried": status != 200,
    }  # fmt: skip
    return render(request, "scheduling/poll_new.html", context, status=status)
