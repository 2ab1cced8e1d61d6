"""Every route × every principal × every method: who may, and that a refusal changes nothing."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from interco.config.demo.organisation import Built
from interco.foundation.core.routes import walk
from tests.matrix.digest import changed, digest
from tests.matrix.principals import PRINCIPALS, clients
from tests.matrix.rows import Row
from tests.matrix.table import ROWS
from tests.matrix.world import World

REFUSALS = frozenset({302, 401, 403, 404})
#: Where a refused visitor is sent: to sign in, or to prove again who is there.
DOORS = frozenset({"/compte/connexion", "/compte/confirmer"})


def names_of_routes() -> set[str]:
    """The name of every address of the application."""
    return {str(entry.name) for _address, entry in walk(get_resolver().url_patterns)}


def test_every_route_has_a_row() -> None:
    without = names_of_routes() - {row.route for row in ROWS}
    assert not without, f"Routes without a row in tests/matrix/table: {sorted(without)}"


def operations() -> set[tuple[str, str]]:
    """Every operation of the API: the name of its address and its method."""
    found = (
        (entry, getattr(entry.callback, "route_policies", {})) for _address, entry in walk(get_resolver().url_patterns)
    )
    return {(str(entry.name), method) for entry, policies in found for method in policies}


def test_every_operation_of_the_api_has_a_row() -> None:
    assert len(operations()) > 40
    without = operations() - {(row.route, row.method) for row in ROWS}
    assert not without, f"Operations without a row in tests/matrix/table: {sorted(without)}"


def test_every_row_names_a_route_and_known_principals() -> None:
    assert {row.route for row in ROWS} <= names_of_routes()
    assert all(row.may <= frozenset(PRINCIPALS) for row in ROWS)


def call(client: Client, row: Row, world: World) -> tuple[int, str]:
    """Send the request of a row; returns the status and where it redirects."""
    address = reverse(row.route, args=[world.fill(argument) for argument in row.arguments])
    if row.json is not None:
        response = client.generic(row.method, address, json.dumps(world.fill_json(row.json)), "application/json")
        assert response.headers["Content-Type"].startswith("application/json"), (row.name, response.status_code)
        return response.status_code, ""
    body: dict[str, object] = {name: world.fill(value) for name, value in row.body.items()}
    if row.file:
        body["file"] = SimpleUploadedFile("note.txt", row.file)
    response = client.generic(row.method, address) if row.method != "POST" else client.post(address, body)
    return response.status_code, response.headers.get("Location", "")


def is_refused(status: int, location: str) -> bool:
    """A refusal: sent to the sign-in page, 401, 403 or hidden (404)."""
    return status in REFUSALS and (status != 302 or location.partition("?")[0] in DOORS)


def who_knocks(row: Row) -> tuple[list[str], list[str]]:
    """Who is refused and who may. On PostgreSQL, two and one of them, others at each row: the rules are the same."""
    refused, may = sorted(frozenset(PRINCIPALS) - row.may), sorted(row.may)
    if connection.vendor == "sqlite":
        return refused, may
    turn = ROWS.index(row)
    return _some(refused, turn, 2), _some(may, turn, 1)


def _some(names: list[str], turn: int, most: int) -> list[str]:
    return [names[(turn + step) % len(names)] for step in range(min(most, len(names)))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_only_those_of_the_row_may(row: Row, cast: Built) -> None:
    world = World(cast)
    refused, may = who_knocks(row)
    for argument in (*row.arguments, *row.body.values()):
        world.fill(argument)
    world.fill_json(row.json or {})
    wrong = []
    doors = clients(cast, (*refused, *may))
    before = digest()
    for principal in refused:
        status, location = call(doors[principal], row, world)
        if not is_refused(status, location):
            wrong.append(f"{principal} got {status} {location}")
    assert not wrong, f"{row.name}: {wrong}"
    assert not (moved := changed(before, digest())), f"{row.name}: a refusal changed {moved}"
    for principal in may:
        with transaction.atomic():
            status, location = call(doors[principal], row, world)
            transaction.set_rollback(True)  # the next one finds the world as it was
        if is_refused(status, location) or status >= 500:
            wrong.append(f"{principal} was refused with {status} {location}")
        if row.json is not None and not 200 <= status < 300:
            wrong.append(f"{principal} got {status} from a body that is right")
    assert not wrong, f"{row.name}: {wrong}"
