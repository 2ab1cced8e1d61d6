"""Questions built once and asked again with other values, where every page asks the same.

The ORM takes 0.3 to 0.7 ms of processor to build a statement that the database answers in 0.03. A prepared question is
written in the ORM's own words, compiled at its first use, and from then on only its values change:

    _SEAT = Prepared(lambda meeting, person: Attendee.objects.filter(meeting_id=meeting, person_id=person), int, int)
    seats = _SEAT(meeting.pk, actor.person_id)

A value stands for one value compared as it is, as often as needed: never for a list, a missing value or a row. Rows
come as instances, with the relations of `select_related`, or as tuples for `values_list`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError

Row = Sequence[Any]
#: Values that no question holds by itself: they mark the places of those given later.
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda rank: 7_310_000_000_000_000_000 + rank,
    str: lambda rank: f"\x01 place {rank}",
    date: lambda rank: date(1583, 1, 1) + timedelta(days=rank),
    datetime: lambda rank: datetime(1583, 1, 1, tzinfo=UTC) + timedelta(days=rank),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled question: `places` gives, for each parameter, the rank of the value it takes, or nothing."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[int | None, ...]
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
    make: Callable[[Row], Any] | None
    locks: bool


class Prepared:
    """`Prepared(build, *kinds)`: `build` takes one argument for each kind and returns a queryset."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._plans: dict[str, _Plan] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """The rows for these values."""
        plan = self._plans.get(connection.vendor) or self._compile()
        if plan.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A prepared question that locks its rows is asked inside a transaction.")
        given = [_adapted(value) for value in values]
        params = [
            given[place] if place is not None else param
            for place, param in zip(plan.places, plan.params, strict=True)
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, params)
            rows: Iterable[Row] = cursor.fetchall()
        if plan.converters:
            rows = _converted(rows, plan)
        return [plan.make(row) for row in rows] if plan.make else list(rows)

    def first(self, *values: Any) -> Any:
        """The first row for these values, or nothing."""
        return next(iter(self(*values)), None)

    def _compile(self) -> _Plan:
        marks = [_MARKS[kind](rank) for rank, kind in enumerate(self._kinds)]
        queryset = self._build(*marks)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        adapted = [_adapted(mark) for mark in marks]
        places = tuple(adapted.index(param) if param in adapted else None for param in params)
        if set(range(len(marks))) - set(places):
            raise ValueError("A value of a prepared question is not compared as it is.")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        makes_models = issubclass(queryset._iterable_class, ModelIterable)  # noqa: SLF001 - told by nothing else
        plan = _Plan(
            sql, tuple(params), places, tuple((index, *found) for index, found in converters.items()),
            _maker(compiler) if makes_models else None, queryset.query.select_for_update,
        )  # fmt: skip
        self._plans[connection.vendor] = plan
        return plan


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _converted(rows: Iterable[Row], plan: _Plan) -> list[list[Any]]:
    converted = [list(row) for row in rows]
    for index, functions, expression in plan.converters:
        for row in converted:
            for function in functions:
                row[index] = function(row[index], expression, connection)
    return converted


def _maker(compiler: Any) -> Callable[[Row], Model]:
    """What makes an instance of a row, as `ModelIterable` does it."""
    info, alias = compiler.klass_info, compiler.connection.alias
    fields = info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    model, populators = info["model"], cast(Any, get_related_populators)(info, compiler.select, alias)

    def make(row: Row) -> Model:
        made: Model = model.from_db(alias, names, row[first:last])
        for populator in populators:
            populator.populate(row, made)
        return made

    return make
