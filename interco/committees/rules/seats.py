"""Seats in the room: who occupies each, whether the quorum is reached, who is asked in a round.

A seat belongs to its holder; the substitute occupies it only while the holder is not in the room. A seat counts once for
the quorum, whoever occupies it. Asked in a round: the occupants of the voting seats, but not whoever sits in the chair
(unless the body says so) and not a secretary who is no member.

Example: the holder Hector is out, his substitute Zoé is in the room: Zoé occupies the seat, counts for the quorum and is
asked. Hector comes in: he occupies the seat again, from the next round on, since respondents are frozen at its opening.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """Somebody convened. `substitute_for` is the key of the holder whose seat they may take."""

    key: int
    is_chair: bool = False
    is_voting: bool = False
    is_member: bool = False
    substitute_for: int | None = None
    in_room: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's seat and who occupies it now."""

    holder: Convened
    occupant: Convened | None


def seats(convened: Iterable[Convened]) -> list[Seat]:
    """The members' seats, in the order of the holders; the first substitute in the room takes an empty one."""
    everybody = list(convened)
    found = []
    for holder in everybody:
        if holder.substitute_for is not None or not holder.is_member:
            continue
        stand_ins = [one for one in everybody if one.substitute_for == holder.key and one.in_room]
        occupant = holder if holder.in_room else next(iter(stand_ins), None)
        found.append(Seat(holder, occupant))
    return found


def occupied(all_seats: Iterable[Seat]) -> int:
    """How many seats count for the quorum."""
    return sum(1 for seat in all_seats if seat.occupant is not None)


def respondents(all_seats: Sequence[Seat], *, chair_responds: bool) -> list[int]:
    """Keys of those asked for a stance: `respondents([…], chair_responds=False)` leaves the chair's seat out."""
    return [
        seat.occupant.key
        for seat in all_seats
        if seat.occupant is not None and seat.holder.is_voting and (chair_responds or not seat.holder.is_chair)
    ]
