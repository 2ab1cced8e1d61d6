"""Opening a session and going from item to item."""

import pytest

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Attendee, ItemEvent
from interco.committees.services.session import end_item, go_to_item, next_item, open_session, previous_item
from interco.committees.services.timekeeping import pause, resume, settle_clocks
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid, Refused
from tests.committees.builders import a_meeting
from tests.committees.session_builders import Session, a_convened_session, an_open_session


@pytest.fixture
def session(cast: Built) -> Session:
    return an_open_session(cast)


def spent(session: Session, rank: int) -> int:
    session.items[rank].refresh_from_db()
    return session.items[rank].spent_seconds


def state(session: Session, rank: int) -> str:
    session.items[rank].refresh_from_db()
    return session.items[rank].state


@pytest.mark.parametrize(
    ("key", "opens"),
    [
        ("dgs", True), ("secretariat", True), ("secretariat_assistant", True), ("dga_juridique", False),
        ("rh", False), ("agent_rh", False),
    ],
)  # fmt: skip
def test_the_chair_and_the_secretariat_open_a_convened_session_and_nobody_else(
    cast: Built, key: str, opens: bool
) -> None:
    session = a_convened_session(cast)
    entries = Entry.objects.count()
    if opens:
        open_session(session.meeting, by=session.by(key))
    else:
        with pytest.raises(Refused):
            open_session(session.meeting, by=session.by(key))
        assert Entry.objects.count() == entries
    session.meeting.refresh_from_db()
    assert session.meeting.state == (MeetingState.OPEN if opens else MeetingState.CONVENED)


def test_a_session_is_opened_once(session: Session) -> None:
    with pytest.raises(Refused, match="en séance"):
        open_session(session.meeting, by=session.by("dgs"))


def test_a_session_that_was_not_convened_is_not_opened(cast: Built) -> None:
    session = a_convened_session(cast)
    planned = a_meeting(cast, number=47, day=session.meeting.starts_at.date().replace(day=15))
    with pytest.raises(Refused, match="convoquée"):
        open_session(planned, by=session.by("dgs"))


def test_a_body_holds_one_session_at_a_time(session: Session, cast: Built) -> None:
    other = a_meeting(
        cast, number=47, day=session.meeting.starts_at.date().replace(day=15), state=MeetingState.CONVENED
    )
    with pytest.raises(Refused, match="n° 46 est encore ouverte"):
        open_session(other, by=session.by("dgs"))


def test_the_next_item_ends_an_information_as_treated_and_counts_its_time(session: Session) -> None:
    assert next_item(session.meeting, by=session.by("dgs", minutes=1)) == session.items[0]
    assert next_item(session.meeting, by=session.by("dgs", minutes=10)) == session.items[1]
    assert (state(session, 0), spent(session, 0)) == (ItemState.TREATED, 540)
    assert state(session, 1) == ItemState.IN_SESSION


def test_a_second_press_on_next_that_comes_too_late_changes_nothing(session: Session) -> None:
    first = next_item(session.meeting, by=session.by("dgs"), after="")
    assert next_item(session.meeting, by=session.by("dgs"), after="") == first
    assert state(session, 1) == ItemState.SCHEDULED


def test_a_decision_left_without_outcome_goes_back_to_the_agenda(session: Session) -> None:
    for minute in range(3):
        next_item(session.meeting, by=session.by("dgs", minutes=minute))
    assert state(session, 1) == ItemState.SCHEDULED
    assert state(session, 2) == ItemState.IN_SESSION


