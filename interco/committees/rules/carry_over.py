"""What becomes of the items of a session that closes.

An item whose matter ended (treated, decided, rejected, referred) is closed. One that the session never reached, or
left in the middle, goes back to accepted with the reason "untreated" and is carried to the next session of the body,
where it comes first among the items to place, in the order it had. One that the session postponed is carried in the
same way, by the session's own will. Nothing is forgotten: an item either ends or is carried, and each carrying counts
one more.

Worked example. Agenda: 1 decided, 2 postponed, 3 not reached, 4 in session when the chair closes. Item 1 is closed;
items 2, 3 and 4 are accepted again, carried once more, in the order 2, 3, 4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from interco.committees.enums import ItemState


class Fate(StrEnum):
    """What happens to an item when its session closes."""

    CLOSE = "close"
    CARRY_UNTREATED = "carry_untreated"
    CARRY_POSTPONED = "carry_postponed"


FATE_OF_STATE: dict[str, Fate] = {
    ItemState.TREATED: Fate.CLOSE,
    ItemState.DECIDED: Fate.CLOSE,
    ItemState.REJECTED: Fate.CLOSE,
    ItemState.REFERRED: Fate.CLOSE,
    ItemState.POSTPONED: Fate.CARRY_POSTPONED,
    ItemState.SCHEDULED: Fate.CARRY_UNTREATED,
    ItemState.IN_SESSION: Fate.CARRY_UNTREATED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the session that closes."""

    key: int
    state: str
    position: int
    carry_count: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """What to do with an item, and how many times it will have been carried."""

    key: int
    fate: Fate
    carry_count: int


def endings(lines: Iterable[Line]) -> list[Ending]:
    """The fate of each item, in the order of the agenda. Items in no state of a session (withdrawn…) are left alone."""
    found: list[Ending] = []
    for line in sorted(lines, key=lambda line: (line.position, line.key)):
        fate = FATE_OF_STATE.get(line.state)
        if fate is not None:
            found.append(Ending(line.key, fate, line.carry_count + (fate != Fate.CLOSE)))
    return found


def carried(found: Iterable[Ending]) -> list[int]:
    """The keys of the items that go to the next session, in order."""
    return [ending.key for ending in found if ending.fate != Fate.CLOSE]
