"""Short builders of dated rows, for the tests of the rules."""

from datetime import date
from decimal import Decimal

from interco.organisation.rules.rows import AssignmentKind, AssignmentRow, PostRow, UnitVersionRow

START = date(2026, 1, 1)


def unit(
    unit_id: int, name: str, parent_id: int | None = None, *,
    kind: str = "service", rank: int = 0, starts_on: date = START, ends_on: date | None = None, short_name: str = "",
) -> UnitVersionRow:  # fmt: skip
    """A version of a unit, open since `START` unless said otherwise."""
    return UnitVersionRow(unit_id, name, short_name, kind, parent_id, rank, starts_on, ends_on)


def post(
    post_id: int, unit_id: int, title: str = "Agent", *,
    fte: str = "1", leads: bool = False, starts_on: date = START, ends_on: date | None = None,
) -> PostRow:  # fmt: skip
    """A version of a post."""
    return PostRow(post_id, unit_id, title, "agent", Decimal(fte), leads, starts_on, ends_on)


def held(
    assignment_id: int, post_id: int, name: str, *,
    person_id: int = 0, quota: str = "1", kind: AssignmentKind = "holder", starts_on: date = START, ends_on: date | None = None,
) -> AssignmentRow:  # fmt: skip
    """An assignment; the person's number is that of the assignment unless said otherwise."""
    return AssignmentRow(
        assignment_id, post_id, person_id or assignment_id, name, Decimal(quota), kind, starts_on, ends_on
    )
