"""The sheet of a meeting as a file, and its sendings: who receives exactly what, then one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.core.versions import version_read
from interco.foundation.documents.services.store import content_of
from interco.secretariat.enums import SheetState
from interco.secretariat.policies.sheets import check_can_write
from interco.secretariat.services.sheet_document import in_text, sheet_pdf
from interco.secretariat.services.sheet_release import compose_sheet, receiving, release_sheet, send_agenda
from interco.secretariat.views.sheets import page_of, sheet_of

PDF = "application/pdf"


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda or the record; once released, the very file that was sent."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sheet = sheet_of(request, key)
    name = f"{sheet.event.title} {sheet.day:%Y-%m-%d}.pdf"
    if sheet.state == SheetState.RELEASED and sheet.document is not None:
        return as_file(content_of(sheet.document.digest), media_type=PDF, name=name)
    return as_file(sheet_pdf(page_of(sheet, actor), at=actor.at).pdf, media_type=PDF, name=name)


def compose(request: HttpRequest, key: str) -> None:
    """What a release sends, compiled before its transaction opens."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sheet = sheet_of(request, key)
    if sheet.state == SheetState.HELD:
        request.composed = compose_sheet(page_of(sheet, actor), by=actor)  # type: ignore[attr-defined]  # read below


def send(request: HttpRequest, key: str) -> HttpResponse:
    """Show who receives what: the agenda before the meeting, the record after; on POST, send."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sheet = sheet_of(request, key)
    check_can_write(actor, sheet)
    page, is_agenda = page_of(sheet, actor), sheet.state == SheetState.PREPARING
    if request.method == "POST":
        version, composed = version_read(request), getattr(request, "composed", None)
        if is_agenda:
            sent = send_agenda(page, version=version, by=actor)
        else:
            sent = release_sheet(page, version=version, composed=composed, by=actor)
        told = ngettext("Envoyé à %d personne.", "Envoyé à %d personnes.", sent) % sent
        messages.success(request, told)
        return redirect("sheet", key=key)
    found = receiving(page)
    context = {
        "sheet": sheet, "page": page, "is_agenda": is_agenda, "receiving": found, "text": in_text(page),
        "left_out": [one for one in page.attendees if one not in found],
        "title": _("Envoyer l’ordre du jour") if is_agenda else _("Diffuser le compte rendu"),
    }  # fmt: skip
    return render(request, "secretariat/sheet_send.html", context)
