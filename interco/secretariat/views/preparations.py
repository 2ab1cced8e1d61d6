"""Preparations: the board, the sheet of one, on paper and as tables."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Invalid
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.foundation.documents.services.table_writing import FORMATS, Table, write_table
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.policies import events as event_policy
from interco.secretariat.enums import LIVE_PREPARATIONS, PREPARATION_TRANSITIONS
from interco.secretariat.models import Preparation
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparation_choices import charges
from interco.secretariat.queries.preparation_page import missing_from_model, preparation_page
from interco.secretariat.queries.preparations import VIEWS, PreparationFilter, lines, matching
from interco.secretariat.services.preparation_document import preparation_pdf
from interco.secretariat.services.preparation_export import checklist_table, preparations_table

PAGE_SIZE = 50


def preparation_of(request: HttpRequest, key: str) -> Preparation:
    """The preparation of the address that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(policy.visible_to(actor).select_related("event", "model"), public_id=key)


def asked_of(request: HttpRequest) -> PreparationFilter:
    """The filter of the address; what does not read is left aside."""
    view = request.GET.get("vue", "")
    return PreparationFilter(view=view if view in VIEWS else "all", words=request.GET.get("q", "")[:200])


def index(request: HttpRequest) -> HttpResponse:
    """The board: the soonest first, how far each is, what is late."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = asked_of(request)
    page = Paginator(matching(policy.visible_to(actor), asked, actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": lines(list(page.object_list), actor.today, visible_people(actor)), "asked": asked,
        "may_prepare": policy.begins_some(actor),
    }  # fmt: skip
    return render(request, "secretariat/preparations.html", context)


def export(request: HttpRequest, form: str) -> HttpResponse:
    """The board as filtered, whole: not only the page shown."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = list(matching(policy.visible_to(actor), asked_of(request), actor))
    table = preparations_table(lines(rows, actor.today, visible_people(actor)))
    return _table(request, table, form, f"preparations-{actor.today.isoformat()}")


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The sheet: the checklist by day, who does what, the documents, the review."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    runs, is_live = policy.runs(actor, row), row.state in LIVE_PREPARATIONS
    keeps = policy.keeps_models(actor)
    context = {
        "row": row, "page": preparation_page(row, actor, visible_people(actor)), "runs": runs, "is_live": is_live,
        "leads_to": PREPARATION_TRANSITIONS[row.state] if runs else frozenset(),
        "charges": charges(actor.today) if runs and is_live else [], "keeps_models": keeps,
        "to_take_up": missing_from_model(row) if keeps and not row.state_is_ahead else frozenset(),
        "reads_event": event_policy.visible_to(actor).filter(pk=row.event_id).exists(),
    }  # fmt: skip
    return render(request, "secretariat/preparation.html", context)


def checklist(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The checklist of one preparation as a table."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    page = preparation_page(row, actor, visible_people(actor))
    return _table(request, checklist_table(page.lines), form, f"etapes-{slugify(row.title)[:60] or 'preparation'}")


def _table(request: HttpRequest, table: Table, form: str, name: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    written = write_table(table, form=form, name=name, at=request.actor.at)  # type: ignore[attr-defined]
    return as_file(written.content, media_type=written.media_type, name=written.name)


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The sheet on paper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = preparation_of(request, key)
    page = preparation_page(row, actor, visible_people(actor))
    made = preparation_pdf(row, page, day=actor.today, at=actor.at)
    name = f"preparation-{slugify(row.title)[:60] or row.held_on.isoformat()}.pdf"
    return as_file(made.pdf, media_type="application/pdf", name=name)


def download(request: HttpRequest, key: str) -> HttpResponse:
    """A document, to those who may read its preparation; never shown in the page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = get_object_or_404(policy.visible_files(actor).select_related("file"), public_id=key)
    try:
        content = content_of(kept.file.digest)
    except FileMissing as error:
        raise Invalid(_("Le contenu de ce fichier est introuvable : prévenez l’administrateur.")) from error
    return as_file(content, media_type=kept.file.media_type, name=kept.name)
