"""What forbids taking an import back: rows touched since, rows that others refer to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from interco.organisation.models import Collectivity, Person, Post, PostVersion, SignatureDelegation, Unit, UnitVersion
from interco.organisation.queries.stores import CHUNK, MODELS, by_key


@dataclass(frozen=True, slots=True)
class Blocker:
    """A row in the way: what it is, its name, why."""

    kind: str
    name: str
    reason: str


def names_of_rows(store: str, keys: Collection[int], reason: str) -> list[Blocker]:
    """The rows by name; one that is gone has none."""
    there = {row.pk: row for row in by_key(store, keys)}
    told = {"changed": _("modifiée depuis"), "referenced": _("utilisée ailleurs depuis")}[reason]
    return [Blocker(_kind(store), _name(there.get(key)), told) for key in sorted(keys)]


def references_to(store: str, keys: Collection[int], own: Mapping[str, Collection[int]]) -> list[Blocker]:
    """Rows created by an import to which something else refers, in any application."""
    stores = {model: name for name, model in MODELS.items()}
    referenced: set[int] = set()
    ordered = sorted(keys)
    for model, column in _referring(MODELS[store]):
        mine = set(own.get(stores.get(model, ""), ()))
        for start in range(0, len(ordered), CHUNK):
            rows = model._default_manager.filter(**{f"{column}__in": ordered[start : start + CHUNK]})
            referenced |= {to for pk, to in rows.values_list("pk", column) if pk not in mine}
    return names_of_rows(store, referenced, "referenced")


def _referring(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every table that points to this one."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.attname


def _kind(store: str) -> str:
    return {
        "collectivity": _("Collectivité"), "collectivity_version": _("Collectivité"), "population": _("Population"),
        "territory": _("Territoire"), "unit": _("Unité"), "unit_version": _("Unité"), "post": _("Poste"),
        "post_version": _("Poste"), "person": _("Personne"), "assignment": _("Affectation"), "delegation": _("Délégation"),
    }[store]  # fmt: skip


def _name(row: object) -> str:
    if row is None:
        return _("supprimée depuis")
    if isinstance(row, Unit | Collectivity | Post):
        version = row.versions.order_by("-starts_on").first()
        return str(version or "")
    if isinstance(row, Person | UnitVersion | PostVersion):
        return str(row)
    if isinstance(row, SignatureDelegation):
        return row.order_reference
    return str(getattr(row, "person", "") or getattr(row, "name", ""))
