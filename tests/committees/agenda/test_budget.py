"""The agenda against its budget."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.committees.enums import ItemKind
from interco.committees.rules.agenda_budget import SECTION_OF_KIND, AgendaLine, Section, plan_agenda

START = datetime(2026, 12, 8, 12, 30, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def line(key: str, minutes: int, kind: str = ItemKind.DECISION, **more: object) -> AgendaLine:
    return AgendaLine(key=key, minutes=minutes, kind=kind, **more)  # type: ignore[arg-type]


def test_the_worked_example_is_five_minutes_over_and_in_conflict() -> None:
    plan = plan_agenda(
        [line("a", 10, ItemKind.FOLLOW_UP), line("b", 25, absent_until=at(15))], starts_at=START, budget=30
    )
    assert [one.starts_at for one in plan.lines] == [at(0), at(10)]
    assert (plan.total, plan.free, plan.over, plan.ends_at) == (35, 0, 5, at(35))
    assert [one.line.key for one in plan.lines if one.conflict] == ["b"]
    moved = plan_agenda([line("a", 15), line("b", 25, absent_until=at(15))], starts_at=START, budget=40)
    assert not any(one.conflict for one in moved.lines)


def test_a_rapporteur_who_leaves_before_the_end_is_missed() -> None:
    plan = plan_agenda([line("a", 20, absent_from=at(19)), line("b", 5)], starts_at=START, budget=150)
    assert [one.line.key for one in plan.lines if one.conflict] == ["a"]


def test_the_day_of_the_picture_has_135_minutes_in_three_sections() -> None:
    kinds = [(10, ItemKind.FOLLOW_UP), (5, ItemKind.FOLLOW_UP), (25, ItemKind.DECISION), (15, ItemKind.VALIDATION),
             (20, ItemKind.DECISION), (20, ItemKind.VALIDATION), (15, ItemKind.OPINION), (15, ItemKind.EXCHANGE),
             (10, ItemKind.INFORMATION)]  # fmt: skip
    plan = plan_agenda(
        [line(str(place), minutes, kind) for place, (minutes, kind) in enumerate(kinds)], starts_at=START, budget=150
    )
    assert [(group.section, group.minutes) for group in plan.groups] == [
        (Section.FOLLOW_UP, 15), (Section.DECISIONS, 80), (Section.OPINIONS, 40),
    ]  # fmt: skip
    assert (plan.total, plan.free) == (135, 15)


def test_late_lines_are_told_apart() -> None:
    plan = plan_agenda([line("a", 5), line("b", 5, is_late=True)], starts_at=START, budget=150)
    assert [one.line.key for one in plan.late] == ["b"]


def test_every_kind_of_item_has_its_section() -> None:
    assert set(SECTION_OF_KIND) == set(ItemKind)


def test_an_empty_agenda_is_all_free() -> None:
    plan = plan_agenda([], starts_at=START, budget=150)
    assert (plan.total, plan.free, plan.over, plan.ends_at) == (0, 150, 0, START)


def test_the_follow_up_that_opens_the_session_comes_before_the_first_line_and_counts() -> None:
    plan = plan_agenda([line("a", 25)], starts_at=START, budget=30, opening=10)
    assert (plan.lines[0].starts_at, plan.ends_at, plan.total, plan.over) == (at(10), at(35), 35, 5)
    assert plan.minutes_of(Section.FOLLOW_UP) == 10


def test_minutes_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        plan_agenda([line("a", -1)], starts_at=START, budget=150)


LINES = st.lists(st.tuples(st.integers(0, 240), st.sampled_from(ItemKind)), max_size=40)


@given(drawn=LINES, budget=st.integers(0, 400), opening=st.integers(0, 60))
def test_lines_follow_one_another_and_sum_to_the_total(drawn: list[tuple[int, str]], budget: int, opening: int) -> None:
    lines = [line(str(place), *one) for place, one in enumerate(drawn)]
    plan = plan_agenda(lines, starts_at=START, budget=budget, opening=opening)
    edges = [at(opening), *[one.ends_at for one in plan.lines]]
    assert [one.starts_at for one in plan.lines] == edges[:-1]
    assert plan.ends_at == edges[-1] == at(plan.total)
    assert plan.total == sum(plan.minutes_of(section) for section in Section)
    assert plan.budget - plan.total == plan.free - plan.over
    assert any(one.over for one in plan.lines) == (bool(lines) and plan.over > 0)
