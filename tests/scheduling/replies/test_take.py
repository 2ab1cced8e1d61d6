"""Answers by mail: only those of a known guest, from the guest's own address, to the invitation that stands."""

from datetime import date, timedelta

import pytest

from interco.committees.enums import MeetingState, Presence
from interco.committees.services.invitations import uid_of as session_uid
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.notifications.models import IncomingOutcome
from interco.foundation.notifications.rules.incoming import opened
from interco.scheduling.enums import Answer
from interco.scheduling.services.events import cancel_event, change_event
from interco.scheduling.services.replies import take_reply
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting
from tests.scheduling.builders import an_event, content
from tests.scheduling.replies.mails import a_mail, a_reply

ZOE = "zoe@ailleurs.example"


def taken(mail: bytes) -> IncomingOutcome | None:
    return take_reply(opened(mail), NOW)


def test_a_guest_from_outside_answers_by_the_buttons_of_their_mail(cast: Built) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    said = a_reply(event, "Zoe@Ailleurs.example", "TENTATIVE", sender=ZOE, COMMENT="Selon le train\\, je viens")
    assert taken(said) == IncomingOutcome.TAKEN
    guest = event.participants.get()
    assert (guest.answer, guest.comment, guest.answered_at) == (Answer.TENTATIVE, "Selon le train, je viens", NOW)
    fact = Entry.objects.latest("number")
    assert (fact.event, fact.actor_id) == ("event.answered", None)


def test_a_colleague_answers_from_their_own_address(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    assert taken(a_reply(event, cast.people["dost"].email, "DECLINED")) == IncomingOutcome.TAKEN
    assert event.participants.get().answer == Answer.DECLINED


@pytest.mark.parametrize(
    ("sender", "attendee", "outcome"),
    [
        ("mallory@ailleurs.example", ZOE, IncomingOutcome.FORGED),
        (ZOE, "dgs@ailleurs.example", IncomingOutcome.FORGED),
        ("mallory@ailleurs.example", "mallory@ailleurs.example", IncomingOutcome.UNKNOWN_SENDER),
    ],
)
def test_nobody_answers_for_another(cast: Built, sender: str, attendee: str, outcome: IncomingOutcome) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    facts = Entry.objects.count()
    assert taken(a_reply(event, attendee, sender=sender)) == outcome
    assert event.participants.get().answer == Answer.NEEDED
    assert Entry.objects.count() == facts


def test_two_senders_are_none(cast: Built) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    mail = a_reply(event, ZOE)
    assert taken(b"From: mallory@ailleurs.example\r\n" + mail) == IncomingOutcome.FORGED
    assert taken(mail.replace(b"<" + ZOE.encode() + b">", b"<mallory@x.example>, " + ZOE.encode())) == (
        IncomingOutcome.FORGED
    )


def test_an_answer_to_the_former_hour_comes_too_late_and_one_to_a_former_word_does_not(cast: Built) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    change_event(event, content(title="Autre titre"), version=None, by=actor(cast, "dgs"))
    assert taken(a_reply(event, ZOE, sequence=0)) == IncomingOutcome.TAKEN
    moved = content(first_on=content().first_on + timedelta(days=1))
    change_event(event, moved, version=None, by=actor(cast, "dgs"))
    assert taken(a_reply(event, ZOE, sequence=1)) == IncomingOutcome.TOO_OLD
    assert event.participants.get().answer == Answer.NEEDED
    assert taken(a_reply(event, ZOE, "DECLINED", sequence=2)) == IncomingOutcome.TAKEN


def test_a_sequence_from_the_future_does_not_close_the_door_to_the_next_answers(cast: Built) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    assert taken(a_reply(event, ZOE, "DECLINED", sequence=999_999_999)) == IncomingOutcome.TAKEN
    assert taken(a_reply(event, ZOE, "ACCEPTED", sequence=0)) == IncomingOutcome.TAKEN
    assert event.participants.get().answer == Answer.ACCEPTED


def test_what_is_no_answer_is_left_and_what_cannot_be_taken_says_why(cast: Built) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    assert taken(a_reply("unknown@elsewhere", ZOE)) == IncomingOutcome.UNKNOWN_SUBJECT
    assert taken(a_reply(event, ZOE, RECURRENCE_ID="20261209T140000Z")) == IncomingOutcome.UNKNOWN_DAY
    assert taken(a_reply(event, ZOE, "DELEGATED")) == IncomingOutcome.UNREADABLE
    assert taken(a_mail(ZOE, "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")) is None
    cancel_event(event, version=None, by=actor(cast, "dgs"))
    assert taken(a_reply(event, ZOE)) == IncomingOutcome.CLOSED


def test_somebody_convened_is_excused_by_declining_and_expected_again_by_accepting(cast: Built) -> None:
    meeting = a_meeting(cast, day=date(2026, 12, 15), state=MeetingState.CONVENED)
    person = cast.people["dost"]
    seat = meeting.attendees.create(person=person, name=person.full_name, role="member", is_member=True)
    uid = session_uid(meeting)
    assert taken(a_reply(uid, person.email, "DECLINED")) == IncomingOutcome.TAKEN
    seat.refresh_from_db()
    assert seat.presence == Presence.EXCUSED
    assert taken(a_reply(uid, person.email, "TENTATIVE")) == IncomingOutcome.NOTHING
    assert taken(a_reply(uid, person.email, "ACCEPTED")) == IncomingOutcome.TAKEN
    seat.refresh_from_db()
    assert seat.presence == Presence.UNKNOWN
    assert taken(a_reply(uid, cast.people["rh"].email)) == IncomingOutcome.UNKNOWN_SENDER
    meeting.invitation_sequence = 3
    meeting.save()
    assert taken(a_reply(uid, person.email, sequence=2)) == IncomingOutcome.TOO_OLD
