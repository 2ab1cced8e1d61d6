"""Where a request goes while the secretariat has said nothing, and by when it is answered.

Signatures, decisions and opinions go to the post of the DGS; meetings and information to the unit called « Secrétariat
général »; the support to the unit called DOST (« Organisation, Stratégies… »). What has no unit of that name goes to
the DGS. Worked example: a signature asked on Friday 4 December, five working days: Friday 11 December.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

#: Working days of each kind while the secretariat has said nothing.
USUAL_DAYS = {"opinion": 10, "decision": 10, "signature": 5, "meeting": 10, "information": 5, "support": 20}
SECRETARIAT_KINDS = frozenset({"meeting", "information"})
SUPPORT_KINDS = frozenset({"support"})
MOST_DAYS = 260


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of the day: its key and its names."""

    key: int
    name: str
    short_name: str


def unit_for(kind: str, units: Iterable[NamedUnit]) -> int | None:
    """The unit whose name says that it receives this kind; none when no name says so."""
    for unit in units:
        name, short = _plain(unit.name), _plain(unit.short_name)
        if kind in SECRETARIAT_KINDS and "secretariat general" in (name, short):
            return unit.key
        if kind in SUPPORT_KINDS and ("dost" in (name, short) or "organisation, strategie" in name):
            return unit.key
    return None


def due_after(day: date, working_days: int, is_working: Callable[[date], bool]) -> date:
    """The day that comes so many working days after another."""
    left, found = min(working_days, MOST_DAYS), day
    while left > 0:
        found += timedelta(days=1)
        left -= is_working(found)
    return found


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold().strip()
