"""One gesture plans the year of a body."""

from datetime import date

import pytest

from interco.committees.models import Meeting
from interco.committees.services.series import cancel_meeting, move_meeting, plan_series
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from tests.cast import NOW, actor


def test_every_tuesday_of_2027_at_half_past_eight_in_martinique(cast: Built) -> None:
    made = plan_series(
        cast.bodies["codir"], first=date(2027, 1, 1), last=date(2027, 12, 31), by=actor(cast, "secretariat")
    )
    assert len(made) == 52
    assert {(row.starts_at.hour, row.starts_at.minute) for row in made} == {(12, 30)}
    assert [row.number for row in made] == list(range(1, 53))


def test_a_session_due_on_a_holiday_is_held_the_next_working_day(cast: Built) -> None:
    codir = cast.bodies["codir"]
    plan_series(codir, first=date(2029, 4, 25), last=date(2029, 5, 10), by=actor(cast, "secretariat"))
    days = list(
        Meeting.objects.filter(body=codir).order_by("starts_at").values_list("occurrence_on", "starts_at__date")
    )
    assert (date(2029, 5, 1), date(2029, 5, 2)) in days
    assert (date(2029, 5, 8), date(2029, 5, 9)) in days


def test_planning_twice_makes_nothing_more(cast: Built) -> None:
    gesture = {"first": date(2027, 1, 1), "last": date(2027, 3, 31), "by": actor(cast, "secretariat")}
    plan_series(cast.bodies["codir"], **gesture)
    assert plan_series(cast.bodies["codir"], **gesture) == []


def test_a_director_does_not_plan_and_a_period_must_make_sense(cast: Built) -> None:
    with pytest.raises(Refused):
        plan_series(cast.bodies["codir"], first=date(2027, 1, 1), last=date(2027, 2, 1), by=actor(cast, "dost"))
    with pytest.raises(Invalid):
        plan_series(cast.bodies["codir"], first=date(2027, 2, 1), last=date(2027, 1, 1), by=actor(cast, "secretariat"))
    assert not Meeting.objects.exists()


def test_a_moved_session_keeps_its_deadline_rule_and_a_past_hour_is_refused(cast: Built) -> None:
    by = actor(cast, "secretariat")
    meeting = plan_series(cast.bodies["codir"], first=date(2027, 1, 1), last=date(2027, 1, 10), by=by)[0]
    with pytest.raises(Invalid):
        move_meeting(meeting, starts_at=NOW, place="", by=by)
    moved = move_meeting(meeting, starts_at=meeting.starts_at.replace(hour=14), place="Salle Balata", by=by)
    assert (moved.place, moved.invitation_sequence, moved.deadline_at.date()) == ("Salle Balata", 1, date(2026, 12, 31))


def test_a_cancelled_session_is_told_once(cast: Built) -> None:
    by = actor(cast, "dgs")
    meeting = plan_series(cast.bodies["codir"], first=date(2027, 1, 1), last=date(2027, 1, 10), by=by)[0]
    assert cancel_meeting(meeting, by=by).state == "cancelled"
    with pytest.raises(Refused):
        cancel_meeting(meeting, by=by)
