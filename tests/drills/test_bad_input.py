"""Requests that nobody should send, at every route: each is answered, none by an error of ours."""

import logging
import time
import traceback
from collections import Counter
from urllib.parse import quote

import pytest
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from tests.drills.conftest import Tell
from tests.drills.figures import is_release, times
from tests.drills.hostile import Hostile, request_of, routes, send
from tests.matrix.principals import clients
from tests.matrix.world import World

pytestmark = pytest.mark.django_db
SEED = 2026
SLOW_SECONDS = 2.0
#: What a maker of the world meets when the rows of other makers stand in its way.
CLASHES = (IntegrityError, ObjectDoesNotExist, MultipleObjectsReturned, Invalid, Refused)


class Incidents(logging.Handler):
    """What the application logged of its own errors."""

    def __init__(self) -> None:
        super().__init__()
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.last = "".join(traceback.format_exception(record.exc_info[1])[-6:])


def address_of(name: str, arguments: tuple[str, ...]) -> str:
    """The address, hostile arguments percent-encoded where `reverse` would refuse them."""
    entry = dict(routes())[name]
    possibilities = get_resolver().reverse_dict.getlist(name) or get_resolver().reverse_dict.getlist(entry.callback)
    if not possibilities:
        raise NoReverseMatch(name)
    template, names = possibilities[0][0][0]
    quoted = {
        key: quote(value.encode("utf-8", "surrogatepass"), safe="")
        for key, value in zip(names, arguments, strict=False)
    }
    return "/" + str(template) % (dict.fromkeys(names, "x") | quoted)


def knock(one: Hostile, cast: Built, doors: dict[str, Client]) -> int:
    """Send one request, everything taken back afterwards."""
    with transaction.atomic():
        try:
            world = World(cast)

            def fill(value: str) -> str:
                try:
                    with transaction.atomic():
                        return world.fill(value)
                except CLASHES:  # objects that do not stand together
                    return "x"

            arguments = tuple(fill(argument) for argument in one.arguments)
            return send(doors[one.who], one, address_of(one.route, arguments), fill)
        finally:
            transaction.set_rollback(True)


def test_no_request_makes_an_error_of_ours(cast: Built, figure: Tell) -> None:
    requests = times(700, release=1_000_000)
    incidents = Incidents()
    logging.getLogger("interco").addHandler(incidents)
    logging.getLogger("django.request").addHandler(incidents)
    doors = clients(cast)
    answers: Counter[int] = Counter()
    faults: dict[str, Hostile] = {}
    slow = 0
    for number in range(requests):
        one = request_of(number, SEED)
        incidents.last, began = "", time.monotonic()
        status = knock(one, cast, doors)
        slow += time.monotonic() - began > SLOW_SECONDS
        answers[status] += 1
        if status >= 500:
            faults.setdefault(incidents.last or f"{status} without a trace", one)
    figure("requests", requests)
    figure("routes", len(routes()))
    figure("answers 5xx", sum(count for status, count in answers.items() if status >= 500), most=0)
    figure("answers above 2 s", slow, most=0 if is_release() else None)
    told = "\n\n".join(f"{one}\n{trace}" for trace, one in faults.items())
    assert not faults, f"{len(faults)} different faults\n{told}"
    assert len(answers) > 5, answers
