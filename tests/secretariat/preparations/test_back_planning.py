"""The day of each step: how it is written, where it falls, what replaces a day that a series lost."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.scheduling.rules.holidays import ClosedDays
from interco.secretariat.rules.back_planning import (
    FARTHEST,
    Counted,
    due_day,
    nearest,
    offset_in_words,
    offset_of,
    progress_of,
)

MARTINIQUE = ClosedDays("972", {date(2026, 12, 28): "Fermeture"})
EVENT = date(2027, 1, 12)


@pytest.mark.parametrize(("offset", "day"), [
    (-15, date(2026, 12, 24)),  # Monday 28 December is closed here: the Thursday before Christmas
    (-12, date(2026, 12, 31)), (-11, date(2026, 12, 31)), (-9, date(2026, 12, 31)),
    (0, EVENT), (1, date(2027, 1, 13)), (5, date(2027, 1, 18)),
])  # fmt: skip
def test_a_step_falls_on_the_safe_side_of_closed_days(offset: int, day: date) -> None:
    assert due_day(EVENT, offset, MARTINIQUE.is_working) == day


def test_what_is_done_on_the_day_stays_there_even_on_a_sunday() -> None:
    sunday = date(2027, 1, 10)
    assert due_day(sunday, 0, MARTINIQUE.is_working) == sunday


@given(st.dates(date(2000, 1, 1), date(2150, 1, 1)), st.integers(-FARTHEST, FARTHEST))
def test_a_step_never_comes_after_its_time(day: date, offset: int) -> None:
    due, wished = due_day(day, offset, MARTINIQUE.is_working), day + timedelta(days=offset)
    assert offset == 0 or MARTINIQUE.is_working(due)
    assert (due <= wished) if offset <= 0 else (due >= wished)


@pytest.mark.parametrize(("text", "offset"), [
    ("J-15", -15), ("j+1", 1), (" J - 5 ", -5), ("J", 0), ("-3", -3), ("J−2", -2), ("+10", 10), ("J-0", 0),
])  # fmt: skip
def test_an_offset_is_read_as_people_write_it(text: str, offset: int) -> None:
    assert offset_of(text) == offset


@pytest.mark.parametrize("text", ["", " ", "15", "J15", "K-3", "J-", "J-999", "J-1,5", "demain", "J-١٥"])
def test_anything_else_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        offset_of(text)


@given(st.integers(-FARTHEST, FARTHEST))
def test_what_is_written_is_read_again(offset: int) -> None:
    assert offset_of(offset_in_words(offset)) == offset


def test_a_step_without_object_does_not_count_and_only_open_ones_are_late() -> None:
    today = date(2026, 12, 7)
    yesterday = today - timedelta(days=1)
    steps = [
        Counted(True, True, yesterday), Counted(True, True, today), Counted(False, True, yesterday),
        Counted(False, False, yesterday),
    ]  # fmt: skip
    progress = progress_of(steps, today)
    assert (progress.done, progress.total, progress.late, progress.is_complete) == (1, 3, 1, False)


def test_the_nearest_day_takes_the_place_of_a_lost_one() -> None:
    days = [EVENT + timedelta(days=away) for away in (-7, 2, 7)]
    assert nearest(EVENT, days) == EVENT + timedelta(days=2)
    assert nearest(EVENT, days[:1]) is None
    assert nearest(EVENT, []) is None
