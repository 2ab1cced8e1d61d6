"""Half-open periods, and the two gestures on the versions of one thing: *changer au…* and *fermer au…*.

Rule: a period holds from its first day (inclusive) to its end (exclusive); versions of one thing never overlap.
*Changer au D* closes the version that holds on D and opens another from D to where the closed one ended; when a
version already starts on D, that one is rewritten. *Fermer au D* ends the version that holds on D; a version planned
after D would be lost, so it must be named first.

Worked example: « Communication » [2020-01-01, …) changed on 2027-01-01 gives [2020-01-01, 2027-01-01) and
[2027-01-01, …). Changed again on 2023-05-01, the new version is [2023-05-01, 2027-01-01): the future stays as
planned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything that holds over a half-open period."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Period:
    """[starts_on, ends_on); `ValueError` when it would be empty."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise ValueError(f"A period ends after it starts: {self.starts_on} to {self.ends_on}")


def contains(period: Dated, day: date) -> bool:
    """Whether the period holds on that day."""
    return period.starts_on <= day and (period.ends_on is None or day < period.ends_on)


def overlap(one: Dated, other: Dated) -> Period | None:
    """The days that two periods share; nothing when they share none."""
    starts_on = max(one.starts_on, other.starts_on)
    ends_on = min((end for end in (one.ends_on, other.ends_on) if end is not None), default=None)
    return Period(starts_on, ends_on) if ends_on is None or starts_on < ends_on else None


def covers(outer: Dated, inner: Dated) -> bool:
    """Whether every day of `inner` is a day of `outer`."""
    ends_in_time = outer.ends_on is None or (inner.ends_on is not None and inner.ends_on <= outer.ends_on)
    return outer.starts_on <= inner.starts_on and ends_in_time


def first_overlap(rows: Iterable[D]) -> tuple[D, D] | None:
    """The first two rows that share a day, by their starts; nothing when all are apart."""
    ordered = sorted(rows, key=lambda row: row.starts_on)
    return next(((one, other) for one, other in pairwise(ordered) if overlap(one, other)), None)


def elementary_periods(rows: Iterable[Dated]) -> list[Period]:
    """The shortest periods between two dates of change, over which the same rows hold; days without rows are

    left out.
    """
    all_rows = list(rows)
    cuts: list[date] = sorted({row.starts_on for row in all_rows} | {row.ends_on for row in all_rows if row.ends_on})
    pieces = [Period(start, end) for start, end in pairwise(cuts)]
    if cuts and any(row.ends_on is None for row in all_rows):
        pieces.append(Period(cuts[-1]))
    return [piece for piece in pieces if any(contains(row, piece.starts_on) for row in all_rows)]


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What *changer au…* does: the index of the version to close (or, when it starts that day, to rewrite), the

    new period.
    """

    closes: int | None
    rewrites: int | None
    opens: Period


def plan_change(versions: Sequence[Dated], day: date) -> ChangePlan | None:
    """How to change a thing on a day; nothing when no version holds on that day."""
    for index, version in enumerate(versions):
        if version.starts_on == day:
            return ChangePlan(closes=None, rewrites=index, opens=Period(day, version.ends_on))
        if contains(version, day):
            return ChangePlan(closes=index, rewrites=None, opens=Period(day, version.ends_on))
    return None


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """What *fermer au…* does: the index of the version to end on that day, and those planned later, in the way."""

    ends: int
    in_the_way: tuple[int, ...]


def plan_close(versions: Sequence[Dated], day: date) -> ClosePlan | None:
    """How to close a thing on a day (its first day of absence); nothing when it did not exist the day before."""
    ends = next(
        (
            index
            for index, row in enumerate(versions)
            if row.starts_on < day and (row.ends_on is None or row.ends_on >= day)
        ),
        None,
    )
    if ends is None:
        return None
    return ClosePlan(ends, tuple(index for index, row in enumerate(versions) if row.starts_on >= day))


def first_uncovered(inner: Dated, outers: Iterable[Dated]) -> date | None:
    """The first day of `inner` on which none of the `outers` holds; nothing when they cover it all.

    A unit [2026-01-01, …) under a parent that holds [2020-01-01, 2027-01-01) is uncovered from 2027-01-01.
    """
    reached = inner.starts_on
    for outer in sorted(outers, key=lambda row: row.starts_on):
        if contains(outer, reached):
            if outer.ends_on is None:
                return None
            reached = outer.ends_on
    return None if inner.ends_on is not None and reached >= inner.ends_on else reached
