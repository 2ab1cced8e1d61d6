"""The API answers as its description says, whatever it is sent: never 5xx, only statuses and bodies that are described.

Schemathesis draws the requests from the description; identifiers that exist are mixed in, so that services are reached.
Every example is undone. The draws are the same at each run.
"""

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from interco.config.api import description
from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.api_tokens import create_token
from interco.foundation.core import clock
from tests.cast import NOW, actor
from tests.consistency import sources
from tests.matrix.table import OBJECTS
from tests.matrix.world import World

pytestmark = pytest.mark.django_db
#: The shapes are the same on both engines, which bad input tries elsewhere (`tests/drills/test_bad_input.py`).
EXAMPLES = 12 if connection.vendor == "sqlite" else 4
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
SCHEMA = schemathesis.openapi.from_dict(description())
SCHEMA.app = get_wsgi_application()
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations() if isinstance(result, Ok)]
#: The object of the matrix that each address is about.
THINGS = {
    "unites": "unit", "postes": "post", "personnes": "person", "instances": "body", "seances": "api.placed",
    "points": "item_submitted", "decisions": "decision", "actions": "action",
    "collectivites": "commune", "affectations": "assignment", "delegations": "delegation",
    "evenements": "event", "salles": "resource", "tours": "live_round", "positions": "standing_objection", "pieces": "attachment",
    "demandes": "request.sent", "notes": "note.draft", "reunions": "sheet.preparing",
    "calendriers-relies": "linked_calendar",
    "preparations": "preparation.shut", "etapes": "preparation.step",
}  # fmt: skip
NAMED = {
    "unit": "unit", "parent": "unit", "body": "body", "item": "api.proposed", "owner_post": "post",
    "rapporteur": "person", "person": "person", "post": "post", "collectivity": "commune",
    "instance": "body", "seance": "api.placed", "chair_post": "post", "attendee": "live_attendee", "into": "request.other",
    "event": "event_without_sheet", "point": "sheet.point",
    "pilot": "post", "model": "preparation.model",
}  # fmt: skip
#: What the ends of some addresses are about: the session that is held, the one that is closed, the item discussed.
ENDS = {
    "suivant": "live_meeting", "precedent": "live_meeting", "pause": "live_meeting", "reprise": "live_meeting",
    "presents": "live_meeting", "releve": "closed_session", "diffusion": "closed_session", "tours": "current_item",
}  # fmt: skip
#: Who is convened and what is discussed, in the session that is held.
HELD = {"attendee": "live_attendee", "item": "current_item"}


class Known:
    """Values that exist, put in the place of drawn ones: the objects of the matrix, made when first asked for."""

    makers = OBJECTS

    def __init__(self, cast: Built) -> None:
        self.world = World(cast)

    def put(self, case: Case[Any]) -> None:
        """Make a drawn request speak of objects that exist."""
        parts = case.operation.path.split("/")
        if "key" in case.path_parameters:
            case.path_parameters["key"] = self.world[ENDS.get(parts[-1], THINGS[parts[2]])]
        for name in set(case.path_parameters) & set(HELD):
            is_planned = "ordre-du-jour" in parts
            case.path_parameters["key"] = self.world["api.placed" if is_planned else "live_meeting"]
            case.path_parameters[name] = self.world["api.item" if is_planned else HELD[name]]
        if "point" in case.path_parameters:
            case.path_parameters["point"] = self.world["sheet.point"]
        if "start" in case.path_parameters:
            case.path_parameters["start"] = "2025-01-01"
        if "day" in case.path_parameters:
            case.path_parameters["day"] = "2026-12-09"
        if isinstance(case.body, dict):
            for name in set(case.body) & {*NAMED, "version", "order"}:
                case.body[name] = self.value_of(name)

    def value_of(self, name: str) -> Any:
        """The value of a field that exists."""
        if name == "version":
            return 1
        if name == "order":
            self.world.fill("@api.placed")
            return [self.world["api.item"]]
        return self.world[NAMED[name]]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The requests share the transaction of the test: as Django's own client does, none closes its connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def tried(operation: Any, try_one: Callable[[Case[Any], bool], None]) -> Callable[[], None]:
    """The run of some drawn requests of an operation, the same at each run."""

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), known=st.booleans())
    def run(case: Case[Any], known: bool) -> None:
        try_one(case, known)

    return run


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_answers_as_described(operation: Any, cast: Built) -> None:
    _token, characters = create_token(name="Essai", days=30, by=actor(cast, "secretariat"), with_second_factor=False)
    known_values = Known(cast)
    headers = {"Authorization": f"Bearer {characters}", "Accept-Encoding": "identity"}
    statuses: set[int] = set()

    def try_one(case: Case[Any], known: bool) -> None:
        if known:
            known_values.put(case)
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    with clock.travel(NOW):
        tried(operation, try_one)()
    assert statuses, "no request was made"
    assert 401 not in statuses, "the requests must go through the door"


def test_the_description_is_whole() -> None:
    assert len(OPERATIONS) > 100
    labels = [operation.definition.raw["operationId"] for operation in OPERATIONS]
    assert len(labels) == len(set(labels))
    for operation in OPERATIONS:
        assert operation.definition.raw["summary"]
        assert {"200", "201"} & set(operation.definition.raw["responses"]), operation.label


def test_no_two_shapes_have_the_same_name() -> None:
    """The description tells one shape by name: the second would take the place of the first."""
    modules = [
        importlib.import_module(sources.module_name(path)) for path in sources.python("interco") if "/api/" in path
    ]
    made: dict[str, set[str]] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__:
                made.setdefault(value.__name__, set()).add(module.__name__)
    shown = description()["components"]["schemas"]
    assert {name: found for name, found in made.items() if len(found) > 1 and name in shown} == {}


#: Gestures that race with nobody's text: each says why it needs no version.
WITHOUT_VERSION = {
    "order_the_agenda": "the whole order; 409 when the list has changed",
    "set_the_minutes": "one figure", "set_the_opening": "one figure",
    "announce_an_absence": "one fact", "name_a_substitute": "one fact", "note_a_presence": "one fact",
    "lead_a_round": "refused when the step does not follow", "amend_a_text": "carries the number of the text",
    "note_the_attendance": "one fact a person",
    "give_a_stance": "one's own, and carries the number of the text",
    "set_a_desk": "guessed desks have no row yet; 409 when a version is given and moved",
}  # fmt: skip


def test_what_is_written_again_is_not_written_without_the_version_that_was_read() -> None:
    schemas = description()["components"]["schemas"]
    without = set()
    for operation in OPERATIONS:
        raw = operation.definition.raw
        if operation.method.upper() == "PUT":
            body = raw.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            shape = schemas.get(body.get("$ref", "").rsplit("/", 1)[-1], {})
            if "version" not in shape.get("required", ()):
                without.add(raw["operationId"])
    assert without == set(WITHOUT_VERSION)


def test_every_field_and_parameter_says_what_it_means() -> None:
    schemas = description()["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, said in schema.get("properties", {}).items()
        if not said.get("description")
    ]
    assert not silent
    assert all(each["description"] for operation in OPERATIONS for each in operation.definition.raw["parameters"])
