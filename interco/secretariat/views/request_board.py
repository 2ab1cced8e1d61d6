"""The follow-up of requests, its exports, and the desks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.foundation.documents.services.table_writing import FORMATS, write_table
from interco.secretariat.enums import RequestKind
from interco.secretariat.forms.requests import DeskForm
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.desks import desks_on, names_of
from interco.secretariat.queries.requests import board, destination, destinations, matching
from interco.secretariat.services.desks import DeskContent, set_desk
from interco.secretariat.services.request_export import requests_table
from interco.secretariat.views.requests import asked_of


def show(request: HttpRequest) -> HttpResponse:
    """By desk and by asker: how many are open, how many late, how old the oldest is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = board(policy.visible_to(actor), actor.today)
    return render(request, "secretariat/request_board.html", {"board": found})


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The requests of the list as filtered, whole: not only the page shown."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if form not in FORMATS:
        raise Http404
    rows = matching(policy.visible_to(actor), asked_of(request), actor).select_related("author", "assignee")
    name = f"demandes-{actor.today.isoformat()}"
    written = write_table(requests_table(rows, actor.today, zone=actor.zone), form=form, name=name, at=actor.at)
    return as_file(written.content, media_type=written.media_type, name=written.name)


def desks(request: HttpRequest) -> HttpResponse:
    """Who receives what; one desk is set at a time."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_can_set_desks(actor)
    places = destinations(actor.today)
    if request.method == "POST":
        form = DeskForm(request.POST, places=places)
        if not form.is_valid() or form.cleaned_data["kind"] not in RequestKind.values:
            raise Invalid(_("Choisissez un guichet et un délai en jours ouvrés."), field="to")
        given = form.cleaned_data
        to = destination(given["to"])
        assert to is not None  # noqa: S101 - one of the places offered
        kind = RequestKind(given["kind"])
        content = DeskContent(
            to=to, working_days=given["working_days"], is_open_to_communes=given["is_open_to_communes"]
        )
        set_desk(kind, content, by=actor, version=version_read(request))
        messages.success(request, _("Guichet enregistré : %s.") % kind.label)
        return redirect("request_desks")
    found = desks_on(actor.today)
    context = {"desks": list(found.values()), "places": places,
               "names": names_of(((one.unit_id, one.post_id) for one in found.values()), actor.today)}  # fmt: skip
    return render(request, "secretariat/request_desks.html", context)
