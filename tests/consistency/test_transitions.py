"""A life has a table: every state of it, where each leads, and a way from the first to all the others."""

import ast
import enum
import importlib
from collections.abc import Mapping
from typing import Any

import pytest

from tests.consistency import sources
from tools.places import ROOT

Table = Mapping[Any, frozenset[Any]]

#: Enums that are lives by their name, whose module must hold a table.
LIVES = ("State", "Phase")
#: Rows that follow another whose life it is: a day of an event stands or falls as the calendar says, the phases of a round
#: follow its rules, the outbox is a queue, what stands on another server is as that server says.
FOLLOWERS = (
    "interco/scheduling/services/days.py",
    "interco/scheduling/services/publishing.py",
    "interco/scheduling/services/linked_calendars.py",
    "interco/foundation/notifications/services/",
    "interco/foundation/core/states.py",
)
ELSEWHERE = {"ROUND_TRANSITIONS"}


def tables() -> dict[str, Table]:
    """Every `…_TRANSITIONS` of the enums, by its full name."""
    return {
        f"{module}.{name}": value
        for path in sources.python("interco")
        if path.endswith("/enums.py")
        for module in [sources.module_name(path)]
        for name, value in vars(importlib.import_module(module)).items()
        if name.endswith("TRANSITIONS")
    }


def lives() -> list[type[enum.Enum]]:
    """Every enum of the project that tells a life."""
    return [
        value
        for path in sources.python("interco")
        if path.endswith("/enums.py")
        for value in vars(importlib.import_module(sources.module_name(path))).values()
        if isinstance(value, type) and issubclass(value, enum.Enum) and value.__name__.endswith(LIVES)
    ]


def faults(table: Table) -> list[str]:
    """What is wrong with a table: a state left out, an unknown or own successor, a state that is never reached."""
    states: list[enum.Enum] = list(type(next(iter(table))).__members__.values())
    found = [f"{state!r} has no line" for state in states if state not in table]
    found += [f"{state!r} leads to the unknown {to!r}" for state in table for to in table[state] if to not in states]
    found += [f"{state!r} leads to itself" for state in table if state in table[state]]
    reached, front = {states[0]}, {states[0]}
    while front:
        front = {to for state in front for to in table.get(state, ())} - reached
        reached |= front
    return found + [f"{state!r} is never reached" for state in states if state not in reached]


@pytest.mark.parametrize("name", tables())
def test_the_table_is_total_and_every_state_is_reached(name: str) -> None:
    assert faults(tables()[name]) == []


@pytest.mark.parametrize("life", lives(), ids=lambda life: f"{life.__module__}.{life.__name__}")
def test_every_life_has_its_table_beside_it(life: type[enum.Enum]) -> None:
    beside = [table for name, table in tables().items() if name.startswith(f"{life.__module__}.")]
    assert any(isinstance(next(iter(table)), life) for table in beside)


def moves(path: str) -> list[str]:
    """Where a source gives a state to a row by itself."""
    told = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else []
        each = [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
        if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in each):
            told.append(f"{path}:{getattr(node, 'lineno', 0)}")
        if (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
            and any(given.arg == "state" for given in node.keywords)
        ):  # fmt: skip
            told.append(f"{path}:{getattr(node, 'lineno', 0)}")
    return told


def test_one_service_advances_each_life() -> None:
    written = [path for path in sources.python("interco") if not path.startswith(FOLLOWERS)]
    assert [place for path in written for place in moves(path)] == []


@pytest.mark.parametrize("name", [name for name in tables() if name.rpartition(".")[2] not in ELSEWHERE])
def test_each_table_is_read_by_the_service_that_advances(name: str) -> None:
    table = name.rpartition(".")[2]
    readers = [
        path for path in sources.python("interco")
        if "/services/" in path and f"{table})" in (ROOT / path).read_text(encoding="utf-8")
    ]  # fmt: skip
    assert len(readers) == 1, f"one service advances by {table}: {readers}"


class Door(enum.StrEnum):
    """A life made for the test below."""

    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


def test_a_hole_in_a_table_is_seen() -> None:
    assert faults({Door.OPEN: frozenset({Door.SHUT}), Door.SHUT: frozenset({Door.SHUT})}) == [
        "<Door.LOCKED: 'locked'> has no line",
        "<Door.SHUT: 'shut'> leads to itself",
        "<Door.LOCKED: 'locked'> is never reached",
    ]
