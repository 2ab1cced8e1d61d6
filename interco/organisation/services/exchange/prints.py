"""The print of a row: a hash of all its columns, to know later whether somebody touched it."""

import hashlib
from collections.abc import Iterable

from interco.organisation.queries.stores import MODELS, values_by_key


def prints_of(store: str, keys: Iterable[int]) -> dict[int, str]:
    """The print of each row that is still there, by key, as the database gives it."""
    names = [field.attname for field in MODELS[store]._meta.concrete_fields if not field.primary_key]
    return {
        key: hashlib.sha256(repr(list(zip(names, values, strict=True))).encode()).hexdigest()
        for key, *values in values_by_key(store, keys, *names)
    }
