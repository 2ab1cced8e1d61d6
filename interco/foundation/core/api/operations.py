"""Declaring the operations of the API: each names its policy, its address, its answers, in the order a reader asks.

Example, in the `api` of an application:

    UNITS = Operations("Unités")

    @UNITS.get("unites/{key}", policy=reader, name="api_unit", answer=UnitShown, summary="Lire une unité")
    def read_unit(request: HttpRequest, key: str) -> UnitShown: ...

The address goes through `core.routes.operations`, so that the start-up refuses an operation without a policy.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.schemas import Problem
from interco.foundation.core.policies import RoutePolicy

F = TypeVar("F", bound=Callable[..., Any])

_READ = frozenset({400, 401, 403, 404, 422, 429})
_WRITE = _READ | {409, 415}
_IDEMPOTENCY = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "description": "Clé de votre choix : un second envoi de la même clé et du même corps reçoit la première réponse.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[A-Za-z0-9_-]+$"},
}  # fmt: skip
#: A file is sent as it is, under its own type: the description cannot name them all.
_FILE = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}


class Refusal(Schema):
    """The wrapping ninja gives to an answer. It makes one for each status of each operation, a thousand: ours serves all."""

    response: Problem

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its description, made once."""
        return _described(super().model_json_schema, args, tuple(kwargs.items()))


@cache
def _described(
    describe: Callable[..., dict[str, Any]], args: Any, kwargs: tuple[tuple[str, Any], ...]
) -> dict[str, Any]:
    return describe(*args, **dict(kwargs))


def acting(request: HttpRequest) -> Actor:
    """Who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class Operations:
    """The operations on one noun of the trade, under one title of the description."""

    def __init__(self, title: str) -> None:
        self.router = Router(tags=[title])

    def get(
        self, path: str, *, policy: RoutePolicy, name: str, answer: Any, summary: str, description: str = "",
    ) -> Callable[[F], F]:  # fmt: skip
        """An operation that reads."""
        return self._declare("GET", path, policy, name, {200: answer}, summary, description)

    def file(
        self, path: str, *, policy: RoutePolicy, name: str, summary: str, description: str = "",
    ) -> Callable[[F], F]:  # fmt: skip
        """An operation that gives a file: its view answers with `core.downloads.as_file`."""
        return self._declare("GET", path, policy, name, {200: None}, summary, description, extra=_FILE)

    def write(
        self, method: str, path: str, *, policy: RoutePolicy, name: str, answer: Any, summary: str,
        description: str = "", status: int = 200,
    ) -> Callable[[F], F]:  # fmt: skip
        """An operation that writes: one call of a service."""
        declare = self._declare(method, path, policy, name, {status: answer}, summary, description)
        return declare if status == 200 else _answering(status, declare)

    def _declare(
        self, method: str, path: str, policy: RoutePolicy, name: str, answers: Any, summary: str, description: str,
        extra: dict[str, Any] | None = None,
    ) -> Callable[[F], F]:  # fmt: skip
        def declare(view: F) -> F:
            view.route_policy = policy  # type: ignore[attr-defined]  # read again when the routes are checked
            self.router.add_api_operation(
                path, [method], view, response=answers, url_name=name, operation_id=view.__name__, summary=summary,
                description=description or " ", openapi_extra=extra if method == "GET" else {"parameters": [_IDEMPOTENCY]},
            )  # fmt: skip
            declared = self.router.path_operations[path].operations[-1]
            declared.response_models |= dict.fromkeys(sorted(_READ if method == "GET" else _WRITE), Refusal)
            return view

        return declare


def _answering(status: int, declare: Callable[[Any], Any]) -> Callable[[F], F]:
    """Declare a view whose success is another status than 200."""

    def declared(view: F) -> F:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Status[Any]:
            return Status(status, view(*args, **kwargs))

        declare(answered)
        return view

    return declared
