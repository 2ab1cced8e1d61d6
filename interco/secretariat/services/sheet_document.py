"""The record of an ordinary meeting as a document: the data of its PDF, and its plain text for the mail."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.documents.rules.blocks import blocks_of, plain
from interco.foundation.documents.services.typesetting import CompiledDocument, compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language, typo_text
from interco.organisation.models import CollectivityVersion
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.enums import SheetState
from interco.secretariat.queries.sheet_page import SheetPage

#: A record is an act of the house: in French, whatever the language of who prints it.
LANGUAGE = "fr"


def sheet_pdf(page: SheetPage, *, at: datetime, released_at: datetime | None = None) -> CompiledDocument:
    """The sheet as a PDF: the agenda before the meeting, the record after, a draft until it is released."""
    return compile_pdf("secretariat/sheet", printed(page, at=at, released_at=released_at), at=at)


def printed(page: SheetPage, *, at: datetime, released_at: datetime | None = None) -> dict[str, Any]:
    """All that its PDF will say: two sheets that print the same are the same PDF."""
    with override(LANGUAGE):
        return _data(page, at, released_at)


def is_agenda(page: SheetPage) -> bool:
    """Whether what is printed is the agenda of a meeting to come, not the record of one that was held."""
    return page.sheet.state == SheetState.PREPARING


def _data(page: SheetPage, at: datetime, released_at: datetime | None) -> dict[str, Any]:
    day = at.astimezone(territory_zone()).date()
    home = CollectivityVersion.objects.effective_on(day).filter(collectivity__is_home=True).first()
    title = _("Ordre du jour") if is_agenda(page) else _("Compte rendu de réunion")
    name = page.sheet.event.title
    return {
        "language": LANGUAGE, "territory": home.name if home else "", "service": "", "reference": "",
        "date_line": _date_line(page, at, released_at), "document_title": f"{title}, {name}", "title": title,
        "subtitle": typo_text(name), "footer": typo_text(f"{name}, {_day(page.sheet.day)}"),
        "facts": [{"label": label, "text": typo_text(text)} for label, text in facts_of(page)],
        "summary": blocks_of(typo_text(page.sheet.summary)),
        "points": [
            {
                "number": str(rank), "title": typo_text(point.title), "text": blocks_of(typo_text(point.text)),
                "detail": typo_text(detail_of(point.minutes, point.presenter)),
            }
            for rank, point in enumerate(page.points, start=1)
        ],
        "actions": [
            {
                "title": typo_text(line.action.title), "owner": line.owner.shown if line.owner else "",
                "due": _day(line.action.due_on),
            }
            for line in page.actions
        ],
        "labels": {
            "page": _("page"), "of": _("sur"), "action": _("Action"), "owner": _("Pilote"), "due": _("Échéance"),
            "actions": _("Actions"), "summary": _("En bref"),
            "none": _("Aucun point n’est inscrit."),
        },
    }  # fmt: skip


def _date_line(page: SheetPage, at: datetime, released_at: datetime | None) -> str:
    if is_agenda(page):
        return _("Établi le %s") % _day(at.astimezone(territory_zone()))
    if released_at is not None:
        return _("Diffusé le %s") % _day(released_at.astimezone(territory_zone()))
    return _("Projet, pas encore diffusé")


def facts_of(page: SheetPage) -> list[tuple[str, str]]:
    """When, where, who called it, who was there: a label and its words."""
    found = [(_("Quand"), page.sitting.when), (_("Lieu"), page.sitting.place)]
    found.append((_("Organisateur"), page.sheet.event.owner.full_name))
    if is_agenda(page):
        found.append((_("Invités"), ", ".join(one.name for one in page.attendees[1:])))
    else:
        found += [(label, ", ".join(names)) for label, names in page.by_attendance]
    return [(label, text) for label, text in found if text]


def detail_of(minutes: int | None, presenter: str) -> str:
    """« 15 min, Rosalie Gommier »."""
    said = _("%(num)s min") % {"num": minutes} if minutes else ""
    return ", ".join(part for part in (said, presenter) if part)


def in_text(page: SheetPage) -> str:
    """The agenda or the record as a plain text, in the language in force: facts, points, actions."""
    parts = ["\n".join(f"{label} : {text}" for label, text in facts_of(page))]
    if page.sheet.summary and not is_agenda(page):
        parts.append(plain(blocks_of(page.sheet.summary)))
    for rank, point in enumerate(page.points, start=1):
        detail = detail_of(point.minutes, point.presenter)
        head = f"{rank}. {point.title}" + (f" ({detail})" if detail and is_agenda(page) else "")
        parts.append("\n".join(filter(None, [head, "" if is_agenda(page) else plain(blocks_of(point.text))])))
    if page.actions and not is_agenda(page):
        lines = [
            f"– {line.action.title} ({line.owner.shown if line.owner else ''}, {_day(line.action.due_on)})"
            for line in page.actions
        ]
        parts.append("\n".join([_("Actions"), *lines]))
    return "\n\n".join(part for part in parts if part)


def _day(value: Any) -> str:
    return str(dates.day(value, language(), weekday=False).striptags())
