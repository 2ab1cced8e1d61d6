"""The rim of the sceau is the hash."""

import math

import pytest

from interco.foundation.ui.sceau import CENTRE, LONG, OUTER, SHORT, ticks


def length(tick: object) -> float:
    return math.dist((float(tick.x1), float(tick.y1)), (float(tick.x2), float(tick.y2)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("hash8", ["7c1e94af", "00000000", "ffffffff", "e05d41c8", "80000001"])
def test_the_ticks_read_back_as_the_hash(hash8: str) -> None:
    lengths = [length(tick) for tick in ticks(hash8)]
    read = "".join("1" if abs(each - LONG) < 0.1 else "0" for each in lengths)
    assert f"{int(read, 2):08x}" == hash8
    assert all(min(abs(each - LONG), abs(each - SHORT)) < 0.1 for each in lengths)


def test_the_first_tick_is_at_the_top_and_the_rim_turns_clockwise() -> None:
    rim = ticks("80000000")
    assert (float(rim[0].x1), float(rim[0].y1)) == (CENTRE, CENTRE - OUTER)
    assert (float(rim[8].x1), float(rim[8].y1)) == (CENTRE + OUTER, CENTRE)


@pytest.mark.parametrize("wrong", ["7c1e94a", "7c1e94aff", "", "zzzzzzzz"])
def test_anything_but_eight_hexadecimal_characters_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal|invalid literal"):
        ticks(wrong)
