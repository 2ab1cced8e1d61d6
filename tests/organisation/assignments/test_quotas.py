"""A post is held once, a person is taken once."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interco.organisation.rules.periods import Period, contains
from interco.organisation.rules.quotas import breaches
from interco.organisation.rules.rows import AssignmentRow
from tests.organisation.rows import held

MARCH = date(2026, 3, 1)
JUNE = date(2026, 6, 1)


def test_two_full_time_holders_of_a_post_are_a_breach_named_with_its_days() -> None:
    (breach,) = breaches([held(1, 7, "Ondine Mahogany"), held(2, 7, "Basile Corossol", starts_on=MARCH, ends_on=JUNE)])
    assert (breach.kind, breach.subject_id, breach.total) == ("post", 7, Decimal(2))
    assert breach.period == Period(MARCH, JUNE)
    assert breach.people == ("Ondine Mahogany", "Basile Corossol")


def test_a_post_may_be_shared_up_to_its_whole() -> None:
    assert breaches([held(1, 7, "A", quota="0.5"), held(2, 7, "B", quota="0.5")]) == []
    assert [breach.total for breach in breaches([held(1, 7, "A", quota="0.8"), held(2, 7, "B", quota="0.5")])] == [
        Decimal("1.3")
    ]


def test_a_successor_may_start_on_the_day_the_holder_leaves() -> None:
    assert breaches([held(1, 7, "A", ends_on=MARCH), held(2, 7, "B", starts_on=MARCH)]) == []


def test_a_person_is_not_taken_for_more_than_her_whole_time() -> None:
    rows = [held(1, 7, "A", person_id=5), held(2, 8, "A", person_id=5, quota="0.2", starts_on=MARCH)]
    (breach,) = breaches(rows)
    assert (breach.kind, breach.subject_id, breach.period) == ("person", 5, Period(MARCH))
    assert breach.assignment_ids == (1, 2)


def test_an_interim_takes_nothing_from_the_post_nor_from_the_person() -> None:
    rows = [held(1, 7, "A", person_id=5), held(2, 8, "A", person_id=5, kind="interim"), held(3, 8, "B", person_id=6)]
    assert breaches(rows) == []


def test_one_post_has_one_interim_at_a_time() -> None:
    rows = [held(1, 7, "A", kind="interim"), held(2, 7, "B", kind="interim", starts_on=MARCH)]
    assert [(breach.kind, breach.period) for breach in breaches(rows)] == [("two_interims", Period(MARCH))]


def test_nobody_stands_in_for_herself() -> None:
    rows = [held(1, 7, "A", person_id=5), held(2, 7, "A", person_id=5, kind="interim")]
    assert [breach.kind for breach in breaches(rows)] == ["interim_of_herself"]


def test_a_breach_that_lasts_over_neighbouring_periods_is_told_once() -> None:
    rows = [held(1, 7, "A"), held(2, 7, "B"), held(3, 7, "C", kind="interim", starts_on=MARCH, ends_on=JUNE)]
    assert len(breaches(rows)) == 1


DAYS = st.dates(date(2026, 1, 1), date(2026, 4, 1))


@st.composite
def assignments(draw: st.DrawFn) -> list[AssignmentRow]:
    rows = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        length = draw(st.integers(0, 60))
        end = start + timedelta(days=length) if length else None
        quota = str(draw(st.sampled_from(["0.2", "0.5", "0.8", "1"])))
        person = draw(st.integers(1, 3))
        rows.append(
            held(
                number,
                draw(st.integers(1, 2)),
                f"P{person}",
                person_id=person,
                quota=quota,
                starts_on=start,
                ends_on=end,
            )
        )
    return rows


@given(assignments(), DAYS)
def test_a_day_over_the_whole_is_always_in_a_breach_and_no_other(rows: list[AssignmentRow], day: date) -> None:
    for kind, key in (("post", "post_id"), ("person", "person_id")):
        told = {breach.subject_id for breach in breaches(rows) if breach.kind == kind and contains(breach.period, day)}
        sums: dict[int, Decimal] = {}
        for row in rows:
            if contains(row, day):
                subject = getattr(row, key)
                sums[subject] = sums.get(subject, Decimal(0)) + row.quota
        assert told == {subject for subject, total in sums.items() if total > 1}
