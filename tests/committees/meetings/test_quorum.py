"""The quorum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.committees.rules.quorum import Seat, is_reached, quorum_of, seats_held, voting_seats


@pytest.mark.parametrize(
    ("seats", "share", "expected"),
    [(9, "0.50", 5), (10, "0.60", 6), (10, "0.50", 5), (1, "0.50", 1), (3, "0", 1), (0, "0.50", 0), (7, "1", 7)],
)
def test_the_quorum_is_the_share_rounded_up(seats: int, share: str, expected: int) -> None:
    assert quorum_of(seats, Decimal(share)) == expected


@given(st.integers(0, 500), st.decimals(0, 1, places=2))
def test_the_quorum_is_the_smallest_number_that_makes_the_share(seats: int, share: Decimal) -> None:
    quorum = quorum_of(seats, share)
    assert quorum >= share * seats
    assert quorum <= 1 or quorum - 1 < share * seats
    assert quorum <= seats


@pytest.mark.parametrize(("seats", "share"), [(-1, "0.5"), (5, "1.01"), (5, "-0.1")])
def test_what_is_no_share_is_refused(seats: int, share: str) -> None:
    with pytest.raises(ValueError, match="share"):
        quorum_of(seats, Decimal(share))


def seat(key: int, *, of: int | None = None, voting: bool = True, present: bool = True) -> Seat:
    return Seat(key=key, seat=key if of is None else of, is_voting=voting, is_present=present)


def test_the_worked_example_is_reached_with_a_substitute() -> None:
    seats = [seat(key, present=key < 4) for key in range(9)] + [seat(20, of=8)]
    assert voting_seats(seats) == 9
    assert seats_held(seats) == 5
    assert is_reached(seats, 5)
    assert not is_reached([one for one in seats if one.key != 20], 5)


def test_a_member_and_the_substitute_together_hold_one_seat() -> None:
    assert seats_held([seat(1), seat(2, of=1)]) == 1


def test_guests_hold_nothing() -> None:
    assert seats_held([seat(1, voting=False)]) == 0
