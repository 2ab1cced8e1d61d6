"""Faults put into the policies one at a time: the permission matrix tells at least 95 in a hundred of them.

The whole takes long: it is for a release. Every run kills a few chosen ones, to show that the matrix bites.
"""

from collections import defaultdict
from contextlib import ExitStack
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test import Client

from interco.config.demo.organisation import Built
from tests.drills.conftest import Tell
from tests.drills.figures import is_release, times
from tests.drills.mutations import REACHED, living, mutants_of, policy_modules, witness_of
from tests.matrix.principals import PRINCIPALS, clients
from tests.matrix.rows import Row
from tests.matrix.table import ROWS
from tests.matrix.test_matrix import call, is_refused
from tests.matrix.world import World
from tools.places import say

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="policies do not know the engine; once is enough"),
]

#: In every run: mutants of these functions, against the rows of these routes.
CHOSEN = {
    ("interco.committees.policies.closing", "check_can_close"): {"meeting_close"},
    ("interco.foundation.core.policies", "administrators"): {"accounts", "account"},
}


def bites(row: Row, cast: Built, doors: dict[str, Client]) -> bool:
    """Whether a row of the matrix tells a difference, everything taken back afterwards."""
    with transaction.atomic():
        try:
            world = World(cast)
            for argument in (*row.arguments, *row.body.values()):
                world.fill(argument)
            return _differs(row, world, doors)
        except Exception:  # noqa: BLE001 - a mutant that breaks the page or the world is told by the matrix too
            return True
        finally:
            transaction.set_rollback(True)


def _differs(row: Row, world: World, doors: dict[str, Client]) -> bool:
    for principal in sorted(frozenset(PRINCIPALS) - row.may):
        if not is_refused(*call(doors[principal], row, world)):
            return True
    for principal in sorted(row.may)[: 1 if row.method == "POST" else None]:
        status, location = call(doors[principal], row, world)
        if is_refused(status, location) or status >= 500:
            return True
    return False


def callers(cast: Built, doors: dict[str, Client], policies: set[tuple[str, str]]) -> dict[tuple[str, str], list[Row]]:
    """The rows that go through each policy: the others cannot tell its mutants."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    with ExitStack() as watching:
        for module, function in policies:
            watching.enter_context(living(witness_of(import_module(module), function)))
        for row in ROWS:
            REACHED.clear()
            assert not bites(row, cast, doors), f"{row.name} bites without a mutant"
            for policy in REACHED:
                found[policy].append(row)
    return found


def test_the_matrix_kills_the_mutants_chosen_for_every_run(cast: Built) -> None:
    doors = clients(cast)
    killed = 0
    for module in policy_modules():
        for mutant in mutants_of(module):
            routes = CHOSEN.get((mutant.module, mutant.function), set())
            if routes and mutant.fault.startswith(("does not", "negates")):
                with living(mutant):
                    rows = [row for row in ROWS if row.route in routes]
                    killed += any(bites(row, cast, doors) for row in rows)
    assert killed >= 4


@pytest.mark.skipif(not is_release(), reason="takes an hour: python3 run.py drill mutants")
def test_the_matrix_kills_the_mutants(cast: Built, figure: Tell, capsys: pytest.CaptureFixture[str]) -> None:
    doors = clients(cast)
    mutants = [mutant for module in policy_modules() for mutant in mutants_of(module)]
    rows = callers(cast, doors, {(one.module, one.function) for one in mutants})
    survivors = []
    chosen = mutants[: times(0, release=len(mutants))]
    for rank, mutant in enumerate(chosen, start=1):
        reaching = rows[mutant.module, mutant.function]
        with living(mutant):
            killed = any(bites(row, cast, doors) for row in sorted(reaching, key=lambda row: row.method))
        if not killed:
            survivors.append(mutant)
        verdict = "killed" if killed else "SURVIVES"
        with capsys.disabled():
            say(f"{rank}/{len(chosen)} {verdict} ({len(reaching)} rows)  {mutant.name}")
    figure("mutants", len(chosen))
    figure("killed", 100 * (1 - len(survivors) / len(chosen)), "%", least=95)
    assert len(survivors) <= 0.05 * len(chosen), "\n".join(one.name for one in survivors)
