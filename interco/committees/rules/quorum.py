"""The quorum: how many voting seats must be held in the room for the body to deliberate.

A seat is held by its member, or by the member's substitute when the member is away; it counts once. Guests and a
secretary who is not a member hold no seat. The quorum is the share of the voting seats told by the body, rounded up to
the whole seat, and at least one; with a share of one half, "more than half" is not asked: half is enough.

Worked example. Nine voting seats, share 0.50: 4.5 seats, so 5. Ten seats, share 0.60: exactly 6. Four members present
and one substitute of an absent member: 5 seats held, the quorum of nine seats is reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody convened. `seat` names the seat sat in: the member's own key, for the member and for the substitute."""

    key: int
    seat: int
    is_voting: bool
    is_present: bool


def quorum_of(voting_seats: int, share: Decimal) -> int:
    """How many seats must be held."""
    if voting_seats < 0 or not 0 <= share <= 1:
        raise ValueError("A quorum is a share, between 0 and 1, of a number of seats.")
    if voting_seats == 0:
        return 0
    return max(1, int((share * voting_seats).to_integral_value(rounding=ROUND_CEILING)))


def seats_held(seats: Iterable[Seat]) -> int:
    """How many voting seats have somebody in the room; a member and the substitute together hold one."""
    return len({seat.seat for seat in seats if seat.is_voting and seat.is_present})


def voting_seats(seats: Iterable[Seat]) -> int:
    """How many voting seats the body has at this session."""
    return len({seat.seat for seat in seats if seat.is_voting})


def is_reached(seats: Iterable[Seat], quorum: int) -> bool:
    """Whether the body may deliberate."""
    return seats_held(seats) >= quorum
