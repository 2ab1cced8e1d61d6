"""Requests: the list, asking, one request with its thread and its files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.committees.policies import actions as action_policy
from interco.committees.policies import decisions as decision_policy
from interco.committees.policies import items as item_policy
from interco.committees.queries.choices import units_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.organisation.models import Unit
from interco.scheduling.policies import events as event_policy
from interco.secretariat.enums import RequestKind
from interco.secretariat.forms.requests import RequestForm
from interco.secretariat.models import Request
from interco.secretariat.policies import notes as note_policy
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.desks import Desktop, desks_on
from interco.secretariat.queries.request_page import request_page
from interco.secretariat.queries.requests import STATES, VIEWS, RequestFilter, filters_of, lines, matching
from interco.secretariat.services.requests import RequestContent, ask, join_file
from interco.secretariat.views.request_offers import offers_of

PAGE_SIZE = 50
SHOWN = ("unit__collectivity", "author", "assignee", "merged_into", "desk_unit", "desk_post")


def request_of(request: HttpRequest, key: str) -> Request:
    """The request of the address that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(policy.visible_to(actor).select_related(*SHOWN), public_id=key)


def asked_of(request: HttpRequest) -> RequestFilter:
    """The filter of the address; what does not read is left aside."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    usual = "all" if policy.sees_all(actor) else "ours"
    view, state, kind = (request.GET.get(name, "") for name in ("vue", "etat", "nature"))
    return RequestFilter(
        view=view if view in VIEWS else usual, state=state if state in STATES else "open",
        words=request.GET.get("q", "")[:200], kind=kind if kind in RequestKind.values else "",
        desk=request.GET.get("guichet", "")[:40], asker=request.GET.get("demandeur", "")[:40],
    )  # fmt: skip


def index(request: HttpRequest) -> HttpResponse:
    """The list, one view at a time, the nearest date first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked, readable = asked_of(request), policy.visible_to(actor)
    found = matching(readable, asked, actor).select_related("author", "assignee")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    desks, askers = filters_of(readable, actor.today)
    context = {
        "page": page, "lines": lines(list(page.object_list), actor.today), "asked": asked, "desks": desks,
        "askers": askers, "kinds": RequestKind.choices, "may_ask": policy.may_ask(actor),
        "sees_all": policy.sees_all(actor),
    }  # fmt: skip
    return render(request, "secretariat/requests.html", context)


def write(request: HttpRequest) -> HttpResponse:
    """Five fields and a click; the desk, the date and the unit are guessed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    desks = desks_on(actor.today)
    kinds = policy.kinds_open_to(actor, desks)
    units = units_of(actor, everything=False)
    if not kinds or not units or actor.person_id is None:
        raise Refused(_("Pour demander, il faut tenir un poste dans un service à qui les demandes sont ouvertes."))
    form = RequestForm(
        request.POST or None, kinds=[(kind.value, str(kind.label)) for kind in kinds], units=units,
        initial={"unit": units[0][0], "kind": request.GET.get("nature", kinds[0])},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            row = _asked(request, form)
        except Invalid as error:
            form.tell(error)
        else:
            messages.success(request, _("Demande %s envoyée.") % row.reference)
            return redirect("request", key=row.public_id)
    context = {"form": form, "guessed": _guess_in_words([desks[kind] for kind in kinds])}
    return render(request, "secretariat/request_ask.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, form: RequestForm) -> Request:
    given = form.cleaned_data
    content = RequestContent(
        kind=given["kind"], title=given["title"], text=given["text"], due_on=given["due_on"]
    )  # fmt: skip
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("file")]
    unit = Unit.objects.get(public_id=given["unit"])
    return ask(content, unit=unit, files=files, by=request.actor)  # type: ignore[attr-defined]


def _guess_in_words(desks: list[Desktop]) -> str:
    """« Sans date : avis 10 jours ouvrés, signature 5 jours ouvrés… »."""
    told = [
        ngettext("%(kind)s %(num)s jour ouvré", "%(kind)s %(num)s jours ouvrés", desk.working_days)
        % {"kind": str(desk.kind.label).lower() if desk.kind != RequestKind.SUPPORT else _("appui"), "num": desk.working_days}
        for desk in desks
    ]  # fmt: skip
    return _("Sans date, nous la déduisons de la nature : %s.") % ", ".join(told)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One request: what it asks, where it is, its thread, and what its reader may do now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = request_of(request, key)
    page = request_page(
        row, actor.today, decisions=decision_policy.visible_to(actor), items=item_policy.visible_to(actor),
        actions=action_policy.visible_to(actor), events=event_policy.visible_to(actor), notes=note_policy.visible_to(actor),
    )  # fmt: skip
    (line,) = lines([row], actor.today)
    context = {
        "row": row,
        "page": page,
        "line": line,
        "offers": offers_of(row, actor),
        "needs_the_dgs": policy.needs_the_dgs(row, actor.today),
    }
    return render(request, "secretariat/request.html", context)


def join(request: HttpRequest, key: str) -> HttpResponse:
    """Join the file sent to the request."""
    row = request_of(request, key)
    policy.check_can_join(request.actor, row)  # type: ignore[attr-defined]
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choisissez un fichier."), field="file")
    kept = join_file(row, name=file.name or "", content=file.read(), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("« %s » est joint à la demande.") % kept.name)
    return redirect("request", key=key)


def download(request: HttpRequest, key: str) -> HttpResponse:
    """A file, to those who may read its request; never shown in the page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = get_object_or_404(policy.visible_files(actor).select_related("file"), public_id=key)
    try:
        content = content_of(kept.file.digest)
    except FileMissing as error:
        raise Invalid(_("Le contenu de ce fichier est introuvable : prévenez l’administrateur.")) from error
    return as_file(content, media_type=kept.file.media_type, name=kept.name)
