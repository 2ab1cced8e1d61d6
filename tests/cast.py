"""The cast of the tests: the demonstration's territory, people and bodies, as of a given Monday.

It stands in the template of the databases (`tests/databases.py`): every test starts with it, and the fixture `cast`
gives its objects.
"""

from datetime import UTC, datetime

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
