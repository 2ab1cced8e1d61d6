"""Who knows what can be found: each application above registers a provider for each kind of its objects.

    register(PeopleProvider())     # in the `ready()` of its apps.py

The search itself knows neither people nor decisions: the provider gives the texts to index, and the rows an actor
may see.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db import models

from interco.foundation.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is indexed of an object. `title` and `reference` weigh most; `body` is looked up and never shown."""

    object_id: str
    title: str
    detail: str = ""
    body: str = ""
    reference: str = ""
    day: date | None = None


class SearchProvider(Protocol):
    """A kind of object. `route` is the name of its page, which takes the `public_id`; a light `weight` comes first."""

    kind: str
    label: Any
    plural: Any
    icon: str
    weight: int
    model: type[Any]
    route: str

    def contents(self, keys: Collection[int], *, day: date) -> Iterable[Content]:
        """The contents of rows by primary key as of a day, in a constant number of queries."""
        ...

    def visible_to(self, actor: Actor) -> models.QuerySet[Any]:
        """The rows this actor may see: the same function as the lists of the application."""
        ...


_providers: dict[str, SearchProvider] = {}


def register(provider: SearchProvider) -> None:
    """Add a provider, or replace the one of the same kind."""
    _providers[provider.kind] = provider


def providers() -> list[SearchProvider]:
    """All providers, the lightest first."""
    return sorted(_providers.values(), key=lambda provider: (provider.weight, provider.kind))


def provider_of(row: models.Model) -> SearchProvider:
    """The provider of an object."""
    return next(provider for provider in _providers.values() if provider.model is type(row))
