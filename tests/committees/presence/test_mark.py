"""Presence in the room and the seats it fills."""

import pytest

from interco.committees.enums import Presence
from interco.committees.models import Attendee
from interco.committees.queries.seats import seats_of
from interco.committees.rules import quorum
from interco.committees.services.presence import mark_expected_present, mark_left, mark_presence
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from tests.committees.session_builders import OPENING, Session, a_convened_session, an_open_session


def held(session: Session) -> int:
    return quorum.seats_held(seats_of(session.meeting.attendees.all()))


def test_presence_is_marked_in_an_open_session_only(cast: Built) -> None:
    session = a_convened_session(cast)
    with pytest.raises(Refused, match="pas ouverte"):
        mark_presence(session.attendees["rh"], presence=Presence.PRESENT, by=session.by("secretariat"))


def test_arriving_and_leaving_keep_their_hours(cast: Built) -> None:
    session = an_open_session(cast)
    seat = session.attendees["dga_juridique"]
    assert seat.arrived_at == OPENING
    by = session.by("secretariat", minutes=30)
    mark_left(seat, by=by)
    seat.refresh_from_db()
    assert (seat.presence, seat.left_at) == (Presence.PRESENT, by.at)
    mark_presence(seat, presence=Presence.PRESENT, by=session.by("secretariat", minutes=40))
    seat.refresh_from_db()
    assert (seat.arrived_at, seat.left_at) == (OPENING, None)


def test_whoever_never_came_cannot_leave(cast: Built) -> None:
    session = an_open_session(cast, absent=("communes",))
    with pytest.raises(Invalid, match="pas arrivé"):
        mark_left(session.attendees["communes"], by=session.by("secretariat"))


def test_a_substitute_fills_the_seat_of_the_absent_only(cast: Built) -> None:
    session = an_open_session(cast, absent=("communication",))
    assert held(session) == 9
    mark_presence(session.attendees["communication_adjointe"], presence=Presence.PRESENT, by=session.by("dgs"))
    assert held(session) == 10
    mark_presence(session.attendees["rh"], presence=Presence.PRESENT, by=session.by("dgs"))
    assert held(session) == 10


def test_everybody_expected_is_marked_present_in_one_gesture_but_substitutes_and_the_excused(cast: Built) -> None:
    session = an_open_session(cast, absent=("communication", "communes", "dost"))
    mark_presence(session.attendees["communication"], presence=Presence.EXCUSED, by=session.by("secretariat"))
    assert mark_expected_present(session.meeting, by=session.by("secretariat")) == 2
    stored = {one.person_id: one.presence for one in Attendee.objects.filter(meeting=session.meeting)}
    people = session.cast.people
    assert stored[people["communes"].pk] == Presence.PRESENT
    assert stored[people["communication"].pk] == Presence.EXCUSED
    assert stored[people["communication_adjointe"].pk] == Presence.UNKNOWN


@pytest.mark.parametrize("key", ["dga_juridique", "communication_adjointe", "agent_rh"])
def test_nobody_marks_presence_but_who_leads(cast: Built, key: str) -> None:
    session = an_open_session(cast, absent=("communes",))
    with pytest.raises(Refused):
        mark_presence(session.attendees["communes"], presence=Presence.PRESENT, by=session.by(key))
    session.attendees["communes"].refresh_from_db()
    assert session.attendees["communes"].presence == Presence.UNKNOWN
