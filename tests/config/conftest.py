"""An installation whose database is at this version: made once, and copied in milliseconds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.config.server.running import interco

Migrated = Callable[[Path], Path]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    """Makes a new installation with nothing in it, in a folder that may exist already."""
    model = tmp_path_factory.mktemp("migrated")
    done = interco(model, "migrate", "--json")
    assert done.returncode == 0, done.stderr

    def copied(folder: Path) -> Path:
        return shutil.copytree(model, folder, dirs_exist_ok=True)

    return copied
