"""The organisation as a file in the documented layout: all its history or one day, as much of it as the actor may see.

An import of the file gives the same organisation: identifiers are those of the addresses, dates are written as dates,
no cell is a formula. Matricules leave only with those who keep the organisation.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from interco.foundation.core.actor import Actor
from interco.foundation.documents.services.table_writing import Cell, Table, WrittenTable, write_tables
from interco.organisation.policies import collectivities, people, units
from interco.organisation.policies.organisation import may_write, posts_visible_to
from interco.organisation.queries.stores import objects, on_day, snapshot
from interco.organisation.rules.exchange.identities import STORES
from interco.organisation.rules.exchange.layout import AGENTS, TABLES, Column, TableLayout
from interco.organisation.rules.exchange.snapshot import Row, Snapshot, number

#: Field of a row → the store it leads to, for the columns that are references.
_REFERENCES = {
    "collectivity": ("collectivity_id", "collectivity"), "unit": ("unit_id", "unit"), "parent": ("parent_id", "unit"),
    "person": ("person_id", "person"), "post": ("post_id", "post"),
}  # fmt: skip
_DATED = ("collectivity_version", "unit_version", "post_version", "person", "assignment", "delegation")
FORMS = ("ods", "xlsx", "csv")


def export_organisation(*, form: str, by: Actor, day: date | None = None) -> WrittenTable:
    """The file, named after its day; `day` none exports all the history."""
    name = f"organisation-{(day or by.today).isoformat()}"
    return write_tables(tables_of(by=by, day=day), form=form, name=name, at=by.at)


def export_model(*, form: str, by: Actor) -> WrittenTable:
    """An empty list of agents, titles only, to fill."""
    titles = [column.title for column in AGENTS.columns if column.field != "full_name"]
    return write_tables([Table(AGENTS.title, titles, [])], form=form, name="liste-des-agents", at=by.at)


def tables_of(*, by: Actor, day: date | None = None) -> list[Table]:
    """The tables of the layout, filled."""
    found = snapshot(_limits(by, day))
    if day is not None:
        _photograph(found, day)
    hidden = set() if may_write(by) else {"matricule"}
    public = {store: {handle: key for key, handle in keys.items()} for store, keys in found.keys.items()}
    return [
        Table(
            table.title, [column.title for column in table.columns],
            [[_cell(column, row, public, hidden) for column in table.columns] for row in _rows(table, found, public)],
        )
        for table in TABLES
    ]  # fmt: skip


def _photograph(found: Snapshot, day: date) -> None:
    """A day alone, which stands by itself: everything starts that day (people came when they came) and nothing ends."""
    for store in _DATED:
        for row in found.rows[store].values():
            row["ends_on"] = None
            if store != "person":
                row["starts_on"] = day


def _limits(by: Actor, day: date | None) -> dict[str, Any]:
    if may_write(by):
        return {store: on_day(objects(store), day) for store in _DATED}
    seen = collectivities.visible_to(by)
    own_units, own_posts, own_people = units.visible_to(by), posts_visible_to(by), people.visible_to(by)
    limits = {
        "collectivity": seen,
        "collectivity_version": objects("collectivity_version").filter(collectivity__in=seen),
        "population": objects("population").filter(collectivity__in=seen),
        "unit": own_units, "unit_version": objects("unit_version").filter(unit__in=own_units),
        "post": own_posts, "post_version": objects("post_version").filter(post__in=own_posts, unit__in=own_units),
        "person": own_people,
        "assignment": objects("assignment").filter(person__in=own_people, post__in=own_posts),
        "delegation": objects("delegation").filter(person__in=own_people),
    }  # fmt: skip
    return {store: on_day(rows, day) if store in _DATED else rows for store, rows in limits.items()}


def _rows(table: TableLayout, found: Snapshot, public: dict[str, dict[int, str]]) -> Iterator[Row]:
    """The rows of a table, each with the identity it is about and its key."""
    if table.name == "populations":
        yield from found.rows["population"].values()
        return
    store, versions, of = STORES[table.name]
    territory = {number(row["collectivity_id"]): row for row in found.rows["territory"].values()}
    for handle, row in found.rows[versions or store].items():
        thing = number(row[of]) if versions else handle
        settings = territory.get(thing, {}) if store == "collectivity" else {}
        yield {**settings, **found.rows[store][thing], **row, "key": public[store][thing]}


def _cell(column: Column, row: Row, public: dict[str, dict[int, str]], hidden: set[str]) -> Cell:
    if column.field in hidden:
        return ""
    if column.field in _REFERENCES:
        name, store = _REFERENCES[column.field]
        handle = row.get(name)
        return public[store].get(handle, "") if isinstance(handle, int) else ""
    value = row.get(column.field)
    if column.kind == "flag":
        return "oui" if value else "non"
    if column.kind == "choice":
        return column.choices.get(str(value or ""), "")
    return value
