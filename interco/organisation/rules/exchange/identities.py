"""Which thing each line of a table speaks of: one that exists, or a new one.

Rule: the identifier says it when there is one (that of an export, or a text of the file's own); else what nobody else
has (SIREN, INSEE, matricule, e-mail, reference of the post); else the name. A name that two things share is not decided:
the line is told to give the identifier. A reference in another column is understood by the same words.

Worked example: the cell « DOST » of the column « Rattachée à » is the unit of which DOST is the identifier, the name or
the short name, in the file first, in the organisation then.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from interco.organisation.rules.exchange.lines import Fault, Line
from interco.organisation.rules.exchange.snapshot import Snapshot, names_of, number, period, text, token
from interco.organisation.rules.periods import contains

#: The store of the things of each table, and that of their versions.
STORES = {
    "collectivities": ("collectivity", "collectivity_version", "collectivity_id"),
    "units": ("unit", "unit_version", "unit_id"),
    "posts": ("post", "post_version", "post_id"),
    "people": ("person", "", ""),
    "assignments": ("assignment", "", ""),
    "delegations": ("delegation", "", ""),
}
#: What tells a line without identifier apart, the surest first.
_NATURAL = {
    "collectivities": ("siren", "insee", "name"), "units": ("name",), "posts": ("reference",),
    "people": ("matricule", "email", "full_name"),
}  # fmt: skip
PUBLIC_KEY = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(slots=True)
class Identities:
    """The handles of the lines and the words that lead to them; filled table by table."""

    snapshot: Snapshot
    day: date
    allocate: Callable[[], int]
    by_key: dict[str, dict[str, int]] = field(default_factory=dict)
    in_file: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    standing: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    public_keys: dict[tuple[str, int], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def identify(self, table: str, lines: Iterable[Line]) -> list[Line]:
        """The lines of a table with their handles."""
        self.by_key.setdefault(table, {})
        self.in_file.setdefault(table, {})
        if table in {"collectivities", "units", "posts", "people"}:
            self.standing[table] = self._standing(table)
        return [replace(line, handle=line.handle or self._handle(table, line)) for line in lines]

    def refer(self, line: Line, name: str, table: str) -> int | None:
        """The handle a reference leads to; nothing when the cell is empty or wrong, which is then told."""
        given = line.values.get(name)
        if isinstance(given, int) and not isinstance(given, bool):
            return given
        if not isinstance(given, str) or not given:
            return None
        store = STORES[table][0]
        for known in (self.by_key.get(table, {}), self.snapshot.keys[store]):
            if given in known:
                return known[given]
        for names in (self.in_file.get(table, {}), self.standing.get(table, {})):
            found = names.get(token(given), set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                self.faults.append(line.fault("ambiguous", name, text=given, table=table))
                return None
        self.faults.append(line.fault("unknown", name, text=given, table=table))
        return None

    def _handle(self, table: str, line: Line) -> int:
        store, key = STORES[table][0], line.text("key")
        found = self.by_key[table].get(key) or self.snapshot.keys[store].get(key) if key else None
        if found is None and (not key or table == "collectivities"):
            found = self._natural(table, line)
        handle = found or self.allocate()
        if key:
            self.by_key[table][key] = handle
            if handle < 0 and PUBLIC_KEY.fullmatch(key):
                self.public_keys[store, handle] = key
        for word in names_of(table, [line.values]):
            self.in_file[table].setdefault(word, set()).add(handle)
        return handle

    def _natural(self, table: str, line: Line) -> int | None:
        for name in _NATURAL.get(table, ()):
            given = f"{line.text('first_name')} {line.text('last_name')}" if name == "full_name" else line.text(name)
            if not given.strip():
                continue
            for names in (self.in_file[table], self.standing[table]):
                found = self._fitting(table, line, names.get(token(given), set()))
                if len(found) > 1:
                    self.faults.append(line.fault("ambiguous", name, text=given, table=table))
                if found:
                    return min(found)
            if name in {"email", "matricule"}:
                return None
        return None

    def _fitting(self, table: str, line: Line, found: set[int]) -> set[int]:
        """Among things of one name, those of the collectivity that the line names."""
        if table not in {"units", "people"} or not line.text("collectivity"):
            return found
        wanted = self.by_key.get("collectivities", {}).get(line.text("collectivity")) or self.snapshot.keys[
            "collectivity"
        ].get(line.text("collectivity"))
        rows = self.snapshot.rows[STORES[table][0]]
        return {each for each in found if wanted is None or each not in rows or rows[each]["collectivity_id"] == wanted}

    def _standing(self, table: str) -> dict[str, set[int]]:
        """The words that lead to what exists; a name of today wins over a name of another day."""
        store, versions, of = STORES[table]
        today: dict[str, set[int]] = {}
        ever: dict[str, set[int]] = {}
        for handle, row in self.snapshot.rows[store].items():
            for word in names_of(table, [row]):
                today.setdefault(word, set()).add(handle)
        for row in self.snapshot.rows[versions].values() if versions else ():
            words = names_of(table, [row])
            for word in words:
                (today if contains(period(row), self.day) else ever).setdefault(word, set()).add(number(row[of]))
        return {**ever, **today}


def said_name(row: dict[str, object] | None) -> str:
    """How a thing is called in a sentence."""
    if row is None:
        return ""
    if row.get("last_name"):
        return f"{row.get('first_name', '')} {row['last_name']}".strip()
    return text(row, "name") or text(row, "title") or text(row, "order_reference")  # type: ignore[arg-type]  # read only: a row of any values will do
