"""From the lines of tables to a plan: which rows an import creates, changes and leaves, and what forbids it.

Rule: lines are never deletions: what a file does not say stays. A line of versions rewrites the version that starts on
its day, or else the one it overlaps; otherwise it adds one. A first day that is not given is the day of the import. The
plan is made of the file and of the organisation alone: the same two give the same plan, which its digest names.

Worked example: on an empty database, the list « Martin;Zoé;Finances;Comptable » gives four rows to create: the unit
Finances, its post Comptable, the person, the assignment — and their versions.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from zoneinfo import available_timezones

from interco.organisation.rules.exchange.agents import deduce
from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.checks import check
from interco.organisation.rules.exchange.draft import Draft, Step
from interco.organisation.rules.exchange.guess import missing
from interco.organisation.rules.exchange.identities import STORES, Identities
from interco.organisation.rules.exchange.layout import BY_NAME, TABLES
from interco.organisation.rules.exchange.lines import Fault, Line, Sheet, read_lines
from interco.organisation.rules.exchange.snapshot import FIELDS, Snapshot, number
from interco.organisation.rules.exchange.versions import match_versions
from interco.organisation.rules.exchange.words import unit_kind_of
from interco.organisation.rules.time_zones import department_of, zone_of_department

#: References of each table: the field of the line, the table it leads to, the field of the row.
REFERENCES = {
    "populations": (("collectivity", "collectivities", "collectivity_id"),),
    "units": (("collectivity", "collectivities", "collectivity_id"), ("parent", "units", "parent_id")),
    "posts": (("unit", "units", "unit_id"),),
    "people": (("collectivity", "collectivities", "collectivity_id"),),
    "assignments": (("person", "people", "person_id"), ("post", "posts", "post_id")),
    "delegations": (("person", "people", "person_id"), ("post", "posts", "post_id")),
}


#: What makes two rows say one thing.
_ALIKE = {
    "assignment": ("person_id", "post_id", "kind", "starts_on"),
    "delegation": ("person_id", "order_reference", "starts_on"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in the order of writing, and the faults in the order of the file; it is applied when there are none."""

    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return all(step.action == "unchanged" for step in self.steps)

    @property
    def changed(self) -> int:
        """How many rows it would change."""
        return sum(step.action == "changed" for step in self.steps)

    def counts(self) -> Mapping[str, Counter[str]]:
        """How many rows are created, changed and unchanged, by store."""
        found: dict[str, Counter[str]] = {}
        for step in self.steps:
            found.setdefault(step.store, Counter())[step.action] += 1
        return found

    @property
    def digest(self) -> str:
        """The name of the plan: 64 hex characters, the same for the same steps."""
        told = [[step.store, step.handle, step.action, _told(step.values), _told(step.before)] for step in self.steps]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _told(row: Mapping[str, Value]) -> dict[str, str]:
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else repr(value) for name, value in row.items()
    }


def plan_import(sheets: Sequence[Sheet], snapshot: Snapshot, *, day: date) -> Plan:
    """The plan of some sheets on an organisation; `day` is the first day of what gives none."""
    lines, faults = read_lines(sheets)
    faults += [fault for number_, sheet in enumerate(sheets) for fault in _missing(number_, sheet)]
    draft = Draft(snapshot)
    identities = Identities(snapshot, day, draft.allocate)
    flat = [line for line in lines if line.table == "agents"]
    if flat and snapshot.home is None:
        return Plan((), (flat[0].fault("no_home"),))
    by_table: dict[str, list[Line]] = {table.name: [] for table in TABLES}
    deduced: list[Fault] = []
    full = [line for line in lines if line.table != "agents"]
    for line in [*full, *deduce(flat, snapshot, day, draft.allocate, deduced)]:
        by_table[line.table].append(line)
    for table in STORES:
        by_table[table] = identities.identify(table, by_table[table])
    _Writer(draft, identities, day).write(by_table)
    faults = _told_once(faults, [*deduced, *identities.faults, *draft.faults])
    faults = _told_once(faults, check(draft))
    ordered = sorted(faults, key=lambda fault: (fault.sheet, fault.row, -1 if fault.column is None else fault.column))
    return Plan(tuple(draft.steps(identities.public_keys)), tuple(ordered))


def _told_once(faults: list[Fault], more: list[Fault]) -> list[Fault]:
    """More faults, but for those of rows that have one: a wrong cell makes others look wrong."""
    told = {(fault.sheet, fault.row) for fault in faults}
    return [*faults, *(fault for fault in more if (fault.sheet, fault.row) not in told)]


def _missing(place: int, sheet: Sheet) -> list[Fault]:
    if sheet.table not in BY_NAME:
        return []
    return [
        Fault(place, 0, None, "missing_column", {"title": title})
        for title in missing(sheet.mapping, BY_NAME[sheet.table])
    ]


