"""Holidays of the territory and what becomes of a session that falls on one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.committees.enums import HolidayRule
from interco.scheduling.rules.holidays import ClosedDays, MoveRule, Placed, holidays, place, place_series

MARTINIQUE = ClosedDays("972")


def test_martinique_has_the_22nd_of_may_and_not_the_21st_of_july() -> None:
    days = holidays("972", 2026)
    assert days[date(2026, 5, 22)] == "Abolition de l'esclavage"
    assert date(2026, 7, 21) not in days
    assert len(days) == 12


def test_metropole_has_eleven_holidays_and_alsace_moselle_two_more() -> None:
    assert len(holidays("75", 2026)) == 11
    assert set(holidays("67", 2026)) - set(holidays("75", 2026)) == {date(2026, 4, 3), date(2026, 12, 26)}


def test_a_closure_of_the_house_closes_a_day_and_gives_its_name() -> None:
    closed = ClosedDays("972", {date(2026, 2, 17): "Mardi gras"})
    assert closed.name_of(date(2026, 2, 17)) == "Mardi gras"
    assert MARTINIQUE.name_of(date(2026, 2, 17)) == ""


@pytest.mark.parametrize(
    ("day", "rule", "held"),
    [
        (date(2026, 7, 14), MoveRule.NEXT, date(2026, 7, 15)),
        (date(2026, 7, 14), MoveRule.PREVIOUS, date(2026, 7, 13)),
        (date(2026, 7, 14), MoveRule.SKIP, None),
        (date(2026, 5, 22), MoveRule.NEXT, date(2026, 5, 26)),
        (date(2026, 12, 8), MoveRule.SKIP, date(2026, 12, 8)),
    ],
)
def test_the_worked_examples(day: date, rule: MoveRule, held: date | None) -> None:
    assert place(day, rule=rule, closed=MARTINIQUE).held_on == held


def test_a_house_closed_for_months_skips_rather_than_drifts() -> None:
    closed = ClosedDays("972", {date.fromordinal(date(2026, 7, 1).toordinal() + n): "Fermeture" for n in range(90)})
    assert place(date(2026, 7, 14), rule=MoveRule.NEXT, closed=closed).held_on is None


def test_two_occurrences_never_land_on_one_day() -> None:
    days = [date(2026, 7, 14), date(2026, 7, 15)]
    assert place_series(days, rule=MoveRule.NEXT, closed=MARTINIQUE) == [
        Placed(date(2026, 7, 14), None, "14 juillet"),
        Placed(date(2026, 7, 15), date(2026, 7, 15)),
    ]


@given(
    days=st.sets(st.dates(date(2024, 1, 1), date(2030, 12, 31)), max_size=40),
    rule=st.sampled_from(MoveRule),
    department=st.sampled_from(["75", "67", "971", "972", "973", "974", "976", "987", "988"]),
)
def test_what_is_held_is_unique_and_what_moved_is_on_a_working_day(
    days: set[date], rule: MoveRule, department: str
) -> None:
    closed = ClosedDays(department)
    placed = place_series(days, rule=rule, closed=closed)
    held = [one.held_on for one in placed if one.held_on]
    assert [one.due_on for one in placed] == sorted(days)
    assert len(held) == len(set(held))
    assert all(closed.is_working(one.held_on) for one in placed if one.held_on and one.is_moved)


def test_the_rule_has_the_values_stored_by_bodies() -> None:
    assert {rule.value for rule in MoveRule} == {str(rule.value) for rule in HolidayRule}


def test_a_year_out_of_the_calendar_has_no_holidays_rather_than_an_error() -> None:
    assert holidays("972", 1200) == {}
    assert holidays("972", 9999) == {}
