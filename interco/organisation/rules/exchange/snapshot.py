"""The organisation as it stands, as plain rows by store, and what identifies them to somebody who writes a table.

A *store* is a table of the database; a *handle* is the number of a row in it: its key when the row exists, negative when
an import is about to make it. The same rules thus read what is and what would be.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.periods import Period
from interco.organisation.rules.reference import fold

Row = dict[str, Value]

#: The fields of each store that an import writes, in the order in which stores are written.
FIELDS: dict[str, tuple[str, ...]] = {
    "collectivity": ("kind", "is_home", "siren", "insee"),
    "collectivity_version": ("collectivity_id", "name", "short_name", "is_member", "starts_on", "ends_on"),
    "population": ("collectivity_id", "vintage", "municipal", "total"),
    "territory": ("collectivity_id", "time_zone", "department", "reference_vintage"),
    "unit": ("collectivity_id", "is_invented"),
    "unit_version": ("unit_id", "name", "short_name", "kind", "parent_id", "rank", "starts_on", "ends_on"),
    "post": ("reference",),
    "post_version": (
        "post_id", "unit_id", "title", "feminine_title", "function", "leads_unit", "fte", "category", "is_functional",
        "starts_on", "ends_on",
    ),
    "person": (
        "collectivity_id", "kind", "gender", "first_name", "last_name", "email", "phone", "mandate", "matricule",
        "starts_on", "ends_on",
    ),
    "assignment": ("person_id", "post_id", "kind", "quota", "starts_on", "ends_on"),
    "delegation": ("person_id", "post_id", "order_reference", "scope", "starts_on", "ends_on"),
}  # fmt: skip
#: Stores whose rows appear in addresses.
IDENTIFIED = frozenset(["collectivity", "unit", "post", "person", "assignment", "delegation"])
DEFAULTS: dict[str, Row] = {
    "collectivity": {"kind": "other", "is_home": False, "siren": "", "insee": ""},
    "collectivity_version": {"short_name": "", "is_member": False, "ends_on": None},
    "population": {},
    "territory": {"time_zone": "", "department": "", "reference_vintage": 0},
    "unit": {"is_invented": False},
    "unit_version": {"short_name": "", "parent_id": None, "rank": 0, "ends_on": None},
    "post": {"reference": ""},
    "post_version": {
        "feminine_title": "", "function": "agent", "leads_unit": False, "fte": Decimal(1), "category": "",
        "is_functional": False, "ends_on": None,
    },
    "person": {
        "kind": "agent", "gender": "", "email": "", "phone": "", "mandate": "", "matricule": "", "ends_on": None,
    },
    "assignment": {"kind": "holder", "quota": Decimal(1), "ends_on": None},
    "delegation": {"post_id": None, "ends_on": None},
}  # fmt: skip


@dataclass(slots=True)
class Snapshot:
    """Rows by store and handle, and the public identifiers of those that have one."""

    rows: dict[str, dict[int, Row]] = field(default_factory=lambda: {store: {} for store in FIELDS})
    keys: dict[str, dict[str, int]] = field(default_factory=lambda: {store: {} for store in IDENTIFIED})

    @property
    def home(self) -> int | None:
        """The intercommunality of the database."""
        return next((handle for handle, row in self.rows["collectivity"].items() if row["is_home"]), None)

    def versions(self, store: str, of: str) -> dict[int, list[tuple[int, Row]]]:
        """The rows of a store grouped by the thing they are about, by first day."""
        found: dict[int, list[tuple[int, Row]]] = {}
        for handle, row in self.rows[store].items():
            found.setdefault(number(row[of]), []).append((handle, row))
        for rows in found.values():
            rows.sort(key=lambda each: period(each[1]).starts_on)
        return found


def token(text: str) -> str:
    """What two writings of one name share: no case, accents or punctuation; the text itself when nothing else is left."""
    return fold(text) or " ".join(text.casefold().split())


def number(value: Value) -> int:
    """A handle, for the reader of types."""
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def period(row: Row) -> Period:
    """The days of a dated row. Raises `ValueError` when they are none."""
    starts_on, ends_on = row["starts_on"], row["ends_on"]
    if not isinstance(starts_on, date):
        raise TypeError(starts_on)
    return Period(starts_on, ends_on if isinstance(ends_on, date) else None)


def text(row: Row, name: str) -> str:
    """A text of a row."""
    return str(row.get(name) or "")


def names_of(table: str, rows: Iterable[Row]) -> set[str]:
    """The words by which a cell may name a thing, given its rows (identity first, then versions)."""
    found: set[str] = set()
    for row in rows:
        if table == "people":
            first, last = text(row, "first_name"), text(row, "last_name")
            found |= {f"{first} {last}", f"{last} {first}", text(row, "email"), text(row, "matricule")}
        else:
            found |= {text(row, name) for name in ("name", "short_name", "siren", "insee", "reference", "title")}
    return {token(name) for name in found if name.strip()}
