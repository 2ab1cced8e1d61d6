"""Many closings at the same instant: numbers unique and without a gap, one winner for each session, chains whole."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from interco.committees.enums import MeetingState
from interco.committees.models import Decision, Meeting
from interco.committees.services.closing import close_meeting
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Refused
from interco.foundation.core.retries import again_if_undone
from tests.cast import actor
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.sessions import a_session_in_progress
from tests.drills.wholeness import troubles

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 50


def close_together(cast: Built, meetings: list[Meeting]) -> list[str]:
    """Each closed by a thread of its own, all let go at once; the references each was given, or the refusal."""
    barrier = Barrier(len(meetings))
    by = actor(cast, "dgs")

    def close(meeting: Meeting) -> str:
        try:
            barrier.wait(timeout=60)
            sealed = again_if_undone(lambda: close_meeting(Meeting.objects.get(pk=meeting.pk), by=by))
            return " ".join(decision.reference for decision in sealed)
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(meetings)) as pool:
        return list(pool.map(close, meetings))


def test_fifty_sessions_closed_at_once_get_numbers_without_a_gap(cast: Built, figure: Tell) -> None:
    closings = times(AT_ONCE, release=1000)
    decisions = 0
    for first in range(0, closings, AT_ONCE):
        meetings = [
            a_session_in_progress(cast, rank, decisions=1, body="conference" if rank % 5 == 0 else "codir")
            for rank in range(first, min(first + AT_ONCE, closings))
        ]
        given = close_together(cast, meetings)
        assert "refused" not in given
        decisions += sum(len(references.split()) for references in given)
        assert troubles() == []
    numbered = Decision.objects.exclude(number=None)
    assert numbered.count() == decisions == closings
    assert numbered.values("body", "year", "number").distinct().count() == decisions
    figure("parallel closings", closings)
    figure("decisions numbered without a gap", decisions)


def test_one_session_closed_by_many_hands_is_closed_once(cast: Built, figure: Tell) -> None:
    rounds = times(2, release=50)
    for rank in range(rounds):
        meeting = a_session_in_progress(cast, rank)
        given = close_together(cast, [meeting] * 20)
        assert sorted(given)[1:] == ["refused"] * 19
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CLOSED
    assert troubles() == []
    figure("closings of a same session", rounds * 20)
    figure("winners", rounds)
