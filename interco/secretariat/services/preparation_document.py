"""The sheet of a preparation on paper: what, when, who, and each step to tick by hand."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.documents.services.typesetting import CompiledDocument, compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language, typo_text
from interco.organisation.models import CollectivityVersion
from interco.secretariat.enums import PreparationKind, PreparationState, PreparationStepState
from interco.secretariat.models import Preparation
from interco.secretariat.queries.preparation_page import DayOfSteps, PreparationPage, StepLine

#: A working document of the house, like its notes.
LANGUAGE = "fr"


def preparation_pdf(row: Preparation, page: PreparationPage, *, day: date, at: datetime) -> CompiledDocument:
    """The sheet as a PDF, as its reader sees it on that day."""
    with override(LANGUAGE):
        return compile_pdf("secretariat/preparation", preparation_data(row, page, day=day), at=at)


def preparation_data(row: Preparation, page: PreparationPage, *, day: date) -> dict[str, Any]:
    """What the template `secretariat/preparation` prints."""
    home = CollectivityVersion.objects.effective_on(day).filter(collectivity__is_home=True).first()
    return {
        "language": LANGUAGE, "territory": home.name if home else "", "service": "", "reference": "",
        "date_line": _("État du %s") % _day(day), "footer": typo_text(row.title),
        "document_title": f"{_('Feuille de préparation')}, {row.title}", "title": _("Feuille de préparation"),
        "subtitle": typo_text(row.title),
        "facts": [{"label": label, "text": typo_text(text)} for label, text in _facts(row, page) if text],
        "days": [_printed_day(one) for one in page.days if one.lines or one.is_event],
        "review": [{"label": label, "text": typo_text(text)} for label, text in _review(row) if text],
        "files": [kept.name for kept in page.files],
        "labels": {
            "page": _("page"), "of": _("sur"), "files": _("Documents"), "review": _("Bilan"),
            "event": _("Jour de l’événement"), "none": _("Aucune étape."),
        },
    }  # fmt: skip


def _facts(row: Preparation, page: PreparationPage) -> list[tuple[str, str]]:
    progress = page.progress
    told = _("%(done)s étapes faites sur %(total)s") % {"done": progress.done, "total": progress.total}
    late = _(", dont %s en retard") % progress.late if progress.late else ""
    return [
        (_("Jour"), page.when or _day(row.held_on)), (_("Lieu"), page.place), (_("Pilote"), page.pilot.shown),
        (_("Nature"), str(PreparationKind(row.kind).label)), (_("État"), str(PreparationState(row.state).label)),
        (_("Enjeux"), row.stakes), (_("Avancement"), told + late),
    ]  # fmt: skip


def _review(row: Preparation) -> list[tuple[str, str]]:
    people = ""
    if row.attended is not None:
        people = str(row.attended)
        if row.expected is not None:
            people = _("%(attended)s sur %(expected)s attendus") % {"attended": row.attended, "expected": row.expected}
    return [
        (_("Présents"), people), (_("Ce qui a bien marché"), row.went_well), (_("À améliorer"), row.to_improve),
        (_("Autres chiffres"), row.figures),
    ]  # fmt: skip


def _printed_day(one: DayOfSteps) -> dict[str, Any]:
    return {"day": _day(one.day), "is_event": one.is_event, "steps": [_printed(line) for line in one.lines]}


def _printed(line: StepLine) -> dict[str, Any]:
    step = line.step
    said = {
        PreparationStepState.DONE: _("faite par %s") % step.done_by_name,
        PreparationStepState.MOOT: _("sans objet : %s") % step.reason,
        PreparationStepState.DOING: _("en cours"),
    }.get(PreparationStepState(step.state), "")
    late = _("en retard") if line.late_days > 0 else ""
    return {
        "told": line.told, "label": typo_text(step.label), "who": typo_text(line.who),
        "detail": typo_text(", ".join(filter(None, (said, late)))), "note": typo_text(step.note),
        "is_done": step.state == PreparationStepState.DONE, "is_moot": step.state == PreparationStepState.MOOT,
    }  # fmt: skip


def _day(value: date) -> str:
    return str(dates.day(value, language()).striptags())
