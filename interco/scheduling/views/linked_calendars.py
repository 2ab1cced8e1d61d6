"""« Calendriers reliés »: the calendars elsewhere that my agenda, or one I keep, is published to and read from.

Forms that carry a password have no submission key: they speak to a server, and nothing is locked meanwhile.
"""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person
from interco.scheduling.forms.linked_calendars import LinkChangeForm, LinkForm
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.policies.linked_calendars import visible_to
from interco.scheduling.queries.linked_calendars import agendas_of, page_of, with_figures
from interco.scheduling.services.linked_calendars import change_link, link_agenda, look_now, put_back, unlink

#: Tries of an address and a password on another server, for one account.
RATES = {"linked_calendar": "10/5m/user"}


@sensitive_post_parameters("password")
@sensitive_variables("form")
def index(request: HttpRequest) -> HttpResponse:
    """The calendars, and a new one once it answered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    agendas = agendas_of(actor)
    form = LinkForm(request.POST or None, agendas=agendas)
    if request.method == "POST" and form.is_valid() and _allowed(request, form):
        try:
            person = get_object_or_404(Person, public_id=form.cleaned_data["owner"])
            link = link_agenda(person, form.content(), by=actor)
        except Invalid as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("%s est relié : la première lecture se fait dans la minute.") % link.name)
            return redirect("linked_calendar", link.public_id)
    rows = with_figures(visible_to(actor))
    context = {"form": form, "links": rows, "has_agenda": bool(agendas), "person_id": actor.person_id}
    return render(request, "scheduling/linked_calendars.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@sensitive_variables("form")
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One calendar: how it stands; POST changes it once it answered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    link = _link(request, key)
    known = {name: getattr(link, name) for name in ("name", "user", "publishes", "reads")}
    form = LinkChangeForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _allowed(request, form):
        try:
            change_link(link, form.content(), version=version_read(request), by=actor)
        except Invalid as refusal:
            form.tell(refusal)
        else:
            messages.success(request, _("Enregistré."))
            return redirect("linked_calendar", key)
    context = {
        "form": form,
        "page": page_of(link, actor.at),
        "link": link,
        "is_mine": link.person_id == actor.person_id,
    }
    return render(request, "scheduling/linked_calendar.html", context, status=422 if form.is_bound else 200)


def look(request: HttpRequest, key: str) -> HttpResponse:
    """Have it looked at again now."""
    look_now(_link(request, key), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Le calendrier est repris dans la minute."))
    return redirect("linked_calendar", key)


def replace(request: HttpRequest, key: str) -> HttpResponse:
    """Write again there an event that was changed, removed or refused."""
    link = _link(request, key)
    given = request.POST.get("event", "")
    event = get_object_or_404(PublishedEvent, link=link, pk=int(given) if given.isdecimal() and len(given) < 18 else 0)
    put_back(link, event, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("%s est remis dans la minute, comme il est ici.") % event.title)
    return redirect("linked_calendar", key)


def end(request: HttpRequest, key: str) -> HttpResponse:
    """End the link; what was published is taken away, or left there."""
    link = _link(request, key)
    is_over = unlink(link, keeping=request.POST.get("keeping") == "1", by=request.actor)  # type: ignore[attr-defined]
    sentence = _("%s est délié.") if is_over else _("%s est délié : ce qui y était publié en est retiré.")
    messages.success(request, sentence % link.name)
    return redirect("linked_calendars")


def _link(request: HttpRequest, key: str) -> LinkedCalendar:
    rows = visible_to(request.actor).select_related("person")  # type: ignore[attr-defined]
    return get_object_or_404(rows, public_id=key)


def _allowed(request: HttpRequest, form: LinkForm | LinkChangeForm) -> bool:
    if ratelimit.consume(request, app="interco", action="linked_calendar", config=RATES, user=request.user):
        return True
    form.add_error(None, _("Trop d’essais. Réessayez dans quelques minutes."))
    return False
