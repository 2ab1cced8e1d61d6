"""Who has acknowledged a note and who has not, among those still there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from interco.organisation.queries.sheets import Named, names_of_units
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.queries.audience import Reached


@dataclass(frozen=True, slots=True)
class Figures:
    """How many a note reached, and how many took note. `without_mail` are those it is printed for."""

    reached: int
    acknowledged: int
    missing: int
    without_mail: int


@dataclass(frozen=True, slots=True)
class FollowLine:
    """Somebody a note is for, with their service."""

    row: Addressee
    unit: Named | None


def _present(day: date) -> Q:
    """Those who have not left: who has is no longer awaited."""
    return Q(person__starts_on__lte=day) & (Q(person__ends_on=None) | Q(person__ends_on__gt=day))


def missing(note: StaffNote, day: date) -> QuerySet[Addressee]:
    """Those who are still there and have not acknowledged, by name."""
    rows = Addressee.objects.filter(_present(day), note=note, acknowledged_at=None)
    return rows.select_related("person").order_by("person__last_name", "person__first_name", "pk")


def figures_of(note: StaffNote, day: date) -> Figures:
    """The figures of one note. One query."""
    present = _present(day)
    found = Addressee.objects.filter(note=note).aggregate(
        reached=Count("pk"), acknowledged=Count("pk", filter=~Q(acknowledged_at=None)),
        missing=Count("pk", filter=present & Q(acknowledged_at=None)),
        without_mail=Count("pk", filter=present & Q(acknowledged_at=None, by_mail=False)),
    )  # fmt: skip
    return Figures(**found)


def lines_with_units(rows: Iterable[Addressee], day: date) -> list[FollowLine]:
    """The rows with the service by which the note came. One query."""
    listed = list(rows)
    units = names_of_units({row.unit_id for row in listed if row.unit_id}, day)
    return [FollowLine(row, units.get(row.unit_id or 0)) for row in listed]


_COLUMNS = (
    "person_id", "person__public_id", "person__first_name", "person__last_name", "person__email", "unit_id",
    "person__user__preferences",
)  # fmt: skip


def reached_of(rows: QuerySet[Addressee]) -> list[Reached]:
    """The same people as the diffusion reads them. One query."""
    told: Any = rows.select_related(None).values_list(*_COLUMNS)
    return [Reached(*row) for row in told]
