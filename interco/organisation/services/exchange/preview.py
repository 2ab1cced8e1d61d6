"""What a preview shows: figures by kind of thing, faults with their cells, columns with a sample, names of what is new."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_reading import ReadTable
from interco.organisation.models import OrganisationImport
from interco.organisation.queries.stores import snapshot
from interco.organisation.rules.exchange.draft import Step
from interco.organisation.rules.exchange.identities import said_name
from interco.organisation.rules.exchange.layout import AGENTS, BY_NAME, TABLES
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.plan import Plan, plan_import
from interco.organisation.services.exchange.sentences import place_of, sentence_of
from interco.organisation.services.exchange.sheets import Columns, read_sheets, unpacked

SHOWN_FAULTS, SHOWN_NAMES, SAMPLES = 100, 12, 3


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault as it is read: sheet, cell, column, what is written there, the sentence."""

    sheet: str
    place: str
    column: str
    written: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many things of a kind are created, changed and unchanged, and the names of some."""

    label: str
    created: int
    changed: int
    unchanged: int
    new_names: tuple[str, ...] = ()
    changed_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of a sheet: its title, some cells, the field it fills, the fields it may fill."""

    place: int
    title: str
    sample: str
    field: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet: what it is, its columns, how many rows it has under its titles."""

    place: int
    title: str
    table: str
    rows: int
    columns: tuple[ColumnLine, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole preview of a draft."""

    plan: Plan
    figures: tuple[Figures, ...]
    faults: tuple[FaultLine, ...]
    sheets: tuple[SheetLine, ...]

    @property
    def hidden_faults(self) -> int:
        """How many faults are not shown."""
        return len(self.plan.faults) - len(self.faults)

    @property
    def is_ready(self) -> bool:
        """Whether it can be applied."""
        return not self.plan.faults and not self.plan.is_empty


def preview_of(row: OrganisationImport) -> Preview:
    """The preview of a draft on the organisation as it stands."""
    tables = unpacked(row.content or b"")
    plan = plan_import(read_sheets(tables, row.columns), snapshot(), day=row.day)
    return Preview(
        plan=plan, figures=figures_of_plan(plan),
        faults=tuple(_fault_line(fault, tables, row.columns) for fault in plan.faults[:SHOWN_FAULTS]),
        sheets=tuple(_sheet_line(place, table, row.columns[place]) for place, table in enumerate(tables)),
    )  # fmt: skip


def table_choices() -> list[tuple[str, str]]:
    """What a sheet may be."""
    return [(AGENTS.name, _("Liste d’agents")), *((table.name, table.title) for table in TABLES)]


def store_labels() -> dict[str, str]:
    """The things an import speaks of, in the order in which they are told; versions are told with what they are of."""
    return {
        "collectivity_version": _("Collectivités"), "population": _("Populations"), "territory": _("Territoire"),
        "unit_version": _("Unités"), "post_version": _("Postes"), "person": _("Personnes"),
        "assignment": _("Affectations"), "delegation": _("Délégations"),
    }  # fmt: skip


def figures_of_plan(plan: Plan) -> tuple[Figures, ...]:
    """The figures of a plan, with some names."""
    counts = plan.counts()
    names: dict[tuple[str, str], list[str]] = {}
    for step in plan.steps:
        known = names.setdefault((step.store, step.action), [])
        if len(known) < SHOWN_NAMES and (name := _name(step)):
            known.append(name)
    return tuple(
        Figures(
            label, counts[store]["created"], counts[store]["changed"], counts[store]["unchanged"],
            tuple(names.get((store, "created"), ())), tuple(names.get((store, "changed"), ())),
        )
        for store, label in store_labels().items()
        if store in counts
    )  # fmt: skip


def figures_of_counts(counts: dict[str, dict[str, int]]) -> tuple[Figures, ...]:
    """The figures that an import kept."""
    found = {store: Counter(actions) for store, actions in counts.items()}
    return tuple(
        Figures(label, found[store]["created"], found[store]["changed"], found[store]["unchanged"])
        for store, label in store_labels().items()
        if store in found
    )


def _name(step: Step) -> str:
    return (
        said_name(dict(step.after))
        if step.store in {"collectivity_version", "unit_version", "post_version", "person"}
        else ""
    )


def _fault_line(fault: Fault, tables: Sequence[ReadTable], columns: Sequence[Columns]) -> FaultLine:
    table, first_row = tables[fault.sheet], columns[fault.sheet]["first_row"]
    written = title = ""
    if fault.column is not None:
        title = table.rows[first_row][fault.column]
        written = table.rows[first_row + fault.row][fault.column][:80]
    return FaultLine(table.sheet, place_of(fault, first_row), title, written, sentence_of(fault))


def _sheet_line(place: int, table: ReadTable, chosen: Columns) -> SheetLine:
    header, body = table.rows[chosen["first_row"]], table.rows[chosen["first_row"] + 1 :]
    layout = BY_NAME.get(chosen["table"])
    columns = tuple(
        ColumnLine(at, title, " · ".join(_samples(body, at)), chosen["mapping"][at]) for at, title in enumerate(header)
    )
    fields = tuple((column.field, column.title) for column in layout.columns) if layout else ()
    return SheetLine(place, table.sheet, chosen["table"], len(body), columns, fields)


def _samples(body: Sequence[Sequence[str]], column: int) -> list[str]:
    found: list[str] = []
    for row in body:
        if row[column] and row[column][:40] not in found:
            found.append(row[column][:40])
        if len(found) == SAMPLES:
            break
    return found
