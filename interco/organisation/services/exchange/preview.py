"""What a preview shows: figures by kind of thing, faults with their cells, columns with a sample, names of what is new."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_reading import ReadTable
from interco.organisation.models import OrganisationImport
from interco.organisation.queries.stores import snapshot
from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.draft import Step
from interco.organisation.rules.exchange.identities import STORES, said_name
from interco.organisation.rules.exchange.layout import AGENTS, BY_NAME, TABLES, Column
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.plan import Plan, plan_import
from interco.organisation.rules.exchange.snapshot import Snapshot, number
from interco.organisation.services.dating import said
from interco.organisation.services.exchange.sentences import place_of, sentence_of
from interco.organisation.services.exchange.sheets import Columns, read_sheets, unpacked

SHOWN_FAULTS, SHOWN_CHANGES, SHOWN_NAMES, SAMPLES = 100, 40, 12, 3
#: The table in which each store is written.
TABLE_OF = {"population": "populations", "territory": "collectivities"} | {
    store: table for table, (things, versions, _of) in STORES.items() for store in (things, versions) if store
}


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


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row that would change: what it is, its name, what it is now and would be."""

    kind: str
    name: str
    fields: tuple[tuple[str, str, str], ...]


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
    changes: tuple[ChangeLine, ...]
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
    return preview_of_tables(unpacked(row.content or b""), row.columns, day=row.day)


def preview_of_tables(tables: Sequence[ReadTable], columns: Sequence[Columns], *, day: date) -> Preview:
    """The preview of tables that are kept nowhere."""
    standing = snapshot()
    plan = plan_import(read_sheets(tables, columns), standing, day=day)
    return Preview(
        plan=plan, figures=figures_of_plan(plan), changes=tuple(_changes(plan, standing)),
        faults=tuple(_fault_line(fault, tables, columns) for fault in plan.faults[:SHOWN_FAULTS]),
        sheets=tuple(_sheet_line(place, table, columns[place]) for place, table in enumerate(tables)),
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
    names: dict[str, list[str]] = {}
    for step in plan.steps:
        known = names.setdefault(step.store, [])
        if step.action == "created" and len(known) < SHOWN_NAMES and (name := _name(step)) and name not in known:
            known.append(name)
    return tuple(
        Figures(
            label, counts[store]["created"], counts[store]["changed"], counts[store]["unchanged"],
            tuple(names.get(store, ())),
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


def _changes(plan: Plan, standing: Snapshot) -> Iterator[ChangeLine]:
    """The first rows that would change, field by field."""
    labels, names = store_labels(), _Names(plan, standing)
    changed = [step for step in plan.steps if step.action == "changed"]
    for step in changed[:SHOWN_CHANGES]:
        titles = {column.field: column for column in BY_NAME[TABLE_OF[step.store]].columns}
        fields = []
        for name, value in step.values.items():
            column = titles.get(name.removesuffix("_id"))
            title = column.title if column else name
            fields.append((title, names.shown(column, name, step.before[name]), names.shown(column, name, value)))
        yield ChangeLine(
            labels.get(step.store, titles["name"].title if "name" in titles else ""), names.of(step), tuple(fields)
        )


class _Names:
    """The names of things, standing or to be."""

    def __init__(self, plan: Plan, standing: Snapshot) -> None:
        self._rows = {store: dict(rows) for store, rows in standing.rows.items()}
        for step in plan.steps:
            self._rows[step.store][step.handle] = step.after
        self._versions: dict[tuple[str, int], str] = {}
        for store, (things, versions, of) in STORES.items():
            for row in self._rows[versions].values() if versions else ():
                self._versions[STORES[store][0], number(row[of])] = said_name(dict(row))
            if things == "person":
                self._versions |= {(things, key): said_name(dict(row)) for key, row in self._rows[things].items()}

    def of(self, step: Step) -> str:
        """The name of the thing a step changes."""
        return said_name({**step.after, **step.before}) or next(
            (
                self.shown(None, name, step.after[name])
                for name in ("person_id", "collectivity_id")
                if step.after.get(name)
            ),
            "",
        )

    def shown(self, column: Column | None, name: str, value: Value) -> str:
        """A value as it is read."""
        if name.endswith("_id"):
            store = "unit" if name == "parent_id" else name.removesuffix("_id")
            return self._versions.get((store, value), "") if isinstance(value, int) else ""
        if isinstance(value, bool):
            return _("oui") if value else _("non")
        if column is not None and column.choices:
            return column.choices.get(str(value), str(value or ""))
        return said(value) if isinstance(value, date) else str("" if value is None else value)


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
