"""Jobs of the worker: large imports, forgetting what imports kept in order to be undone, building the index of the search again."""

from django_tasks import task

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.search.services.index import reindex
from interco.organisation.queries.standing import territory_zone
from interco.organisation.services.exchange.background import carry_out
from interco.organisation.services.exchange.retention import forget_old_imports


@task()
def carry_out_import(key: str) -> str:
    """Write a large import or take it back, as its page asked; returns the state it is left in."""
    return carry_out(key, clock=clock.now)


@task()
def forget_imports() -> int:
    """Drop tables never imported and former values past their 24 hours; returns how many imports were cleared."""
    return forget_old_imports(by=system_actor(clock.now(), territory_zone()))


@task()
def build_index_again() -> int:
    """Index everything as of today: what was dated of today is found today; returns how many entries there are."""
    return reindex(by=system_actor(clock.now(), territory_zone()))
