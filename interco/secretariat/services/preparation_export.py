"""Preparations, and the checklist of one, as tables."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_writing import Table
from interco.secretariat.enums import PreparationKind, PreparationState, PreparationStepState
from interco.secretariat.queries.preparation_page import StepLine
from interco.secretariat.queries.preparations import PreparationLine


def preparations_table(lines: Iterable[PreparationLine]) -> Table:
    """Preparations as rows, in the order given."""
    columns = [
        _("Jour"), _("Objet"), _("Nature"), _("État"), _("Pilote"), _("Étapes faites"), _("Étapes"), _("En retard"),
        _("Attendus"), _("Présents"),
    ]  # fmt: skip
    return Table(
        _("Préparations"), columns,
        [
            [
                line.preparation.held_on, line.preparation.title, str(PreparationKind(line.preparation.kind).label),
                str(PreparationState(line.preparation.state).label), line.pilot.shown, line.progress.done,
                line.progress.total, line.progress.late, line.preparation.expected, line.preparation.attended,
            ]
            for line in lines
        ],
    )  # fmt: skip


def checklist_table(lines: Sequence[StepLine]) -> Table:
    """The steps of a preparation; its first three columns are those that a paste takes back."""
    columns = [
        _("Jour"),
        _("Étape"),
        _("En charge"),
        _("Échéance"),
        _("État"),
        _("Pourquoi sans objet"),
        _("Faite par"),
        _("Note"),
    ]
    return Table(
        _("Étapes"), columns,
        [
            [
                line.told, line.step.label, line.who, line.step.due_on,
                str(PreparationStepState(line.step.state).label), line.step.reason, line.step.done_by_name, line.step.note,
            ]
            for line in lines
        ],
    )  # fmt: skip