@dataclass(slots=True)
class _Writer:
    """Puts the lines of each table into the draft."""

    draft: Draft
    identities: Identities
    day: date
    known: dict[str, dict[tuple[Value, ...], int]] = field(default_factory=dict)

    def write(self, by_table: Mapping[str, list[Line]]) -> None:
        """All tables, each after those it refers to."""
        self._collectivities(by_table["collectivities"])
        for line in by_table["populations"]:
            self._population(line)
        self._territory(by_table["collectivities"])
        for table in ("units", "posts"):
            self._versioned(table, by_table[table])
        for table in ("people", "assignments", "delegations"):
            for line in by_table[table]:
                self._plain(table, line)

    def _values(self, line: Line, store: str) -> dict[str, Value]:
        """The fields of a store that the line gives, references resolved; absent texts are empty, absent figures stay."""
        resolved = {
            target: self.identities.refer(line, name, table)
            for name, table, target in REFERENCES.get(line.table, ())
            if name in line.values
        }
        given: dict[str, Value] = {**line.values, **resolved}
        nullable = {"ends_on", "parent_id", "post_id"}
        kept = {name: given[name] for name in FIELDS[store] if name in given}
        texts = {"gender", "category"}
        return {
            name: "" if value is None and name in texts else value
            for name, value in kept.items()
            if value is not None or name in nullable | texts
        }

    def _collectivities(self, lines: list[Line]) -> None:
        for line in lines:
            if line.values.get("is_home"):
                line.values.setdefault("kind", "epci")
        self._versioned("collectivities", lines)

    def _versioned(self, table: str, lines: list[Line]) -> None:
        store, versions, of = STORES[table]
        by_handle: dict[int, list[Line]] = {}
        for line in lines:
            handle = number(line.handle)
            by_handle.setdefault(handle, []).append(line)
            values = self._values(line, store)
            if store == "unit" and handle < 0:
                values.setdefault("collectivity_id", self._home())
            self.draft.put(store, handle, values, line, once=False)
        existing = self.draft.snapshot.versions(versions, of) if lines else {}
        for handle, own in by_handle.items():
            given = [{**self._values(line, versions), of: handle} for line in own]
            matched = match_versions(existing.get(handle, []), given, self.day, by_overlap=table == "collectivities")
            for line, values, found in zip(own, given, matched, strict=True):
                if found is None:
                    values.setdefault("starts_on", self.day)
                    if versions == "unit_version":
                        values.setdefault("kind", unit_kind_of(line.text("name")))
                    values.setdefault("name" if versions != "post_version" else "title", "")
                    if versions == "post_version":
                        values.setdefault("unit_id", None)
                self.draft.put(versions, found or self.draft.allocate(), values, line)

    def _plain(self, table: str, line: Line) -> None:
        store = STORES[table][0]
        values = self._values(line, store)
        handle = number(line.handle)
        if handle < 0:
            values.setdefault("starts_on", self.day)
            if store == "person":
                values.setdefault("collectivity_id", self._home())
                values = {"first_name": "", "last_name": "", **values}
            else:
                values = {"person_id": None, **({"post_id": None} if store == "assignment" else {}), **values}
                handle = self._same(store, values) or handle
            if store == "delegation":
                values = {"order_reference": "", "scope": "", **values}
        self.draft.put(store, handle, values, line)

    def _same(self, store: str, values: Mapping[str, Value]) -> int | None:
        """The row that already says it: same person, post, nature and first day (or same order)."""
        alike = _ALIKE[store]
        if store not in self.known:
            rows = self.draft.snapshot.rows[store].items()
            self.known[store] = {tuple(row[name] for name in alike): handle for handle, row in rows}
        wanted = tuple(values.get(name, "holder" if name == "kind" else None) for name in alike)
        return self.known[store].get(wanted)

    def _population(self, line: Line) -> None:
        values = self._values(line, "population")
        where, vintage = values.get("collectivity_id"), values.get("vintage")
        rows = self.draft.snapshot.rows["population"].items()
        found = next((key for key, row in rows if (row["collectivity_id"], row["vintage"]) == (where, vintage)), None)
        self.draft.put("population", found or self.draft.allocate(), values, line)

    def _territory(self, lines: list[Line]) -> None:
        for line in lines:
            handle = number(line.handle)
            if not self.draft.rows["collectivity"].get(handle, {}).get("is_home"):
                continue
            zone = line.text("time_zone")
            if zone and zone not in available_timezones():
                self.draft.faults.append(line.fault("unknown_zone", "time_zone", text=zone))
            found = next(iter(self.draft.rows["territory"]), None)
            values: dict[str, Value] = {"collectivity_id": handle}
            values |= {name: line.text(name) for name in ("time_zone", "department") if line.text(name)}
            if found is None:
                department = values.setdefault("department", self._department())
                values.setdefault("time_zone", zone_of_department(str(department)))
                values["reference_vintage"] = self._vintage(handle)
            if found is None or len(values) > 1:
                self.draft.put("territory", found or self.draft.allocate(), values, line, once=False)

    def _home(self) -> int | None:
        rows = self.draft.rows["collectivity"].items()
        return next((handle for handle, row in rows if row.get("is_home")), None)

    def _department(self) -> str:
        codes = [str(row["insee"]) for row in self.draft.rows["collectivity"].values() if row.get("insee")]
        return Counter(map(department_of, codes)).most_common(1)[0][0] if codes else ""

    def _vintage(self, home: int) -> Value:
        rows = self.draft.rows["population"].values()
        return max((number(row["vintage"]) for row in rows if row["collectivity_id"] == home), default=0)
