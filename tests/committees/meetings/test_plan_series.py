"""The year's sessions in one gesture."""

from datetime import UTC, date, datetime, timedelta

import pytest

from interco.committees.enums import HolidayRule
from interco.committees.models import Meeting
from interco.committees.services.series import plan_series, preview_series
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.scheduling.models import Closure
from tests.cast import NOW, actor

YEAR = {"first": date(2027, 1, 1), "last": date(2027, 12, 31)}


def test_the_year_is_created_at_the_wall_time_of_the_territory(cast: Built) -> None:
    done = plan_series(cast.bodies["codir"], by=actor(cast, "secretariat"), **YEAR)
    assert len(done) == 52
    first = Meeting.objects.order_by("starts_at")[0]
    assert first.starts_at == datetime(2027, 1, 5, 12, 30, tzinfo=UTC)
    assert first.deadline_at == datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert (first.number, first.zone, first.place) == (1, "America/Martinique", "Salle du conseil")


def test_doing_it_twice_creates_nothing_more(cast: Built) -> None:
    by = actor(cast, "secretariat")
    plan_series(cast.bodies["codir"], by=by, **YEAR)
    again = plan_series(cast.bodies["codir"], by=by, first=date(2027, 6, 1), last=date(2028, 1, 31))
    assert [meeting.occurrence_on for meeting in again] == [date(2028, 1, day) for day in (4, 11, 18, 25)]
    assert list(Meeting.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 57))


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (HolidayRule.NEXT_WORKING_DAY, date(2028, 7, 17)),
        (HolidayRule.PREVIOUS_WORKING_DAY, date(2028, 7, 13)),
        (HolidayRule.SKIP, None),
    ],
)
def test_a_session_on_a_holiday_follows_the_rule_of_the_body(cast: Built, rule: str, held: date | None) -> None:
    body = cast.bodies["codir"]
    body.recurrence, body.holiday_rule = "FREQ=WEEKLY;BYDAY=FR", rule
    body.save()
    by = actor(cast, "secretariat", at=datetime(2028, 7, 1, 12, tzinfo=UTC))
    plan_series(body, by=by, first=date(2028, 7, 10), last=date(2028, 7, 16))
    assert [meeting.starts_at.date() for meeting in Meeting.objects.all()] == ([held] if held else [])


def test_a_local_closure_moves_a_session(cast: Built) -> None:
    Closure.objects.create(day=date(2027, 2, 9), label="Mardi gras")
    by = actor(cast, "secretariat")
    preview = preview_series(cast.bodies["codir"], by=by, **YEAR)
    assert [(one.due_on, one.held_on, one.reason) for one in preview if one.is_moved] == [
        (date(2027, 2, 9), date(2027, 2, 10), "Mardi gras")
    ]
    plan_series(cast.bodies["codir"], by=by, **YEAR)
    moved = Meeting.objects.get(occurrence_on=date(2027, 2, 9))
    assert moved.starts_at == datetime(2027, 2, 10, 12, 30, tzinfo=UTC)


def test_a_quarterly_body_keeps_its_quarters_whenever_it_is_planned(cast: Built) -> None:
    done = plan_series(
        body=cast.bodies["conference"],
        by=actor(cast, "secretariat"),
        first=date(2027, 2, 3),
        last=date(2027, 12, 31),
    )
    assert [meeting.occurrence_on for meeting in done] == [
        date(2027, 4, 1),
        date(2027, 7, 1),
        date(2027, 10, 7),
    ]


def test_the_secretary_of_the_body_plans_it(cast: Built) -> None:
    done = plan_series(cast.bodies["conference"], by=actor(cast, "communes"), **YEAR)
    assert len(done) == 4


@pytest.mark.parametrize("who", ["dga_planification", "agent_rh", "elue", "administrateur", "communes"])
def test_nobody_else_plans_the_codir(cast: Built, who: str) -> None:
    with pytest.raises(Refused):
        plan_series(cast.bodies["codir"], by=actor(cast, who), **YEAR)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "recurrence"),
    [
        (date(2027, 2, 1), date(2027, 1, 1), "FREQ=WEEKLY;BYDAY=TU"),
        (date(2026, 1, 1), date(2027, 1, 1), "FREQ=WEEKLY;BYDAY=TU"),
        (date(2027, 1, 1), date(2037, 1, 1), "FREQ=WEEKLY;BYDAY=TU"),
        (date(2027, 1, 1), date(2027, 2, 1), ""),
        (date(2027, 1, 1), date(2027, 2, 1), "FREQ=SECONDLY"),
        (date(2027, 1, 1), date(2027, 2, 1), "n’importe quoi"),
    ],
)
def test_what_cannot_be_planned_answers_a_sentence(cast: Built, first: date, last: date, recurrence: str) -> None:
    body = cast.bodies["codir"]
    body.recurrence = recurrence
    body.save()
    with pytest.raises(Invalid):
        plan_series(body, first=first, last=last, by=actor(cast, "secretariat"))
    assert not Meeting.objects.exists()


def test_a_session_whose_hour_has_passed_today_is_not_created(cast: Built) -> None:
    by = actor(cast, "secretariat", at=NOW + timedelta(days=1))
    done = plan_series(cast.bodies["codir"], by=by, first=date(2026, 12, 8), last=date(2026, 12, 15))
    assert [meeting.occurrence_on for meeting in done] == [date(2026, 12, 15)]
