"""Quotas of the posts and of the people that an import touches."""

from collections.abc import Iterator
from decimal import Decimal

from interco.organisation.rules.exchange.draft import Draft
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.rules.exchange.snapshot import Row, number, period, text
from interco.organisation.rules.quotas import breaches
from interco.organisation.rules.rows import AssignmentRow


def quota_faults(draft: Draft) -> Iterator[Fault]:
    """A fault on the last line of each breach of quota."""
    own = {handle for store, handle in draft.lines if store == "assignment"}
    posts = {draft.rows["assignment"][handle]["post_id"] for handle in own}
    people = {draft.rows["assignment"][handle]["person_id"] for handle in own}
    rows = [
        _as_row(draft, handle, row)
        for handle, row in draft.rows["assignment"].items()
        if row["post_id"] in posts or row["person_id"] in people
    ]
    for breach in breaches(rows):
        lines = [draft.lines["assignment", handle] for handle in breach.assignment_ids if handle in own]
        if lines:
            column = "person" if breach.kind == "person" else "post"
            yield max(lines, key=lambda line: (line.sheet, line.row)).fault("quota", column, breach=breach)


def _as_row(draft: Draft, handle: int, row: Row) -> AssignmentRow:
    days, person, quota = period(row), draft.rows["person"][number(row["person_id"])], row["quota"]
    return AssignmentRow(
        handle, number(row["post_id"]), number(row["person_id"]), f"{text(person, 'first_name')} {text(person, 'last_name')}",
        quota if isinstance(quota, Decimal) else Decimal(1), "interim" if row["kind"] == "interim" else "holder",
        days.starts_on, days.ends_on,
    )  # fmt: skip
