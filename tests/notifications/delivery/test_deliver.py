"""Letters leave once whatever happens on the line; what may leave twice carries the same Message-ID."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from interco.foundation.core.actor import system_actor
from interco.foundation.documents.services.store import store
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.rules.kinds import register_kind
from interco.foundation.notifications.rules.letter import compose
from interco.foundation.notifications.services import delivery, outbox
from interco.foundation.notifications.services.delivery import BACK_OFF_MINUTES, LEASE, deliver_due, deliver_one
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.notifications.services.retry import try_again
from tests.cast import NOW
from tests.notifications.mail_server import STEPS, Box, mail_server

pytestmark = pytest.mark.django_db
BY = system_actor(NOW)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//interco//FR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@interco\r\n"
    "DTSTAMP:20261207T120000Z\r\nDTSTART:20261208T123000Z\r\nSUMMARY:CODIR d’été\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    with mail_server(settings) as opened:
        yield opened


def write(number: int = 1, **more: Any) -> OutgoingMessage:
    letter = Letter(**({"kind": "test.letter", "title": "Réunion", "text": "Bonjour,\n\nà mardi.\n"} | more))
    to = Recipient(key=f"person:{number}", name="Zoé Carambole", address=f"zoe{number}@cacem.example")
    queued = outbox.queue(letter, to=to, by=BY, reference="r1")
    assert queued is not None
    return queued


def deliver(at: datetime = NOW) -> int:
    return deliver_due(lambda: at)


def states() -> Counter[str]:
    return Counter(OutgoingMessage.objects.values_list("state", flat=True))


@pytest.mark.parametrize("step", STEPS)
def test_a_line_cut_at_any_step_loses_nothing(step: str, box: Box) -> None:
    for number in range(4):
        write(number)
    box.cut_at = step
    for minutes in (0, 2):
        deliver(NOW + timedelta(minutes=minutes))
    box.cut_at = ""
    for minutes in (20, 60, 200, 800, 2000):
        deliver(NOW + timedelta(minutes=minutes))
    assert states() == {OutgoingState.SENT: 4}
    assert set(box.ids) == set(OutgoingMessage.objects.values_list("message_id", flat=True))
    if step != "accepted":
        assert len(box.ids) == 4


def test_a_worker_that_dies_after_the_server_said_yes_repeats_with_the_same_message_id(box: Box) -> None:
    message = write()
    claimed = delivery._claim(message.pk, at=NOW)
    assert claimed is not None
    delivery.hand_over(compose(delivery.envelope_of(claimed)))
    assert deliver(NOW + timedelta(minutes=1)) == 0, "the claim still holds"
    assert deliver(NOW + LEASE) == 1
    assert box.ids == [message.message_id] * 2


def test_a_claim_that_was_taken_over_no_longer_concludes(box: Box) -> None:
    message = write()
    late = delivery._claim(message.pk, at=NOW)
    assert late is not None
    assert deliver(NOW + LEASE) == 1
    delivery._failed(late, "too late", at=NOW, final=True)
    assert states() == {OutgoingState.SENT: 1}


def test_a_server_that_is_down_keeps_the_others_for_the_next_sweep(settings: Any) -> None:
    with mail_server(settings):
        pass
    write(1), write(2)
    assert deliver() == 0
    assert sorted(OutgoingMessage.objects.values_list("attempts", flat=True)) == [0, 1]


def test_failures_wait_longer_and_longer_then_make_a_dead_letter(box: Box) -> None:
    message, at = write(), NOW
    box.refuse_recipients = "450 later"
    waits = []
    for _attempt in BACK_OFF_MINUTES:
        deliver(at)
        message.refresh_from_db()
        waits.append(round((message.next_attempt_at - at).total_seconds() / 60))
        assert deliver(message.next_attempt_at - timedelta(seconds=1)) == 0
        at = message.next_attempt_at
    assert tuple(waits) == BACK_OFF_MINUTES
    deliver(at)
    assert states() == {OutgoingState.DEAD: 1}
    box.refuse_recipients = ""
    try_again(message, by=system_actor(at))
    assert deliver(at) == 1
    assert box.ids == [message.message_id]


@pytest.mark.parametrize("refusal", ["refuse_recipients", "refuse_content"])
def test_a_final_refusal_makes_a_dead_letter_at_once_and_the_others_leave(refusal: str, box: Box) -> None:
    write(1)
    setattr(box, refusal, "550 no such user")
    deliver()
    assert states() == {OutgoingState.DEAD: 1}
    assert "550" in OutgoingMessage.objects.get().error
    setattr(box, refusal, "")
    write(2)
    assert deliver() == 1


def test_an_addressee_who_lost_the_right_receives_nothing(box: Box) -> None:
    register_kind("test.gone", label="essai", still_allowed=lambda _message, at: at < NOW + timedelta(hours=1))
    write(1, kind="test.gone"), write(2)
    assert deliver(NOW + timedelta(hours=2)) == 1
    assert states() == {OutgoingState.SENT: 1, OutgoingState.DROPPED: 1}
    assert len(box.ids) == 1


def test_an_invitation_leaves_as_outlook_and_zimbra_read_it(box: Box) -> None:
    file = store(b"%PDF-1.7 essai", media_type="application/pdf", at=NOW)
    given = {"name": "Dossier d’été.pdf", "digest": file.digest, "type": "application/pdf"}
    write(calendar=CALENDAR, calendar_method="REQUEST", attachments=(given,))
    assert deliver() == 1
    mail = box.messages[0]
    assert isinstance(mail, EmailMessage)
    tree = [(part.get_content_type(), part.get_filename()) for part in mail.walk()]
    assert tree == [
        ("multipart/mixed", None), ("multipart/alternative", None), ("text/plain", None), ("text/calendar", None),
        ("application/ics", "invitation.ics"), ("application/pdf", "Dossier d’été.pdf"),
    ]  # fmt: skip
    calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_param("charset") == "utf-8"
    assert calendar.get_content().replace("\n", "\r\n").replace("\r\r\n", "\r\n") == CALENDAR
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == ["Bonjour,", "", "à mardi."]
    assert mail.as_bytes().isascii()


def test_a_hostile_name_or_title_adds_no_header(box: Box) -> None:
    letter = Letter(kind="test.letter", title="Ordre\r\nBcc: tous@ailleurs.example\x00", text="x\n")
    to = Recipient(key="k", name='Zoé"\r\nCc: moi@ailleurs.example', address="zoe@cacem.example")
    outbox.queue(letter, to=to, by=BY, reference="r")
    assert deliver() == 1
    mail = box.messages[0]
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert "tous@ailleurs.example" in str(mail["Subject"])


def test_a_letter_that_cannot_be_written_stops_no_other(box: Box) -> None:
    write(1, attachments=({"name": "perdu.pdf", "digest": "0" * 64, "type": "application/pdf"},))
    write(2)
    assert deliver() == 1
    assert states() == {OutgoingState.DEAD: 1, OutgoingState.SENT: 1}
    assert len(box.ids) == 1


def test_the_text_of_a_secret_letter_does_not_stay(box: Box) -> None:
    message = write(secret=True)
    deliver()
    message.refresh_from_db()
    assert message.text == ""
    assert "à mardi" in box.messages[0].as_string() or box.messages[0].get_content_type() == "text/plain"


def test_the_demonstration_sends_nothing(box: Box, settings: Any) -> None:
    settings.DEMO = True
    write(secret=True)
    assert deliver() == 1
    assert not box.ids
    assert OutgoingMessage.objects.get().text


def test_one_message_is_never_in_two_hands(box: Box) -> None:
    message = write()
    assert delivery._claim(message.pk, at=NOW) is not None
    assert delivery._claim(message.pk, at=NOW) is None
    deliver_one(message.pk, at=NOW)
    assert not box.ids
