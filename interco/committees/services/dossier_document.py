"""The dossier as one PDF: our pages from data, then the attachments that are PDF, each under its item in the outline."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interco.committees.models import Attachment, Meeting
from interco.committees.queries.actions import ActionLine
from interco.committees.queries.dossier import DossierEntry
from interco.committees.queries.follow_up import FollowUp
from interco.committees.services.briefs import LABELS
from interco.foundation.documents.rules.blocks import blocks_of
from interco.foundation.documents.services.store import FileMissing, content_of
from interco.foundation.documents.services.typesetting import compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import CollectivityVersion

PDF = "application/pdf"
MOST_MERGED_PAGES = 600


def dossier_pdf(meeting: Meeting, entries: Sequence[DossierEntry], follow: FollowUp, *, at: datetime) -> bytes:
    """The PDF of the entries, made for one reader; files that cannot be merged are named in it and left aside."""
    compiled = compile_pdf("committees/dossier", dossier_data(meeting, entries, follow, at=at), at=at)
    files = [(entry, file) for entry in entries for file in entry.attachments if file.file.media_type == PDF]
    return _with_files(compiled.pdf, files) if files else compiled.pdf


def dossier_data(
    meeting: Meeting, entries: Sequence[DossierEntry], follow: FollowUp, *, at: datetime
) -> dict[str, Any]:
    """What the template prints: words only, everything formatted here."""
    zone = ZoneInfo(meeting.zone)
    local = meeting.starts_at.astimezone(zone)
    title = _("Dossier de séance")
    held = _("%(body)s, séance n° %(number)s du %(day)s à %(hour)s") % {
        "body": meeting.body.name, "number": meeting.number, "day": dates.day(local.date(), language()).striptags(),
        "hour": dates.hour(local, language()),
    }  # fmt: skip
    minutes = meeting.follow_up_minutes + sum(entry.minutes for entry in entries)
    facts = [(_("Lieu"), meeting.place), (_("Durée"), _("%(sum)s min prévues sur %(budget)s") % {
        "sum": minutes, "budget": meeting.duration_minutes})]  # fmt: skip
    return {
        "language": language(), "document_title": f"{title}, {meeting}", "title": title,
        "territory": _territory(local), "service": meeting.body.name, "reference": str(meeting), "subtitle": held,
        "date_line": _("établi le %s") % dates.day(at.astimezone(zone).date(), language()).striptags(),
        "footer": f"{meeting}, {title.lower()}",
        "facts": [{"label": label, "text": words} for label, words in facts if words],
        "items": [_item(entry) for entry in entries], "labels": _labels(), "opening": _opening(meeting, local, follow),
    }  # fmt: skip


def _territory(local: datetime) -> str:
    versions = CollectivityVersion.objects.effective_on(local.date()).filter(collectivity__is_home=True)
    return versions.values_list("name", flat=True).first() or ""


def _labels() -> dict[str, str]:
    return {
        "page": _("page"), "of": _("sur"), "asked": _("Décision demandée"), "options": _("Options"),
        "pros": _("Pour"), "cons": _("Contre"), "files": _("Pièces jointes"), "none": _("L’ordre du jour est vide."),
        "no_brief": _("Pas de note d’aide à la décision."),
    }  # fmt: skip


def _opening(meeting: Meeting, local: datetime, follow: FollowUp) -> dict[str, Any] | None:
    """The follow-up of actions that opens the session: its hour, its minutes, its groups of lines."""
    if not follow and not meeting.follow_up_minutes:
        return None
    groups = ((_("En retard"), follow.late), (_("Attendues d’ici la séance suivante"), follow.soon),
              (_("Faites depuis la dernière séance"), follow.done))  # fmt: skip
    return {
        "title": _("Suivi des actions"), "hour": dates.hour(local, language()), "minutes": dates.minutes(meeting.follow_up_minutes),
        "none": _("Aucune action en retard ni attendue."),
        "groups": [{"title": title, "rows": [_row(line) for line in lines]} for title, lines in groups if lines],
    }  # fmt: skip


def _row(line: ActionLine) -> dict[str, str]:
    action = line.action
    return {
        "due": dates.day_short(action.due_on, language()).striptags(), "title": action.title, "reference": action.reference,
        "owner": line.owner.shown if line.owner else "", "evidence": action.evidence,
    }  # fmt: skip


def _item(entry: DossierEntry) -> dict[str, Any]:
    made: dict[str, Any] = {
        "number": entry.number, "rank": _("Point %s") % entry.number, "hour": dates.hour(entry.starts_at, language()),
        "minutes": dates.minutes(entry.minutes), "readable": entry.item is not None, "asked": "", "parts": [],
        "options": [], "files": [file.name for file in entry.attachments],
    }  # fmt: skip
    if entry.item is None:
        return made | {"title": _("Point réservé aux membres"), "detail": ""}
    item, brief = entry.item, entry.brief
    made |= {
        "title": item.title, "asked": item.decision_asked,
        "detail": f"{item.rapporteur.full_name}, {item.get_kind_display()}, {item.reference}",
    }  # fmt: skip
    if brief is not None:
        made["parts"] = [
            {"label": str(label), "text": blocks_of(getattr(brief, name))}
            for name, label in LABELS.items()
            if getattr(brief, name)
        ]
        made["options"] = [
            {"title": option["title"], "pros": blocks_of(option["pros"]), "cons": blocks_of(option["cons"])}
            for option in brief.options
        ]
    return made


def _with_files(pdf: bytes, files: Sequence[tuple[DossierEntry, Attachment]]) -> bytes:
    """Our pages, then each file's; one that does not read, or passes the limit, stays a name in the list."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - 7 MB that most web workers never need
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - read only when a dossier is compiled

    writer = PdfWriter(clone_from=BytesIO(pdf))
    merged = 0
    for entry, file in files:
        try:
            reader = PdfReader(BytesIO(content_of(file.file.digest)))
            pages = len(reader.pages)
            if reader.is_encrypted or merged + pages > MOST_MERGED_PAGES:
                continue
            writer.append(reader, outline_item=f"{entry.number}. {file.name}", import_outline=False)
            merged += pages
        except (PyPdfError, FileMissing, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
