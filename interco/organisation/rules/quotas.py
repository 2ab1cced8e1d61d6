"""Quotas: how much of a post is held, and how much of a person is taken.

Rule: over every day, the quotas of the holders of one post sum to at most 1, and so do those of one person over all
her posts. An interim takes nothing from the post (its holder may be only away) nor from the person (who keeps her own
post), but one post has one interim at a time and nobody stands in for a post she already holds. Nobody is twice on
the same post at once.

Worked example: a post held at 0.80 by A since January and at 0.50 by B from March is overfull from March: 1.30.
Breach `Breach("post", 7, [2027-03-01, …), 1.30, ("A", "B"))`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from interco.organisation.rules.periods import Period, contains, elementary_periods, overlap
from interco.organisation.rules.rows import AssignmentRow

WHOLE = Decimal(1)
BreachKind = Literal["post", "person", "two_interims", "twice", "interim_of_herself"]


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule broken over a period: which, for which post or person, the sum reached, who and by which assignments."""

    kind: BreachKind
    subject_id: int
    period: Period
    total: Decimal
    people: tuple[str, ...]
    assignment_ids: tuple[int, ...]


def breaches(rows: Iterable[AssignmentRow]) -> list[Breach]:
    """Every rule of quotas that the assignments break, by first day."""
    all_rows = list(rows)
    holders = [row for row in all_rows if row.kind == "holder"]
    interims = [row for row in all_rows if row.kind == "interim"]
    found = [
        *_overfull("post", _grouped(holders, lambda row: row.post_id)),
        *_overfull("person", _grouped(holders, lambda row: row.person_id)),
        *_meetings("two_interims", _grouped(interims, lambda row: row.post_id), lambda *_pair: True),
        *_meetings(
            "twice",
            _grouped(all_rows, lambda row: row.post_id),
            lambda one, other: one.person_id == other.person_id and one.kind == other.kind,
        ),
        *_meetings(
            "interim_of_herself",
            _grouped(all_rows, lambda row: row.post_id),
            lambda one, other: one.person_id == other.person_id and one.kind != other.kind,
        ),
    ]
    return sorted(found, key=lambda breach: (breach.period.starts_on, breach.kind, breach.subject_id))


def _grouped(rows: Iterable[AssignmentRow], key: Callable[[AssignmentRow], int]) -> dict[int, list[AssignmentRow]]:
    groups: dict[int, list[AssignmentRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _overfull(kind: BreachKind, groups: dict[int, list[AssignmentRow]]) -> list[Breach]:
    found = []
    for subject_id, rows in groups.items():
        for period in elementary_periods(rows) if len(rows) > 1 or rows[0].quota > WHOLE else ():
            there = [row for row in rows if contains(row, period.starts_on)]
            total = sum((row.quota for row in there), Decimal(0))
            if total > WHOLE:
                found.append(_breach(kind, subject_id, period, total, there))
    return _merged(found)


def _meetings(
    kind: BreachKind,
    groups: dict[int, list[AssignmentRow]],
    clash: Callable[[AssignmentRow, AssignmentRow], bool],
) -> list[Breach]:
    found = []
    for subject_id, rows in groups.items():
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                shared = overlap(one, other)
                if shared and clash(one, other):
                    found.append(_breach(kind, subject_id, shared, one.quota + other.quota, [one, other]))
    return found


def _breach(kind: BreachKind, subject_id: int, period: Period, total: Decimal, rows: Sequence[AssignmentRow]) -> Breach:
    people = tuple(dict.fromkeys(row.person_name for row in rows))
    return Breach(kind, subject_id, period, total, people, tuple(row.assignment_id for row in rows))


def _merged(found: list[Breach]) -> list[Breach]:
    """Neighbouring periods with the same assignments told as one."""
    merged: list[Breach] = []
    for breach in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.subject_id == breach.subject_id
            and last.assignment_ids == breach.assignment_ids
            and last.period.ends_on == breach.period.starts_on
        ):
            joined = Period(last.period.starts_on, breach.period.ends_on)
            merged[-1] = Breach(last.kind, last.subject_id, joined, last.total, last.people, last.assignment_ids)
        else:
            merged.append(breach)
    return merged
