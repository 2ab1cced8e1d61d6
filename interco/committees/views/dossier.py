"""The dossier of a session: one page, and one PDF with the attachments that are PDF merged behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.committees.enums import ItemKind
from interco.committees.policies import items as item_policy
from interco.committees.policies.meetings import check_can_read_dossier
from interco.committees.queries.dossier import dossier
from interco.committees.services.briefs import LABELS
from interco.committees.services.dossier_document import dossier_pdf
from interco.committees.views.follow_ups import follow_up_for
from interco.committees.views.meetings import meeting_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Items in order, briefs in full, files to open."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_read_dossier(actor, meeting)
    context = {
        "meeting": meeting, "entries": dossier(meeting, item_policy.visible_to(actor)), "labels": LABELS,
        "kinds": dict(ItemKind.choices), "follow": follow_up_for(meeting, actor),
    }  # fmt: skip
    return render(request, "committees/dossier.html", context)


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same as one PDF, made for this reader."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    check_can_read_dossier(actor, meeting)
    entries = dossier(meeting, item_policy.visible_to(actor))
    content = dossier_pdf(meeting, entries, follow_up_for(meeting, actor), at=actor.at)
    name = f"dossier-{meeting.body.code}-{meeting.number}.pdf"
    return as_file(content, media_type="application/pdf", name=name)
