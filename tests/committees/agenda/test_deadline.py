"""The deadline of proposals."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.committees.rules.deadline import is_late, submission_deadline

MARTINIQUE = ZoneInfo("America/Martinique")


def test_the_worked_example_closes_on_thursday_at_noon() -> None:
    deadline = submission_deadline(
        datetime(2026, 12, 8, 12, 30, tzinfo=UTC), zone=MARTINIQUE, days_before=5, at=time(12)
    )
    assert deadline == datetime(2026, 12, 3, 16, 0, tzinfo=UTC)
    assert not is_late(deadline, deadline)
    assert is_late(deadline + timedelta(seconds=1), deadline)


def test_the_hour_is_the_wall_s_across_a_change_of_clocks() -> None:
    paris = ZoneInfo("Europe/Paris")
    deadline = submission_deadline(datetime(2027, 3, 30, 8, 30, tzinfo=paris), zone=paris, days_before=5, at=time(12))
    assert deadline == datetime(2027, 3, 25, 11, 0, tzinfo=UTC)


def test_a_deadline_on_the_day_itself_never_passes_the_session() -> None:
    starts_at = datetime(2026, 12, 8, 8, 30, tzinfo=MARTINIQUE)
    assert submission_deadline(starts_at, zone=MARTINIQUE, days_before=0, at=time(12)) == starts_at


def test_a_deadline_after_the_session_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        submission_deadline(datetime(2026, 12, 8, tzinfo=UTC), zone=MARTINIQUE, days_before=-1, at=time(12))


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)), days=st.integers(0, 30), at=st.times(),
    zone=st.sampled_from(["America/Martinique", "Europe/Paris", "Pacific/Noumea"]),
)  # fmt: skip
def test_it_is_before_the_session_and_not_a_day_too_early(day: date, days: int, at: time, zone: str) -> None:
    starts_at = datetime.combine(day, time(8, 30), ZoneInfo(zone))
    deadline = submission_deadline(starts_at, zone=ZoneInfo(zone), days_before=days, at=at)
    assert timedelta(0) <= starts_at - deadline <= timedelta(days=days + 1)
