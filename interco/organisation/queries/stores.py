"""The organisation as the rows of the rules of exchange: one query a store, whatever the size."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from interco.organisation.models import (
    Assignment,
    Collectivity,
    CollectivityVersion,
    Person,
    Population,
    Post,
    PostVersion,
    SignatureDelegation,
    Territory,
    Unit,
    UnitVersion,
)
from interco.organisation.rules.exchange.snapshot import FIELDS, IDENTIFIED, Snapshot

MODELS: dict[str, type[models.Model]] = {
    "collectivity": Collectivity, "collectivity_version": CollectivityVersion, "population": Population,
    "territory": Territory, "unit": Unit, "unit_version": UnitVersion, "post": Post, "post_version": PostVersion,
    "person": Person, "assignment": Assignment, "delegation": SignatureDelegation,
}  # fmt: skip
#: More keys than this in one statement, and some databases refuse it.
CHUNK = 5_000


def objects(store: str) -> models.QuerySet[Any]:
    """All the rows of a store."""
    return MODELS[store]._default_manager.all()


def snapshot(limits: dict[str, models.QuerySet[Any]] | None = None) -> Snapshot:
    """Everything, or for the stores of `limits` the rows of these querysets only."""
    found = Snapshot()
    for store, names in FIELDS.items():
        rows = (limits or {}).get(store, objects(store)).order_by("pk")
        if store in IDENTIFIED:
            for pk, key, *values in rows.values_list("pk", "public_id", *names):
                found.rows[store][pk] = dict(zip(names, values, strict=True))
                found.keys[store][key] = pk
        else:
            for pk, *values in rows.values_list("pk", *names):
                found.rows[store][pk] = dict(zip(names, values, strict=True))
    return found


def on_day(rows: models.QuerySet[Any], day: date | None) -> models.QuerySet[Any]:
    """The dated rows that hold on a day; all of them without a day."""
    if day is None:
        return rows
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def by_key(store: str, keys: Iterable[int]) -> Iterator[Any]:
    """Rows of a store by their keys, a few thousand at a time."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        yield from objects(store).filter(pk__in=wanted[start : start + CHUNK]).order_by("pk")


def values_by_key(store: str, keys: Iterable[int], *names: str) -> Iterator[tuple[Any, ...]]:
    """The key and some columns of rows of a store, a few thousand at a time."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        rows = objects(store).filter(pk__in=wanted[start : start + CHUNK]).order_by("pk")
        yield from rows.values_list("pk", *names)
