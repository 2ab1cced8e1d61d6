"""Building a data set in an empty, migrated database, and refusing it unless it is sound."""

from datetime import date

from django.db import connection, transaction
from django.utils import translation

from benchmarks.sets import scenes
from benchmarks.sets.agents import hire
from benchmarks.sets.backdating import found_earlier
from benchmarks.sets.communes import join_communes
from benchmarks.sets.groups import Group, codir_group, working_groups
from benchmarks.sets.scenes import Scenes
from benchmarks.sets.sessions import hold_sessions
from benchmarks.sets.sizes import SIZES, Size
from benchmarks.sets.soundness import require_sound
from interco.config.demo.build import ZONE, build, build_territory
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.services import outbox
from interco.foundation.search.services.index import reindex


def fill(name: str) -> Scenes:
    """Build the data set; returns what is measured in it."""
    size, at = SIZES[name], clock.now()
    with transaction.atomic(), outbox.closed(), translation.override("fr"):
        built = build(at=at) if not size.years else _build_large(size, build_territory(at=at))
        found = scenes.prepare(built, at=at)
    reindex(by=system_actor(at, ZONE))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    require_sound()
    return found


def _build_large(size: Size, built: Built) -> Built:
    found_earlier(built, date(built.anchor.year - size.years - 1, 1, 1))
    join_communes(built, size.communes)
    agents = hire(built, size)
    groups: list[Group] = [codir_group(built, size)]
    if size.groups:
        groups += working_groups(built, size, agents)
    hold_sessions(built, groups, years=size.years)
    return built
