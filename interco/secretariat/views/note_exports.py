"""Notes leaving the screen: PDF, ODT, attendance sheet, files, and the register as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.foundation.documents.services.table_writing import FORMATS, write_table
from interco.secretariat.policies import notes as policy
from interco.secretariat.queries.note_follow_up import lines_with_units, missing
from interco.secretariat.queries.notes import register_of
from interco.secretariat.services.note_document import attendance_sheet, note_odt, note_pdf
from interco.secretariat.services.note_register import register_table
from interco.secretariat.views.notes import asked_of, note_of

PDF, ODT = "application/pdf", "application/vnd.oasis.opendocument.text"
MOST_ON_PAPER = 3000


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The signed document as it was signed; a draft is composed as it stands."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    content = _kept(note.document.digest) if note.document else note_pdf(note, at=actor.at).pdf
    return _file(content, PDF, f"{note.reference or _('projet-de-note')}.pdf")


def odt(request: HttpRequest, key: str) -> HttpResponse:
    """The note as an OpenDocument text."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    return _file(note_odt(note, at=actor.at), ODT, f"{note.reference or _('projet-de-note')}.odt")


def attendance(request: HttpRequest, key: str) -> HttpResponse:
    """The sheet to sign by hand: those without a mailbox, or with `?tous=1` all those who are missing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_follow(actor, note)
    rows = missing(note, actor.today)
    if not request.GET.get("tous"):
        rows = rows.filter(by_mail=False)
    sheet = attendance_sheet(note, lines_with_units(rows[:MOST_ON_PAPER], actor.today), at=actor.at)
    return _file(sheet.pdf, PDF, f"{_('emargement')}-{note.reference}.pdf")


def download(request: HttpRequest, key: str) -> HttpResponse:
    """A file, to those who may read its note; never shown in the page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(policy.visible_files(actor).select_related("file"), public_id=key)
    return _file(_kept(row.file.digest), row.file.media_type, row.name)


def register(request: HttpRequest, form: str) -> HttpResponse:
    """The register as filtered on the page, whole."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if form not in FORMATS:
        raise Http404
    rows = register_of(policy.visible_to(actor), asked_of(request), actor)
    table = register_table(rows, zone=actor.zone, today=actor.today, with_figures=policy.sees_all(actor))
    written = write_table(table, form=form, name=f"notes-{actor.today.isoformat()}", at=actor.at)
    return _file(written.content, written.media_type, written.name)


def _kept(digest: str) -> bytes:
    try:
        return content_of(digest)
    except FileMissing as error:
        raise Invalid(_("Le contenu de ce fichier est introuvable : prévenez l’administrateur.")) from error


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
