"""What only one may have: codes, matricules, the place of the intercommunality; and e-mail addresses at one time.

Two people may share an address (that of a reception desk): a line that gives its identifier says who it is about, and is
believed; without one, the address is what tells people apart.
"""

from collections.abc import Callable, Hashable, Iterator

from interco.organisation.rules.exchange.draft import Draft
from interco.organisation.rules.exchange.identities import said_name
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.snapshot import Row, period, text
from interco.organisation.rules.periods import overlap

Reader = Callable[[Row], Hashable]
_NOTHING: tuple[Hashable, ...] = ("", False, None)


def uniqueness_faults(draft: Draft) -> Iterator[Fault]:
    """A fault on each line that takes what another row has."""
    yield from _taken(draft, "collectivity", "siren", lambda row: text(row, "siren"), "code_taken")
    yield from _taken(draft, "collectivity", "insee", lambda row: text(row, "insee"), "code_taken")
    yield from _taken(draft, "collectivity", "is_home", lambda row: bool(row["is_home"]), "one_home")
    yield from _taken(
        draft, "person", "matricule",
        lambda row: (row["collectivity_id"], row["matricule"]) if row["matricule"] else "", "matricule_taken",
    )  # fmt: skip
    yield from _emails(draft)
    for (store, handle), line in draft.lines.items():
        row = draft.rows[store][handle]
        if store == "collectivity" and (row["kind"] == "epci") != bool(row["is_home"]):
            yield line.fault("one_epci", "kind")


def _taken(draft: Draft, store: str, column: str, read: Reader, code: str) -> Iterator[Fault]:
    owners: dict[Hashable, int] = {}
    clashes: list[tuple[int, int]] = []
    for handle, row in draft.rows[store].items():
        value = read(row)
        if value not in _NOTHING:
            first = owners.setdefault(value, handle)
            if first != handle:
                clashes.append((first, handle))
    for one, other in clashes:
        line = draft.lines.get((store, other)) or draft.lines.get((store, one))
        if line is not None:
            taken_by = one if draft.lines.get((store, other)) else other
            yield line.fault(code, column, name=said_name(dict(draft.rows[store][taken_by])))


def _emails(draft: Draft) -> Iterator[Fault]:
    by_address: dict[str, list[int]] = {}
    for handle, row in draft.rows["person"].items():
        if row["email"]:
            by_address.setdefault(text(row, "email").casefold(), []).append(handle)
    for handles in by_address.values():
        for place, other in enumerate(handles[1:], 1):
            line = draft.lines.get(("person", other))
            row = draft.rows["person"][other]
            twins = (draft.rows["person"][each] for each in handles[:place])
            twin = next((each for each in twins if overlap(period(each), period(row))), None)
            if line is not None and twin is not None and not line.text("key"):
                yield line.fault("email_taken", "email", name=said_name(dict(twin)))
