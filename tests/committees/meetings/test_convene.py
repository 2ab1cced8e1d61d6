"""Convening a session, sending it again, moving it, cancelling it."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from interco.committees.enums import AttendeeRole, Confidentiality, ItemState, MeetingState, Presence
from interco.committees.models import Attendee, Item, Meeting, Membership
from interco.committees.queries.convocation import audience
from interco.committees.services.attendance import declare_absence, declare_coming, name_substitute
from interco.committees.services.convocation import convene
from interco.committees.services.meetings import add_meeting, cancel_meeting, move_meeting
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Assignment
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item


def ready(cast: Built, **fields: Any) -> Meeting:
    """A session with one item on its agenda."""
    meeting = a_meeting(cast, **fields)
    an_item(cast, title="Suivi", author="secretariat", state=ItemState.SCHEDULED, meeting=meeting, position=0)
    return meeting


def calendar_of(message: OutgoingMessage) -> tuple[Any, Any]:
    """The calendar of a message and its event."""
    calendar = Calendar.from_ical(message.calendar)
    return calendar, calendar.walk("VEVENT")[0]


def test_those_who_sit_are_frozen_with_their_posts_and_titles(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    chair = Attendee.objects.get(meeting=meeting, role=AttendeeRole.CHAIR)
    assert (chair.person, chair.post, chair.title) == (
        cast.people["dgs"], cast.posts["dgs"], "Directeur général des services"
    )  # fmt: skip
    Assignment.objects.filter(post=cast.posts["dga_planification"]).update(ends_on=date(2026, 12, 7))
    kept = Attendee.objects.get(meeting=meeting, person=cast.people["dga_planification"])
    assert (kept.name, kept.title, kept.is_member, kept.is_voting) == (
        "Maxence Tamarin", "Directeur général adjoint", True, True
    )  # fmt: skip


def test_substitutes_are_convened_for_the_seat_they_may_take(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    seat = Attendee.objects.get(meeting=meeting, person=cast.people["rh"])
    assert (seat.role, seat.is_member) == (AttendeeRole.SUBSTITUTE, False)
    assert seat.substitute_for is not None
    assert seat.substitute_for.person == cast.people["dga_administration"]


def test_the_quorum_is_half_of_the_voting_members(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    assert (meeting.state, meeting.quorum) == (MeetingState.CONVENED, 5)


def test_a_person_holding_two_seats_is_convened_once(cast: Built) -> None:
    Membership.objects.create(
        body=cast.bodies["codir"], person=cast.people["dost"], rank=50, starts_on=date(2025, 1, 1)
    )
    people = [one.person.pk for one in audience(a_meeting(cast))]
    assert len(people) == len(set(people))


def test_the_rapporteur_from_outside_is_convened_for_the_item(cast: Built) -> None:
    meeting = a_meeting(cast)
    an_item(cast, author="agent_rh", state=ItemState.SCHEDULED, meeting=meeting, position=1)
    convene(meeting, by=actor(cast, "secretariat"))
    guest = Attendee.objects.get(meeting=meeting, person=cast.people["agent_rh"])
    assert (guest.role, guest.is_voting, guest.title) == (AttendeeRole.GUEST, False, "Gestionnaire de paie")


def test_everybody_receives_one_invitation_with_the_agenda_and_no_link(cast: Built) -> None:
    meeting = a_meeting(cast)
    an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1, title="Plan de continuité")
    sent = convene(meeting, by=actor(cast, "secretariat"))
    messages = list(OutgoingMessage.objects.all())
    assert len(messages) == sent == Attendee.objects.filter(meeting=meeting).count()
    message = next(one for one in messages if one.recipient_name == "Maxence Tamarin")
    assert message.title == "Convocation : Comité de direction du mardi 8 décembre 2026"
    for words in ("8 h 30", "Plan de continuité", "Vous y siégez comme membre.", "Salle du conseil"):
        assert words in message.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "http" not in message.text
    calendar, event = calendar_of(message)
    assert (calendar["METHOD"], event["SEQUENCE"], message.calendar_method) == ("REQUEST", 0, "REQUEST")
    assert event["DTSTART"].dt.astimezone(UTC) == meeting.starts_at


def test_a_guest_does_not_read_the_title_of_a_confidential_item(cast: Built) -> None:
    meeting = a_meeting(cast)
    an_item(cast, author="agent_rh", state=ItemState.SCHEDULED, meeting=meeting, position=1, title="Paie")
    an_item(
        cast, state=ItemState.SCHEDULED, meeting=meeting, position=2, title="Situation d’un agent",
        confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip
    convene(meeting, by=actor(cast, "secretariat"))
    guest = OutgoingMessage.objects.get(recipient_name="Théodule Vétiver")
    assert "Situation d’un agent" not in guest.text + guest.calendar
    assert "Point réservé aux membres" in guest.text
    member = OutgoingMessage.objects.get(recipient_name="Maxence Tamarin")
    assert "Situation d’un agent" in member.text


def test_sending_again_raises_the_sequence_and_keeps_the_uid(cast: Built) -> None:
    meeting, by = ready(cast), actor(cast, "secretariat")
    convene(meeting, by=by)
    seats = Attendee.objects.filter(meeting=meeting).count()
    an_item(cast, author="agent_rh", state=ItemState.SCHEDULED, meeting=meeting, position=1)
    convene(meeting, by=by)
    assert Attendee.objects.filter(meeting=meeting).count() == seats + 1
    events = [calendar_of(message)[1] for message in OutgoingMessage.objects.filter(recipient_name="Maxence Tamarin")]
    assert sorted(event["SEQUENCE"] for event in events) == [0, 1]
    assert len({str(event["UID"]) for event in events}) == 1


@pytest.mark.parametrize("who", ["dga_planification", "agent_rh", "elue", "administrateur", "dgs_lamentin"])
def test_only_those_who_keep_the_body_convene(cast: Built, who: str) -> None:
    meeting = ready(cast)
    with pytest.raises(Refused):
        convene(meeting, by=actor(cast, who))
    assert not Attendee.objects.exists()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("state", [MeetingState.OPEN, MeetingState.CLOSED, MeetingState.CANCELLED])
def test_a_session_that_has_begun_or_ended_is_not_convened(cast: Built, state: MeetingState) -> None:
    with pytest.raises(Refused):
        convene(ready(cast, state=state), by=actor(cast, "secretariat"))


def test_moving_a_convened_session_updates_the_invitations_and_the_deadline(cast: Built) -> None:
    meeting, by = ready(cast), actor(cast, "secretariat")
    convene(meeting, by=by)
    version = meeting.version
    move_meeting(
        meeting, day=date(2026, 12, 10), at=time(9), duration_minutes=120, place="Salle Balata", version=version, by=by
    )
    assert meeting.starts_at == datetime(2026, 12, 10, 13, tzinfo=UTC)
    assert meeting.deadline_at == datetime(2026, 12, 5, 16, tzinfo=UTC)
    updates = OutgoingMessage.objects.filter(kind="meeting.updated")
    assert updates.count() == Attendee.objects.count()
    assert calendar_of(updates[0])[1]["SEQUENCE"] == 1


def test_moving_a_session_that_is_not_convened_writes_to_nobody(cast: Built) -> None:
    meeting = a_meeting(cast)
    move_meeting(
        meeting, day=date(2026, 12, 10), at=time(9), duration_minutes=120, place="", version=1,
        by=actor(cast, "secretariat"),
    )  # fmt: skip
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("day", "at", "minutes"),
    [
        (date(2026, 12, 7), time(9), 120),
        (date(2020, 1, 1), time(9), 120),
        (date(9999, 12, 31), time(9), 120),
        (date(2026, 12, 10), time(9), 0),
        (date(2026, 12, 10), time(9), 9999),
    ],
)
def test_a_session_does_not_move_to_an_impossible_time(cast: Built, day: date, at: time, minutes: int) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    with pytest.raises(Invalid):
        move_meeting(meeting, day=day, at=at, duration_minutes=minutes, place="", version=1, by=by)
    with pytest.raises(Invalid):
        add_meeting(cast.bodies["codir"], day=day, at=at, duration_minutes=minutes, place="", by=by)


def test_the_second_to_move_a_session_is_told(cast: Built) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    fields: dict[str, Any] = {"at": time(9), "duration_minutes": 150, "place": "", "version": 1, "by": by}
    move_meeting(meeting, day=date(2026, 12, 10), **fields)
    with pytest.raises(Conflict):
        move_meeting(meeting, day=date(2026, 12, 11), **fields)


def test_a_cancelled_session_tells_everybody_and_hands_its_items_to_the_next(cast: Built) -> None:
    meeting, following = a_meeting(cast), a_meeting(cast, day=date(2026, 12, 15), number=2)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=1)
    waiting = an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting)
    by = actor(cast, "secretariat")
    convene(meeting, by=by)
    cancel_meeting(meeting, reason="Alerte cyclonique", version=meeting.version, by=by)
    kept = Item.objects.get(pk=item.pk)
    assert (kept.state, kept.meeting, kept.wished_meeting) == (ItemState.ACCEPTED, None, following)
    assert Item.objects.get(pk=waiting.pk).wished_meeting == following
    messages = OutgoingMessage.objects.filter(kind="meeting.cancelled")
    calendar, event = calendar_of(messages[0])
    assert (calendar["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("CANCEL", 1, "CANCELLED")
    assert "Alerte cyclonique" in messages[0].text


def test_a_cancellation_says_why(cast: Built) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(Invalid):
        cancel_meeting(meeting, reason=" ", version=1, by=actor(cast, "secretariat"))
    cancel_meeting(meeting, reason="Alerte cyclonique", version=1, by=actor(cast, "secretariat"))
    entry = Entry.objects.get(event="meeting.cancelled")
    assert entry.payload["facts"] == {"convened": False, "reason": "Alerte cyclonique"}


def test_a_member_announces_an_absence_and_takes_it_back(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    mine = Attendee.objects.get(meeting=meeting, person=cast.people["dga_planification"])
    declare_absence(mine, by=actor(cast, "dga_planification"))
    assert Attendee.objects.get(pk=mine.pk).presence == Presence.EXCUSED
    declare_coming(mine, by=actor(cast, "secretariat"))
    assert Attendee.objects.get(pk=mine.pk).presence == Presence.UNKNOWN


def test_nobody_announces_the_absence_of_somebody_else(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    other = Attendee.objects.get(meeting=meeting, person=cast.people["dga_juridique"])
    with pytest.raises(Refused):
        declare_absence(other, by=actor(cast, "dga_planification"))
    assert Attendee.objects.get(pk=other.pk).presence == Presence.UNKNOWN


def test_a_member_names_who_sits_in_their_place(cast: Built) -> None:
    meeting = ready(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    before = OutgoingMessage.objects.count()
    mine = Attendee.objects.get(meeting=meeting, person=cast.people["dost"])
    seat = name_substitute(mine, cast.people["developpement"], by=actor(cast, "dost"))
    assert (seat.role, seat.substitute_for, seat.is_voting, seat.title) == (
        AttendeeRole.SUBSTITUTE, mine, True, "Chef de service"
    )  # fmt: skip
    assert Attendee.objects.get(pk=mine.pk).presence == Presence.EXCUSED
    assert OutgoingMessage.objects.count() == before + 1
    with pytest.raises(Invalid, match="déjà convié"):
        name_substitute(mine, cast.people["dga_juridique"], by=actor(cast, "dost"))


def test_an_empty_agenda_is_not_convened(cast: Built) -> None:
    with pytest.raises(Invalid, match="vide"):
        convene(a_meeting(cast), by=actor(cast, "secretariat"))
    assert not Attendee.objects.exists()
