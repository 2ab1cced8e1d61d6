"""Answers of guests."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.enums import Answer, PartRole
from interco.scheduling.forms.guests import guests_of
from interco.scheduling.rules.events import GuestAsked
from interco.scheduling.services.guests import answer_invitation, expect_guest, invite, record_answer, uninvite
from tests.cast import actor
from tests.scheduling.builders import an_event, entrust


def test_a_guest_answers_with_a_word(cast: Built) -> None:
    guest = an_event(cast, guests=("dost",)).participants.get()
    answer_invitation(guest, answer=Answer.TENTATIVE, comment="Selon le train", by=actor(cast, "dost"))
    guest.refresh_from_db()
    assert (guest.answer, guest.comment) == (Answer.TENTATIVE, "Selon le train")


def test_who_keeps_the_guest_s_agenda_answers_for_them_and_nobody_else(cast: Built) -> None:
    entrust(cast, "dost", "secretariat")
    guest = an_event(cast, guests=("dost",)).participants.get()
    answer_invitation(guest, answer=Answer.ACCEPTED, by=actor(cast, "secretariat"))
    for stranger in ("dgs", "rh", "administrateur"):
        with pytest.raises(Refused):
            answer_invitation(guest, answer=Answer.DECLINED, by=actor(cast, stranger))


def test_the_organiser_notes_what_a_guest_from_outside_said(cast: Built) -> None:
    guest = an_event(cast, outside=(("Zoé Hors", "zoe@ailleurs.example"),)).participants.get()
    with pytest.raises(Refused):
        answer_invitation(guest, answer=Answer.ACCEPTED, by=actor(cast, "rh"))
    answer_invitation(guest, answer=Answer.ACCEPTED, by=actor(cast, "dgs"))


def test_an_answer_to_an_older_invitation_comes_too_late(cast: Built) -> None:
    guest = an_event(cast, guests=("dost",)).participants.get()
    record_answer(guest, answer=Answer.DECLINED, comment="", sequence=3, by=actor(cast, "dost"))
    record_answer(guest, answer=Answer.ACCEPTED, comment="", sequence=2, by=actor(cast, "dost"))
    assert guest.answer == Answer.DECLINED
    with pytest.raises(Invalid):
        record_answer(guest, answer=Answer.NEEDED, comment="", sequence=4, by=actor(cast, "dost"))


def test_only_the_newcomer_is_written_to_and_who_is_taken_off_is_told(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    asked = [GuestAsked(person_id=cast.people[key].pk) for key in ("dost", "rh")]
    (row,) = invite(event, asked, by=actor(cast, "dgs"))
    assert [letter.address for letter in OutgoingMessage.objects.order_by("pk")] == [
        cast.people["dost"].email, cast.people["rh"].email,
    ]  # fmt: skip
    uninvite(row, by=actor(cast, "dgs"))
    letter = OutgoingMessage.objects.get(kind="event.cancelled")
    assert letter.address == cast.people["rh"].email
    assert cast.people["dost"].email not in letter.calendar
    assert event.participants.count() == 1


def test_a_guest_made_optional_reads_it_in_the_invitation(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    row = event.participants.get()
    with pytest.raises(Refused):
        expect_guest(row, role=PartRole.OPTIONAL, by=actor(cast, "dost"))
    with pytest.raises(Invalid):
        expect_guest(row, role=PartRole.ORGANISER, by=actor(cast, "dgs"))
    expect_guest(row, role=PartRole.OPTIONAL, by=actor(cast, "dgs"))
    expect_guest(row, role=PartRole.OPTIONAL, by=actor(cast, "dgs"))  # nothing changes: nothing leaves
    sent = OutgoingMessage.objects.filter(calendar__contains="OPT-PARTICIPANT")
    assert sent.count() == 1
    assert "SEQUENCE:1" in sent.get().calendar


def test_a_guest_typed_as_optional_is_one(cast: Built) -> None:
    (asked,) = guests_of(["Rosalie Gommier (facultatif)"], actor(cast, "dgs"))
    assert (asked.person_id, asked.role) == (cast.people["dost"].pk, PartRole.OPTIONAL)
    (outside,) = guests_of(["zoe@ailleurs.example (optional)"], actor(cast, "dgs"))
    assert (outside.address, outside.role) == ("zoe@ailleurs.example", PartRole.OPTIONAL)
