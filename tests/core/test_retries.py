"""What the database undid by itself is done again, behind the door of a page and behind that of an operation."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from interco.foundation.core.policies import anyone
from interco.foundation.core.routes import operations, route


class Undone(Exception):  # noqa: N818 - as the driver of PostgreSQL tells it
    """Two transactions waited for one another."""

    sqlstate = "40P01"


def undone_once() -> tuple[Callable[[HttpRequest], HttpResponse], list[int]]:
    """A view that loses its first try, and the list of its tries."""
    tries: list[int] = []

    def view(_request: HttpRequest) -> HttpResponse:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OperationalError from Undone()
        return HttpResponse("done")

    return view, tries


def behind_a_page(view: Any) -> Any:
    return route("x", view, policy=anyone, name="x", methods=("GET", "POST")).callback


def behind_an_operation(view: Any) -> Any:
    return operations("x", {"GET": (view, anyone), "POST": (view, anyone)}, name="x").callback


def a_request(method: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/x")
    request.actor = None  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize("door", [behind_a_page, behind_an_operation])
def test_a_write_that_was_undone_is_tried_again(door: Callable[[Any], Any]) -> None:
    view, tries = undone_once()
    assert door(view)(a_request("POST")).content == b"done"
    assert len(tries) == 2


@pytest.mark.parametrize("door", [behind_a_page, behind_an_operation])
def test_a_read_is_not(door: Callable[[Any], Any]) -> None:
    view, tries = undone_once()
    with pytest.raises(OperationalError):
        door(view)(a_request("GET"))
    assert len(tries) == 1
