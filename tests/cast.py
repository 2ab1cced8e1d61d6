"""The cast of the tests: the demonstration's territory, people and bodies, built once a database as of a given Monday."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import pytest_django

from interco.config.demo.build import build_territory
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor, actor_of

#: Tests happen on Monday 7 December 2026 at 14:32 in Martinique.
NOW = datetime(2026, 12, 7, 18, 32, tzinfo=UTC)


def build_cast() -> Built:
    """Build the territory, its people and its bodies as of `NOW`."""
    return build_territory(at=NOW)


def actor(built: Built, key: str, at: datetime = NOW) -> Actor:
    """Someone of the cast, acting at an instant."""
    return actor_of(built.users[key].pk, at)


_standing: dict[str, Built] = {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """After the tables, the cast: every test starts with it and rolls back to it."""
    with django_db_blocker.unblock():
        _standing["cast"] = build_cast()
    yield
    _standing.clear()


@pytest.fixture
def cast(db: None) -> Built:
    """The cast, fresh for this test: its rows are in the database, its objects are copies."""
    return copy.deepcopy(_standing["cast"])
