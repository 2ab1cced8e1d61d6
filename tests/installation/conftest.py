"""Installations to try things on: one is made once and copied, which takes milliseconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.server.running import bare_installation
from tests.installation.sites import CACEM, ENGINE_URL, PASSWORD, Site, copy_of, empty_site

FILLING = """
from interco.foundation.core import clock
from interco.foundation.documents.services.store import store
for number in range(3):
    store(f"Rapport {number}\\n".encode() * 1000, media_type="text/plain", at=clock.now())
"""


@pytest.fixture(scope="session")
def bare_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A database at this version with nothing in it: its steps are gone through once; not to be changed."""
    if not ENGINE_URL:
        yield Site(bare_installation(), "")
        return
    with empty_site(tmp_path_factory.mktemp("bare") / "site") as site:
        assert site.told("init")["applied"]
        yield site


@pytest.fixture(scope="session")
def model_site(bare_model: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The CACEM with its administrator and three stored files; not to be changed."""
    with copy_of(bare_model, tmp_path_factory.mktemp("model") / "site") as site:
        assert site.told("init", "--siren", CACEM, "--short-name", "CACEM")["communes"] == 4
        done = site.run("createadmin", "--email", "zoe@cacem.example", "--password-stdin", given=f"{PASSWORD}\n")
        assert done.returncode == 0, done.stderr
        site.python(FILLING)
        yield site


@pytest.fixture
def site(model_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the model, to change at will."""
    with copy_of(model_site, tmp_path / "site") as copied:
        yield copied


@pytest.fixture
def bare(bare_model: Site, tmp_path: Path) -> Iterator[Site]:
    """A database at this version, where nobody opened anything."""
    with copy_of(bare_model, tmp_path / "bare") as copied:
        yield copied


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Site]:
    """A place where nothing was installed."""
    with empty_site(tmp_path / "nothing") as empty:
        yield empty
