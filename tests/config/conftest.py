"""An installation whose database is at this version: copied in milliseconds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.config.server.running import bare_installation

Migrated = Callable[[Path], Path]


@pytest.fixture(scope="session")
def migrated() -> Migrated:
    """Makes a new installation with nothing in it, in a folder that may exist already."""
    model = bare_installation()

    def copied(folder: Path) -> Path:
        return shutil.copytree(model, folder, dirs_exist_ok=True)

    return copied
