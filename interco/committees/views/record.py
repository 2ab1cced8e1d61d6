"""The record of a session: its page, its PDF and ODT, and its release."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.committees.models import Meeting
from interco.committees.policies.bodies import keeps
from interco.committees.policies.meetings import visible_to
from interco.committees.policies.records import check_can_read_record, check_can_release_record
from interco.committees.queries.record import Record, record_of
from interco.committees.services.record import addressees, compose_record, release_record
from interco.committees.services.record_document import (
    line_text,
    other_sections,
    presence,
    record_pdf,
    remarks_of,
    subtitle,
)
from interco.committees.services.record_odt import record_odt
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file

ODT = "application/vnd.oasis.opendocument.text"


def _record(request: HttpRequest, key: str) -> Record:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    record = record_of(meeting)
    check_can_read_record(actor, meeting, record.items)
    return record


def page(request: HttpRequest, key: str) -> HttpResponse:
    """The record, ready as soon as the session closes."""
    record = _record(request, key)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting: Meeting = record.meeting
    context = {
        "record": record, "meeting": meeting, "subtitle": subtitle(record), "presence": presence(record),
        "sections": other_sections(record), "remarks_of": remarks_of, "line_text": line_text,
        "may_release": keeps(actor, meeting.body) and meeting.record_released_at is None,
    }  # fmt: skip
    return render(request, "committees/record.html", context)


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The record as a PDF, accessible and archivable."""
    record = _record(request, key)
    document = record_pdf(record, released_at=record.meeting.record_released_at)
    return as_file(document.pdf, media_type="application/pdf", name=f"{record.meeting.record_reference}.pdf")


def odt(request: HttpRequest, key: str) -> HttpResponse:
    """The record as an OpenDocument text."""
    record = _record(request, key)
    content = record_odt(record, released_at=record.meeting.record_released_at)
    return as_file(content, media_type=ODT, name=f"{record.meeting.record_reference}.odt")


def compose(request: HttpRequest, key: str) -> None:
    """What a release sends, compiled before its transaction opens."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    request.composed = compose_record(meeting, by=actor)  # type: ignore[attr-defined]  # read by the act below


def release(request: HttpRequest, key: str) -> HttpResponse:
    """Show exactly who receives what; on POST, send."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    if request.method == "POST":
        sent = release_record(meeting, by=actor, composed=getattr(request, "composed", None))
        sentence = ngettext("Relevé diffusé à %d personne.", "Relevé diffusé à %d personnes.", sent) % sent
        messages.success(request, sentence)
        return redirect("record", key=key)
    check_can_release_record(actor, meeting)
    record = record_of(meeting)
    everybody = addressees(record)
    preview = record_pdf(record, released_at=actor.at)
    context = {
        "meeting": meeting, "record": record, "subtitle": subtitle(record), "warnings": preview.warnings,
        "receiving": [one for one in everybody if not one.obstacle],
        "left_out": [one for one in everybody if one.obstacle],
        "message_title": _("Relevé de décisions : %s") % meeting.record_reference,
    }  # fmt: skip
    return render(request, "committees/record_release.html", context)
