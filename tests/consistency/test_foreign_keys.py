"""A table refers to tables of its own application or of a lower one, even when it names them in a string."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.fields.related import RelatedField

from tests.consistency import layers


def ours() -> list[type[Model]]:
    """The models of the project."""
    return [model for model in apps.get_models() if layers.application_of(model.__module__)]


def climbing(model: type[Model]) -> list[str]:
    """The references of a model to an application that it may not know."""
    upper = layers.application_of(model.__module__) or ""
    found = []
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, RelatedField) and isinstance(field.related_model, type):
            lower = layers.application_of(field.related_model.__module__)
            if lower and not layers.may_lean_on(upper, lower):
                found.append(f"{field.name} → {field.related_model._meta.label}")
    return found


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_foreign_keys_go_downwards_only(model: type[Model]) -> None:
    assert climbing(model) == []


def test_the_order_of_the_applications_is_the_one_of_the_contracts() -> None:
    assert layers.ranks()["core"] == 0
    assert layers.may_lean_on("committees", "organisation")
    assert not layers.may_lean_on("organisation", "committees")
    assert not layers.may_lean_on("documents", "search")
    assert len([model for model in ours() if model._meta.get_fields()]) > 20


@pytest.mark.parametrize("label", sorted({model._meta.app_label for model in ours()}))
def test_every_application_with_tables_has_its_layer(label: str) -> None:
    name = layers.application_of(apps.get_app_config(label).name)
    assert name in layers.ranks()
