"""What must hold of the organisation an import would leave; each fault is told at the cell that causes it.

Rule: periods end after they start; versions of one thing never overlap; a unit stands under a unit of its collectivity
on all its days, never under itself; a post stands in a unit, an assignment on a post and with a person present, on all
their days; quotas hold; what must be unique is. Only what the import touches is told.
"""

from collections.abc import Iterator
from datetime import date

from interco.organisation.rules.exchange.check_places import loops_and_depths
from interco.organisation.rules.exchange.check_quotas import quota_faults
from interco.organisation.rules.exchange.check_uniqueness import uniqueness_faults
from interco.organisation.rules.exchange.draft import Draft
from interco.organisation.rules.exchange.identities import said_name
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.snapshot import FIELDS, Row, number, period, text
from interco.organisation.rules.periods import Period, first_overlap, first_uncovered

#: Version store → the field of the thing it is a version of.
_VERSIONS = {"collectivity_version": "collectivity_id", "unit_version": "unit_id", "post_version": "post_id"}
#: Row → what must be there on all its days: its field, the store of the periods, by which field, the fault, the column.
_COVERED = (
    ("unit_version", "parent_id", "unit_version", "unit_id", "parent_absent", "parent"),
    ("post_version", "unit_id", "unit_version", "unit_id", "unit_absent", "unit"),
    ("assignment", "post_id", "post_version", "post_id", "post_absent", "post"),
    ("assignment", "person_id", "person", "", "person_absent", "person"),
    ("delegation", "person_id", "person", "", "person_absent", "person"),
)


def check(draft: Draft) -> list[Fault]:
    """All the faults of a draft."""
    bad = list(_periods(draft))
    if bad:
        return bad
    return [
        *_overlaps(draft), *_other_collectivities(draft), *_uncovered(draft), *loops_and_depths(draft),
        *quota_faults(draft), *uniqueness_faults(draft),
    ]  # fmt: skip


def _periods(draft: Draft) -> Iterator[Fault]:
    for (store, handle), line in draft.lines.items():
        row = draft.rows[store][handle]
        starts_on, ends_on = row.get("starts_on"), row.get("ends_on")
        if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on <= starts_on:
            yield line.fault("ends_before", "ends_on")
    required = {"unit_id", "post_id", "person_id", "collectivity_id"}
    optional = {("delegation", "post_id")}
    for (store, handle), line in draft.lines.items():
        row = draft.rows[store][handle]
        for name in required & set(FIELDS[store]):
            if row.get(name) is None and (store, name) not in optional:
                yield line.fault("needed", name.removesuffix("_id"))


def _overlaps(draft: Draft) -> Iterator[Fault]:
    for store, of in _VERSIONS.items():
        touched = {number(draft.rows[store][handle][of]) for where, handle in draft.lines if where == store}
        groups: dict[int, list[_Held]] = {}
        for handle, row in draft.rows[store].items():
            if row[of] in touched:
                groups.setdefault(number(row[of]), []).append(_Held(handle, period(row)))
        for rows in groups.values():
            clash = first_overlap(rows)
            if clash is None:
                continue
            line = draft.lines.get((store, clash[1].handle)) or draft.lines.get((store, clash[0].handle))
            if line is not None:
                yield line.fault("overlap", "starts_on", start=clash[0].starts_on, end=clash[0].ends_on)


class _Held:
    """A version and its days, for the rules of periods."""

    __slots__ = ("ends_on", "handle", "starts_on")

    def __init__(self, handle: int, days: Period) -> None:
        self.handle, self.starts_on, self.ends_on = handle, days.starts_on, days.ends_on


def _other_collectivities(draft: Draft) -> Iterator[Fault]:
    units = draft.rows["unit"]
    for (store, handle), line in draft.lines.items():
        if store == "unit_version":
            row = draft.rows[store][handle]
            parent = row["parent_id"]
            if parent is None:
                continue
            own = units[number(row["unit_id"])]
            if parent == row["unit_id"] or units[number(parent)]["collectivity_id"] != own["collectivity_id"]:
                yield line.fault("own_parent" if parent == row["unit_id"] else "other_collectivity", "parent")


def _uncovered(draft: Draft) -> Iterator[Fault]:
    """Rows on days when what they stand in is not there, told on their line or on the line that took it away."""
    for store, name, over, by, code, column in _COVERED:
        outers: dict[int, list[Period]] = {}
        culprits: dict[int, tuple[str, int]] = {}
        for handle, row in draft.rows[over].items():
            thing = number(row[by]) if by else handle
            outers.setdefault(thing, []).append(period(row))
            if (over, handle) in draft.lines:
                culprits[thing] = (over, handle)
        for handle, row in draft.rows[store].items():
            thing_ref = row[name]
            own_line = draft.lines.get((store, handle))
            if thing_ref is None or (own_line is None and thing_ref not in culprits):
                continue
            absent = first_uncovered(period(row), outers.get(number(thing_ref), []))
            if absent is None:
                continue
            facts = {"day": absent, "name": _called(draft, over, number(thing_ref)), "what": said_name(dict(row))}
            if own_line is not None:
                yield own_line.fault(code, column, **facts)
            else:
                yield draft.lines[culprits[number(thing_ref)]].fault("still_needed", "ends_on", store=store, **facts)


def _called(draft: Draft, over: str, thing: int) -> str:
    if over == "person":
        return said_name(dict(draft.rows["person"].get(thing, {})))
    of = _VERSIONS[over]
    rows: list[Row] = [row for row in draft.rows[over].values() if row[of] == thing]
    return text(rows[0], "name") or text(rows[0], "title") if rows else ""
