"""Writing the steps of a plan: whole stores at a time, each row known afterwards by its key."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from interco.foundation.core.identifiers import new_public_id
from interco.organisation.queries.stores import MODELS, by_key, objects
from interco.organisation.rules.exchange.draft import Step
from interco.organisation.rules.exchange.snapshot import FIELDS, IDENTIFIED
from interco.organisation.services.exchange.progress import Progress, silent

BATCH = 1_000
#: Fields that hold a handle, and the store it is of.
_LEADS_TO = {
    "collectivity_id": "collectivity", "unit_id": "unit", "parent_id": "unit", "post_id": "post", "person_id": "person",
}  # fmt: skip
Keys = dict[tuple[str, int], int]


def lock_organisation() -> None:
    """Keep every other writer of the organisation out until the end of the transaction (SQLite has one at a time)."""
    if connection.vendor == "postgresql":
        names = ", ".join(f'"{model._meta.db_table}"' for model in MODELS.values())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def write_steps(steps: Sequence[Step], *, at: Any, progress: Progress = silent) -> Keys:
    """Write all the steps; the key of each row by its store and handle."""
    keys: Keys = {}
    done = 0
    for store in FIELDS:
        own = [step for step in steps if step.store == store]
        keys |= {(store, step.handle): step.handle for step in own if step.action != "created"}
        keys |= _create(store, [step for step in own if step.action == "created"], keys, at)
        _change(store, [step for step in own if step.action == "changed"], keys)
        done += len(own)
        if own:
            progress("write", done, len(steps))
    return keys


def _resolved(step: Step, keys: Keys) -> dict[str, Any]:
    return {
        name: keys.get((_LEADS_TO[name], value), value) if name in _LEADS_TO and isinstance(value, int) else value
        for name, value in step.values.items()
    }


def _create(store: str, steps: Sequence[Step], keys: Keys, at: Any) -> Keys:
    model = MODELS[store]
    rows = []
    for step in steps:
        row = model(**_resolved(step, keys))
        if store in IDENTIFIED:
            row.public_id = step.public_key or new_public_id()  # type: ignore[attr-defined]  # all in IDENTIFIED have it
        if store == "territory":
            row.created_at = at  # type: ignore[attr-defined]  # a territory has it
        rows.append(row)
    made = objects(store).bulk_create(rows, batch_size=BATCH)
    return {(store, step.handle): row.pk for step, row in zip(steps, made, strict=True)}


def _change(store: str, steps: Sequence[Step], keys: Keys) -> None:
    wanted = {step.handle: step for step in steps}
    groups: dict[tuple[str, ...], list[Any]] = {}
    for row in by_key(store, wanted):
        values = _resolved(wanted[row.pk], keys)
        set_values(row, values)
        groups.setdefault(tuple(sorted(values)), []).append(row)
    update(store, groups)


def set_values(row: Any, values: dict[str, Any]) -> None:
    """Give a row other values, and its next version."""
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1


def update(store: str, groups: dict[tuple[str, ...], list[Any]]) -> None:
    """Save rows grouped by the fields that change."""
    for names, rows in groups.items():
        fields = [MODELS[store]._meta.get_field(name).name for name in names]
        versioned = ["version"] if hasattr(rows[0], "version") else []
        objects(store).bulk_update(rows, [*fields, *versioned], batch_size=200)


def touched(steps: Iterable[Step], keys: Keys, *stores: str) -> list[int]:
    """The keys of the rows of some stores that the steps created or changed."""
    return [keys[step.store, step.handle] for step in steps if step.store in stores and step.action != "unchanged"]
