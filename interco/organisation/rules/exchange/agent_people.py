"""The people that a list of agents names: known by their matricule, their e-mail, or failing these by their name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.lines import Fault, Line
from interco.organisation.rules.exchange.snapshot import Snapshot, names_of, text, token
from interco.organisation.rules.exchange.words import capitalised, split_name

_KEPT = ("gender", "email", "phone", "matricule")
_VACANT = {"vacant", "poste vacant", "a pourvoir", "vacante", "en cours de recrutement"}


@dataclass(slots=True)
class People:
    """Asked line by line; remembers who was read."""

    snapshot: Snapshot
    day: date
    allocate: Callable[[], int]
    faults: list[Fault]
    standing: dict[str, set[int]] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    made: dict[int, Line] = field(default_factory=dict)
    called: dict[int, str] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for handle, row in self.snapshot.rows["person"].items():
            if row["collectivity_id"] != self.snapshot.home:
                continue
            self.called[handle] = token(f"{row['first_name']} {row['last_name']}")
            for word in names_of("people", [row]):
                self.standing.setdefault(word, set()).add(handle)

    def of(self, line: Line) -> int | None:
        """The person of a line; nothing for a vacant post."""
        first, last = self._name(line)
        if token(f"{first} {last}") in _VACANT | {""}:
            return None
        if not first or not last:
            self.faults.append(line.fault("name_in_two", "first_name" if "first_name" in line.columns else "person"))
        name = token(f"{first} {last}")
        sure = [token(line.text(field)) for field in ("matricule", "email") if line.text(field)]
        handle = self._known(line, sure, name)
        if handle is None:
            handle = self.allocate()
        if self.called.setdefault(handle, name) != name:
            self.faults.append(line.fault("email_shared", "email", name=self._shown(handle)))
        for word in sure or [name]:
            self.read.setdefault(word, handle)
        for word in (name, token(f"{last} {first}"), token(last)):
            self.by_name.setdefault(word, set()).add(handle)
        if handle not in self.made:
            self.made[handle] = self._line(line, handle, first, last)
        return handle

    def named(self, written: str) -> set[int]:
        """The people of the list who answer to a name."""
        return self.by_name.get(token(written), set())

    def lines(self) -> list[Line]:
        """A line for each person read."""
        return list(self.made.values())

    def _name(self, line: Line) -> tuple[str, str]:
        first, last = line.text("first_name"), line.text("last_name")
        if not first and not last:
            return split_name(line.text("full_name"))
        return capitalised(first), capitalised(last)

    def _known(self, line: Line, sure: list[str], name: str) -> int | None:
        for word in sure or [name]:
            if word in self.read:
                return self.read[word]
        for word in [*sure, name]:
            found = self.standing.get(word, set())
            if len(found) > 1:
                self.faults.append(line.fault("ambiguous", "person", text=name, table="people"))
            if found:
                return min(found)
        return None

    def _shown(self, handle: int) -> str:
        row = self.snapshot.rows["person"].get(handle) or self.made[handle].values
        return f"{text(row, 'first_name')} {text(row, 'last_name')}"

    def _line(self, line: Line, handle: int, first: str, last: str) -> Line:
        values: dict[str, Value] = {name: line.values[name] for name in _KEPT if line.values.get(name)}
        if handle < 0:
            values |= {"first_name": first, "last_name": last, "starts_on": line.values.get("starts_on") or self.day}
        return Line("people", line.sheet, line.row, values, line.columns, handle)
