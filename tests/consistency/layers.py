"""The order of the applications, read from the import contracts, so that it is written once."""

import configparser
from functools import cache

from tools.places import ROOT

FOUNDATION = "foundation"


@cache
def ranks() -> dict[str, int]:
    """The rank of each application, from the lowest (`core`, 0) to `config`; siblings share theirs."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    applications = _layers(contracts["importlinter:contract:apps"]["layers"])
    foundations = _layers(contracts["importlinter:contract:foundation"]["layers"])
    order = [row for row in applications if FOUNDATION not in row] + foundations
    return {name: rank for rank, row in enumerate(reversed(order)) for name in row}


def application_of(dotted: str) -> str | None:
    """The application of a module of ours: `interco.foundation.audit.models` is `audit`; None outside."""
    parts = dotted.split(".")
    if parts[0] != "interco" or len(parts) < 2:
        return None
    return parts[2] if parts[1] == FOUNDATION else parts[1]


def may_lean_on(upper: str, lower: str) -> bool:
    """Whether an application may know another: itself, or one that stands strictly lower."""
    return upper == lower or ranks()[upper] > ranks()[lower]


def _layers(written: str) -> list[list[str]]:
    """`(a) | (b)` on one line are siblings, a line each is a layer, from the highest down."""
    return [[name.strip(" ()") for name in line.split("|")] for line in written.strip().splitlines()]
