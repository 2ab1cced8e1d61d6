"""The box of answers, in a real IMAP server, among other people's mail."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.urls import reverse

from interco.config.demo.organisation import Built
from interco.foundation.core.clock import travel
from interco.foundation.notifications.models import IncomingMessage, IncomingOutcome, Mailbox
from interco.foundation.notifications.services import mailbox
from interco.foundation.notifications.services.delivery import deliver_due
from interco.foundation.notifications.services.mailbox import read_mailbox
from interco.scheduling.enums import Answer
from interco.scheduling.queries.calendar_objects import uid_of
from tests.cast import NOW
from tests.notifications.imap_server import Boxes, imap_server
from tests.notifications.mail_server import mail_server
from tests.scheduling.builders import an_event
from tests.scheduling.replies.mails import a_mail, a_reply

ZOE = "zoe@ailleurs.example"
pytestmark = [pytest.mark.django_db, pytest.mark.needs("dovecot")]


@pytest.fixture(scope="module")
def server() -> Iterator[Boxes]:
    with imap_server() as boxes:
        yield boxes


@pytest.fixture
def box(server: Boxes, settings: Any, request: pytest.FixtureRequest) -> str:
    user = str(request.node.name).replace("_", "")[:60]
    settings.MAILBOX = server.address(user)
    return user


def read(minutes: int = 0) -> int:
    return read_mailbox(lambda: NOW + timedelta(minutes=minutes))


def test_from_the_invitation_that_leaves_to_the_answer_shown(
    cast: Built, server: Boxes, box: str, settings: Any, client: Client
) -> None:  # fmt: skip
    with mail_server(settings) as smtp:
        event = an_event(cast, title="Point ; à l’heure", outside=(("Zoé Hors", ZOE),))
        deliver_due(lambda: NOW)
        (sent,) = smtp.messages
    server.put("zoe", sent.as_bytes())
    ((_flags, raw),) = server.mails("zoe")
    mail = message_from_bytes(raw, policy=default)
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    invitation = part.get_content()
    (asked,) = icalendar.Calendar.from_ical(invitation).walk("VEVENT")
    other = vobject.readOne(invitation)
    assert asked["UID"] == other.vevent.uid.value == uid_of(event)
    assert asked["SUMMARY"] == other.vevent.summary.value == "Point ; à l’heure"
    assert asked.decoded("DTSTART") == other.vevent.dtstart.value
    server.put(
        box,
        a_reply(str(asked["UID"]), ZOE, "ACCEPTED", sequence=int(asked.decoded("SEQUENCE")), COMMENT="Avec plaisir"),
    )
    assert read() == 1
    client.force_login(cast.users["dgs"])
    with travel(NOW):
        page = client.get(f"/agenda/evenements/{event.public_id}").content.decode()
    assert "accepte" in page
    assert "Avec plaisir" in page


def test_other_people_s_mail_stays_as_it_is_and_leaves_no_trace(cast: Built, server: Boxes, box: str) -> None:
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    others = [a_mail(f"spam{number}@ailleurs.example", Message_ID=f"<{number}@x>") for number in range(120)]
    big = a_mail("gros@ailleurs.example").replace(b"Voir le calendrier.", b"x" * 70 + b"\r\n" + b"y" * 3_000_000)
    server.put(box, *others, big, a_reply(event, ZOE, "DECLINED"), b"\xff\xfe not a mail at all")
    before = server.mails(box)
    assert read() == 1
    assert server.mails(box) == before
    assert not [flags for flags, _mail in before if b"Seen" in flags or b"Deleted" in flags]
    assert IncomingMessage.objects.count() == 1
    assert event.participants.get().answer == Answer.DECLINED


def test_each_message_is_taken_once_even_when_the_server_renumbers_or_sends_it_twice(
    cast: Built, server: Boxes, box: str
) -> None:  # fmt: skip
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    first = a_reply(event, ZOE, "ACCEPTED").replace(b"Subject:", b"Message-ID: <un@x>\r\nSubject:")
    server.put(box, first)
    assert read() == 1
    assert read(1) == 0
    server.put(box, a_reply(event, ZOE, "DECLINED").replace(b"Subject:", b"Message-ID: <deux@x>\r\nSubject:"), first)
    assert read(2) == 1
    Mailbox.objects.update(uid_validity=1)  # as a box built again
    assert read(3) == 0
    assert event.participants.get().answer == Answer.DECLINED
    assert IncomingMessage.objects.count() == 2


def test_a_box_is_read_by_batches(
    cast: Built, server: Boxes, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    monkeypatch.setattr(mailbox, "MOST_LOOKED_AT", 2)
    server.put(box, a_mail("un@x.example"), a_mail("deux@x.example"), a_mail("trois@x.example"), a_reply(event, ZOE))
    assert [read(minute) for minute in range(3)] == [0, 1, 0]


def test_a_worker_that_dies_in_the_middle_loses_nothing_and_does_nothing_twice(
    cast: Built, server: Boxes, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    event = an_event(cast, outside=(("Zoé Hors", ZOE),))
    server.put(box, a_reply(event, ZOE, "ACCEPTED"))
    with monkeypatch.context() as patch:
        patch.setattr(IncomingMessage.objects, "create", lambda **_fields: sys.exit())
        with pytest.raises(SystemExit):
            read()
    assert event.participants.get().answer == Answer.NEEDED
    assert read(1) == 0  # its claim still holds
    assert read(6) == 1
    assert event.participants.get().answer == Answer.ACCEPTED


def test_the_queue_says_what_was_received_and_that_a_box_does_not_answer(
    cast: Built, server: Boxes, box: str, client: Client, settings: Any
) -> None:  # fmt: skip
    event = an_event(cast, title="Titre secret", outside=(("Zoé Hors", ZOE),))
    server.put(box, a_reply(event, ZOE, sender="mallory@x.example"), a_reply(event, ZOE), a_mail(ZOE, "METHOD:REPLY"))
    read()
    client.force_login(cast.users["administrateur"])
    page = client.get(reverse("letters")).content.decode()
    assert "Courrier reçu" in page
    for outcome in (IncomingOutcome.FORGED, IncomingOutcome.TAKEN, IncomingOutcome.UNREADABLE):
        assert str(outcome.label).replace(" : ", "\u00a0: ") in page
    assert "mallory" in page
    assert "Titre secret" not in page
    settings.MAILBOX = server.address(box, "Inconnu")
    read(10)
    assert "ne répond pas comme attendu" in client.get(reverse("letters")).content.decode()
