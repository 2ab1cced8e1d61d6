"""Dates, hours and durations in words."""

from datetime import date, time, timedelta

import pytest
from markupsafe import Markup, escape

from interco.foundation.ui import dates
from interco.foundation.ui.filters import capitalize

N = "\u202f"
B = "\u00a0"
FIRST = date(2026, 12, 1)
MONDAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("value", "language", "options", "words"),
    [
        (MONDAY, "fr", {}, f"lundi 7{B}décembre 2026"),
        (FIRST, "fr", {}, f"mardi 1<sup>er</sup>{B}décembre 2026"),
        (FIRST, "en", {}, f"Tuesday 1{B}December 2026"),
        (MONDAY, "fr", {"weekday": False}, f"7{B}décembre 2026"),
        (MONDAY, "fr", {"year": False}, f"lundi 7{B}décembre"),
        (MONDAY, "en-gb", {}, f"Monday 7{B}December 2026"),
    ],
)
def test_a_day_is_written_in_full(value: date, language: str, options: dict[str, bool], words: str) -> None:
    assert dates.day(value, language, **options) == words


@pytest.mark.parametrize(
    ("value", "language", "options", "words"),
    [
        (date(2026, 12, 4), "fr", {}, f"ven.{B}4{B}déc."),
        (date(2026, 12, 8), "fr", {"month": False}, f"mar.{B}8"),
        (date(2026, 12, 4), "fr", {"weekday": False, "year": True}, f"4{B}déc. 2026"),
        (date(2026, 12, 4), "en", {}, f"Fri{B}4{B}Dec"),
    ],
)
def test_a_day_is_abridged_in_a_margin(value: date, language: str, options: dict[str, bool], words: str) -> None:
    assert dates.day_short(value, language, **options) == words


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (time(14, 30), f"14{N}h{N}30", "14:30"),
        (time(9), f"9{N}h", "9:00"),
        (time(0, 5), f"0{N}h{N}05", "0:05"),
    ],
)
def test_an_hour_is_said_as_in_a_convocation(value: time, french: str, english: str) -> None:
    assert dates.hour(value, "fr") == french
    assert dates.hour(value, "en") == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (45, f"45{B}min", f"45{B}min"),
        (120, f"2{N}h", f"2{B}h"),
        (timedelta(minutes=135), f"2{N}h{N}15", f"2{B}h 15{B}min"),
    ],
)
def test_a_duration_turns_into_hours_from_sixty_minutes(value: int | timedelta, french: str, english: str) -> None:
    assert dates.duration(value, "fr") == french
    assert dates.duration(value, "en") == english


def test_minutes_stay_minutes() -> None:
    assert dates.minutes(135) == f"135{B}min"


@pytest.mark.parametrize(
    ("words", "begun"), [("monday 7 December", "Monday 7 December"), ("", ""), ("É", "É"), ("le CODIR", "Le CODIR")]
)
def test_a_sentence_begins_with_a_capital_and_keeps_the_others(words: str, begun: str) -> None:
    assert capitalize(words) == begun
    assert isinstance(capitalize(escape(words)), Markup)
