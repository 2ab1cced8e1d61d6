"""Which version each line rewrites.

Rule: the one that starts on the line's day; else none, and a version is added. A line that gives no first day speaks of
the version of the day. A collectivity opened by the first start has a first day nobody chose: for collectivities, a line
that overlaps a version no other line takes corrects its days.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from interco.organisation.rules.exchange.cells import Value
from interco.organisation.rules.exchange.snapshot import Row, period
from interco.organisation.rules.periods import Period, contains, overlap


def match_versions(
    existing: Sequence[tuple[int, Row]], given: Sequence[dict[str, Value]], day: date, *, by_overlap: bool
) -> list[int | None]:
    """The handle of the version that each line rewrites, or nothing."""
    found: list[int | None] = [None] * len(given)
    taken: set[int] = set()
    starts = {row["starts_on"]: handle for handle, row in existing}
    for place, values in enumerate(given):
        handle = starts.get(values["starts_on"]) if "starts_on" in values else _of_the_day(existing, day)
        if handle is not None and handle not in taken:
            found[place] = handle
            taken.add(handle)
    for place, values in enumerate(given if by_overlap else ()):
        if found[place] is not None or (days := _days(values)) is None:
            continue
        for handle, row in existing:
            if handle not in taken and overlap(period(row), days):
                found[place] = handle
                taken.add(handle)
                break
    return found


def _of_the_day(existing: Sequence[tuple[int, Row]], day: date) -> int | None:
    there = [handle for handle, row in existing if contains(period(row), day)]
    return next(iter([*there, *(handle for handle, _row in reversed(existing))]), None)


def _days(values: Mapping[str, Value]) -> Period | None:
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if not isinstance(starts_on, date):
        return None
    if isinstance(ends_on, date) and ends_on <= starts_on:
        return None
    return Period(starts_on, ends_on if isinstance(ends_on, date) else None)