def test_coming_back_adds_to_the_time_already_spent(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs", minutes=0))
    next_item(session.meeting, by=session.by("dgs", minutes=4))
    assert previous_item(session.meeting, by=session.by("dgs", minutes=6)) == session.items[0]
    assert state(session, 0) == ItemState.IN_SESSION
    next_item(session.meeting, by=session.by("dgs", minutes=7))
    assert spent(session, 0) == 300
    session.items[1].refresh_from_db()
    assert spent(session, 1) == 120


def test_before_the_first_item_there_is_nothing(session: Session) -> None:
    first = next_item(session.meeting, by=session.by("dgs"))
    assert previous_item(session.meeting, by=session.by("dgs")) == first


def test_after_the_last_item_the_last_one_rests(session: Session) -> None:
    go_to_item(session.meeting, session.items[2], by=session.by("dgs"))
    assert next_item(session.meeting, by=session.by("dgs", minutes=5)) == session.items[2]
    assert spent(session, 2) == 300


def test_a_pause_stops_the_clock_of_the_item_and_of_the_session(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs", minutes=0))
    pause(session.meeting, by=session.by("secretariat", minutes=5))
    pause(session.meeting, by=session.by("secretariat", minutes=6))
    resume(session.meeting, by=session.by("dgs", minutes=15))
    next_item(session.meeting, by=session.by("dgs", minutes=17))
    assert spent(session, 0) == 7 * 60
    session.meeting.refresh_from_db()
    assert session.meeting.paused_seconds == 600


def test_an_item_taken_up_during_a_pause_does_not_count_until_it_ends(session: Session) -> None:
    pause(session.meeting, by=session.by("dgs", minutes=0))
    next_item(session.meeting, by=session.by("dgs", minutes=1))
    resume(session.meeting, by=session.by("dgs", minutes=5))
    next_item(session.meeting, by=session.by("dgs", minutes=6))
    assert spent(session, 0) == 60


def test_settling_the_clocks_at_the_end_keeps_what_ran(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs", minutes=0))
    pause(session.meeting, by=session.by("dgs", minutes=3))
    settle_clocks(session.meeting, by=session.by("dgs", minutes=8))
    assert spent(session, 0) == 180
    assert (session.meeting.paused_at, session.meeting.paused_seconds) == (None, 300)


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (ItemState.TREATED, ItemState.TREATED), (ItemState.POSTPONED, ItemState.POSTPONED),
        (ItemState.REFERRED, ItemState.REFERRED), (ItemState.SCHEDULED, ItemState.SCHEDULED),
    ],
)  # fmt: skip
def test_an_item_is_ended_as_the_chair_says_with_its_reason(session: Session, ending: str, expected: str) -> None:
    next_item(session.meeting, by=session.by("dgs"))
    end_item(session.items[0], ending=ItemState(ending), by=session.by("dgs", minutes=2), reason="Pièces manquantes.")
    assert state(session, 0) == expected
    assert spent(session, 0) == 120
    last = ItemEvent.objects.filter(item=session.items[0]).last()
    assert last is not None
    assert (last.reason, last.meeting) == ("Pièces manquantes.", session.meeting)


def test_an_item_does_not_end_as_closed_in_session(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs"))
    with pytest.raises(Invalid):
        end_item(session.items[0], ending=ItemState.CLOSED, by=session.by("dgs"))


def test_an_item_of_another_session_is_not_taken_up(session: Session, cast: Built) -> None:
    other = a_meeting(cast, number=47, day=session.meeting.starts_at.date().replace(day=15))
    session.items[2].meeting = other
    session.items[2].save()
    with pytest.raises(Refused, match="ordre du jour"):
        go_to_item(session.meeting, session.items[2], by=session.by("dgs"))


@pytest.mark.parametrize("key", ["dga_juridique", "communication_adjointe", "rh", "agent_rh"])
def test_whoever_does_not_lead_moves_nothing(session: Session, key: str) -> None:
    entries = Entry.objects.count()
    for gesture in (next_item, previous_item, pause, resume):
        with pytest.raises(Refused):
            gesture(session.meeting, by=session.by(key))
    assert Entry.objects.count() == entries
    session.meeting.refresh_from_db()
    assert session.meeting.current_item is None


def test_whoever_was_convened_as_chair_and_no_longer_holds_the_post_runs_nothing(cast: Built) -> None:
    session = a_convened_session(cast)
    chair = session.attendees["dgs"]
    Attendee.objects.filter(pk=chair.pk).update(person=cast.people["agent_rh"])
    with pytest.raises(Refused):
        open_session(session.meeting, by=session.by("agent_rh"))
    open_session(session.meeting, by=session.by("dgs"))
