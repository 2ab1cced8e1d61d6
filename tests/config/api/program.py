"""A program that speaks to the API as somebody of the cast, at the hour of the tests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.api_tokens import create_token
from interco.foundation.core import clock
from tests.cast import NOW, actor


class Program:
    """A client with a token; each call gives the status and the JSON of the answer."""

    def __init__(self, characters: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {characters}"})

    def __call__(self, method: str, path: str, sent: object = None, key: str = "", **asked: str) -> tuple[int, Any]:
        """Ask; `asked` goes in the query, `sent` in the body."""
        answer = self.client.generic(
            method, f"/api/{path}", "" if sent is None else json.dumps(sent), "application/json",
            query_params=asked, headers={"Idempotency-Key": key} if key else {},
        )  # fmt: skip
        return answer.status_code, answer.json()


@contextmanager
def program(cast: Built, *names: str) -> Iterator[Any]:
    """Programs of some people, one each; a single one comes alone."""
    made = [
        Program(create_token(name="Essai", days=30, by=actor(cast, name), with_second_factor=False)[1])
        for name in names
    ]  # fmt: skip
    with clock.travel(NOW):
        yield made[0] if len(made) == 1 else made
