"""What the tests of committees share."""

import pytest

from tests.committees.little_territory import LittleTerritory, little_territory


@pytest.fixture
def land(db: None) -> LittleTerritory:
    """A very small territory with its CODIR."""
    return little_territory()
