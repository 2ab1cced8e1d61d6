"""The surroundings of every test: an installation of its own, a closed network, a database cloned from a template.

The engine is chosen by `INTERCO_DATABASE_URL` (PostgreSQL when it says so, SQLite otherwise); everything else of the
caller's environment that could change an answer is taken away.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
import pytest_django
from hypothesis import HealthCheck, settings

from tools import machine

KEPT = {"INTERCO_DATABASE_URL"}
FOLDER = Path(tempfile.mkdtemp(prefix="interco-test-"))


def settle() -> None:
    """Give this process its own installation folder, before Django reads its settings."""
    for name in [name for name in os.environ if name.startswith("INTERCO_") and name not in KEPT]:
        del os.environ[name]
    if not os.environ.get("INTERCO_DATABASE_URL", "").startswith("postgres"):
        os.environ.pop("INTERCO_DATABASE_URL", None)
    os.environ.update(
        INTERCO_DATA=str(FOLDER), INTERCO_TEST="1", DJANGO_SETTINGS_MODULE="interco.config.settings", LANGUAGE="C"
    )


settle()
django.setup()
# a process of pytest-xdist that inherits it lets pytest-django read the settings before it has a folder of its own:
# all of them would then work in ours
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.core.cache import caches  # noqa: E402  (Django first, in the surroundings just made)
from django.db import connection  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from whitenoise.middleware import WhiteNoiseMiddleware  # noqa: E402

from interco.config.demo.organisation import Built  # noqa: E402
from tests import databases, network  # noqa: E402
from tests.cast import build_cast  # noqa: E402

#: The collector goes through all that the tests loaded each time a few hundred objects were born: a fifth of their time.
gc.set_threshold(100_000, 20, 20)

#: A busy machine is slow: examples are counted, never timed.
settings.register_profile("interco", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("interco")


def pytest_configure() -> None:
    """Close the network once everything is loaded."""
    network.close()


def pytest_unconfigure() -> None:
    """Throw the installation away."""
    shutil.rmtree(FOLDER, ignore_errors=True)


#: Tests that make installations of their own on the engine of the run.
WITH_AN_INSTALLATION = {"installation"}


#: What lasts comes first, or one process ends alone on a journey that the others cannot share: files, then rooms.
LONG_FILES = ("test_every_page.py", "test_imports.py", "test_kills.py")
LONG_ROOMS = ("journeys", "drills", "installation", "config", "matrix")


def room_of(item: pytest.Item) -> str:
    """The folder of `tests` a test stands in."""
    return item.path.relative_to(Path(__file__).parent).parts[0]


def rank_of(item: pytest.Item) -> tuple[int, int]:
    """How early a test begins; those of a file stay together and in their order."""
    file, room = item.path.name, room_of(item)
    return (
        LONG_FILES.index(file) if file in LONG_FILES else len(LONG_FILES),
        LONG_ROOMS.index(room) if room in LONG_ROOMS else len(LONG_ROOMS),
    )


def depends_on_the_engine(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database of the run; the others say the same on both, so they run on SQLite only."""
    if item.get_closest_marker("once"):
        return False
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db") or room_of(item) in WITH_AN_INSTALLATION)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; skip by name what this machine or this engine cannot run; PostgreSQL runs what depends on it."""
    items.sort(key=rank_of)
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not depends_on_the_engine(item)])
        items[:] = [item for item in items if depends_on_the_engine(item)]
    absent = set(machine.missing())
    for item in items:
        needs = {need for mark in item.iter_markers("needs") for need in mark.args}
        if item.get_closest_marker("journey") or item.get_closest_marker("journey_full"):
            needs.add("chromium")
        unknown = needs - set(machine.PROGRAMS)
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} needs {', '.join(unknown)}, which tools.machine does not know")
        if needs & absent:
            item.add_marker(pytest.mark.skip(reason=f"{', '.join(sorted(needs & absent))} is missing"))
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="only on PostgreSQL"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The database of this process: a clone of the template, migrated and with its cast, instead of migrations."""
    with django_db_blocker.unblock():
        databases.clone(build_cast)
    yield
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture
def cast(db: None) -> Built:
    """The cast, fresh for this test: its rows are in the database, its objects are copies.

    What the process keeps aside for a few seconds belonged to the rows of the test before.
    """
    caches["process"].clear()
    return databases.built()  # type: ignore[no-any-return]


def clone_again(_case: TransactionTestCase) -> None:
    """End a test that commits with a new clone: Django would flush the tables, and the journal refuses deletion."""
    databases.drop()
    databases.clone(build_cast)


TransactionTestCase._fixture_teardown = clone_again  # type: ignore[attr-defined]

_look_up = WhiteNoiseMiddleware.add_files_from_finders
_static_files: dict[str, Any] = {}


def look_up_once(self: WhiteNoiseMiddleware) -> None:
    """Every client of the tests loads the middlewares anew: a fifth of its time would go to the same static files."""
    if not _static_files:
        _look_up(self)
        _static_files.update(self.files)
    self.files.update(_static_files)


WhiteNoiseMiddleware.add_files_from_finders = look_up_once
