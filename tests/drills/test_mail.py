"""Letters through a mail server that cuts the line, and through workers killed at each step: none lost.

A duplicate is allowed in one window only, between the server's 250 and our commit, and then with the same Message-ID.
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.smtp import SMTP

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.delivery import LEASE, deliver_one, due_messages
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.models import PostVersion
from interco.secretariat.enums import NoteState, TargetKind
from interco.secretariat.models import Addressee, NoteTarget, StaffNote
from interco.secretariat.services.diffusion import release_note
from tests.cast import NOW
from tests.config.server.running import children_of
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.orders import a_hand
from tests.notifications.mail_server import STEPS, Box, mail_server

#: A letter is given up after its eighth failure: so many cuts leave it two more tries.
MOST_CUTS = 6
ZONE = ZoneInfo("America/Martinique")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    with mail_server(settings) as opened:
        yield opened


def write(count: int) -> set[str]:
    """So many letters in the outbox; their Message-IDs."""
    by = system_actor(NOW)
    for number in range(count):
        letter = Letter(kind="drill.letter", title=f"Convocation {number}", text="À mardi.\n")
        to = Recipient(key=f"person:{number}", name="Zoé Carambole", address=f"zoe{number}@cacem.example")
        outbox.queue(letter, to=to, by=by, reference="drill")
    return set(OutgoingMessage.objects.values_list("message_id", flat=True))


def test_a_line_cut_again_and_again_at_every_step_loses_no_letter(cast: Built, box: Box, figure: Tell) -> None:
    wanted, at = write(times(300, release=10_000)), NOW
    cuts: Counter[str] = Counter()
    for passage in range(MOST_CUTS + 2):
        for pk in list(due_messages(at=at).values_list("pk", flat=True)):
            cut = passage < MOST_CUTS and (pk + passage) % 3 > 0
            box.cut_at = STEPS[(pk + passage) % len(STEPS)] if cut else ""
            cuts[box.cut_at] += 1
            deliver_one(pk, at=at)
        at += timedelta(days=2)
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {OutgoingState.SENT}
    assert set(cuts) == {*STEPS, ""}
    _tell(figure, box, wanted, allowed=cuts["accepted"])
    figure("lines cut", cuts.total() - cuts[""])


def _tell(figure: Tell, box: Box, wanted: set[str], *, allowed: int) -> None:
    arrived = Counter(box.ids)
    duplicates = sum(arrived.values()) - len(arrived)
    assert set(arrived) == wanted, "a letter was lost, or changed its Message-ID"
    assert duplicates <= allowed, f"{duplicates} duplicates, {allowed} could be"
    figure("letters", len(wanted))
    figure("letters lost", len(wanted - set(arrived)), most=0)
    figure("duplicates, each with its first Message-ID", duplicates, most=allowed)


class Assassin(Box):
    """A mail server that kills its client with SIGKILL at a step, at every third conversation."""

    def __init__(self) -> None:
        super().__init__()
        self.hand = 0
        self.struck: Counter[str] = Counter()

    def cut(self, server: SMTP) -> None:
        for pid in children_of(self.hand):
            os.kill(pid, signal.SIGKILL)
        self.struck[self.cut_at] += 1
        super().cut(server)


def test_a_worker_killed_at_every_step_of_a_conversation_loses_no_letter(
    cast: Built, settings: Any, tmp_path: Path, figure: Tell
) -> None:
    wanted, at = write(times(40, release=1000)), NOW
    kills = times(16, release=400)
    assassin = Assassin()
    with mail_server(settings, assassin):
        smtp = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}?starttls=0"
        with a_hand(tmp_path, INTERCO_SMTP_URL=smtp) as hand:
            assassin.hand = hand.pid
            for rank in range(kills):
                assassin.cut_at = STEPS[rank % len(STEPS)]
                assert hand.do("deliver", cast.users["dgs"], at=at).killed
                at += LEASE
            assassin.cut_at = ""
            for _passage in range(2):
                assert not hand.do("deliver", cast.users["dgs"], at=at).killed
                at += LEASE
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {OutgoingState.SENT}
    _tell(figure, assassin, wanted, allowed=assassin.struck["accepted"] + assassin.struck["QUIT"])
    figure("workers killed", kills)


def test_a_worker_killed_in_the_middle_of_a_note_tells_each_agent_once(
    cast: Built, settings: Any, tmp_path: Path, figure: Tell
) -> None:
    """Killed before the server takes a letter, nobody receives it twice; the note is released once whatever happens."""
    note = release_note(_signed(cast), by=system_actor(NOW, ZONE))
    addressees = set(Addressee.objects.filter(note=note).values_list("person_id", flat=True))
    letters = OutgoingMessage.objects.filter(subject_key=OutgoingMessage.objects.latest("pk").subject_key)
    wanted, at = set(letters.values_list("message_id", flat=True)), NOW
    assert len(wanted) == len(addressees) > 20
    before = [step for step in STEPS if step not in {"accepted", "QUIT"}]
    assassin = Assassin()
    with mail_server(settings, assassin):
        smtp = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}?starttls=0"
        with a_hand(tmp_path, INTERCO_SMTP_URL=smtp) as hand:
            assassin.hand = hand.pid
            for step in before:
                assassin.cut_at, at = step, at + LEASE
                assert hand.do("deliver", cast.users["dgs"], at=at).killed
            assassin.cut_at = ""
            for _passage in range(2):
                at += LEASE
                assert not hand.do("deliver", cast.users["dgs"], at=at).killed
    assert set(letters.values_list("state", flat=True)) == {OutgoingState.SENT}
    arrived = Counter(name.strip() for name in assassin.ids)  # a long header goes on after a fold
    assert arrived == Counter(dict.fromkeys(wanted, 1))
    figure("agents told of a note, the worker killed at each step", len(wanted))


def _signed(cast: Built) -> StaffNote:
    """A note for all the staff, signed."""
    post = PostVersion.objects.filter(leads_unit=True).order_by("pk")[0]
    note = StaffNote.objects.create(
        reference="NS-2026-900", title="Horaires d’été", text="Les services ouvrent à 7 h 30.", state=NoteState.SIGNED,
        unit_id=post.unit_id, signatory_post_id=post.post_id, author=cast.people["dgs"], created_at=NOW, signed_at=NOW,
        signed_by_name="La direction", release_on=NOW.date(), effective_on=NOW.date(),
    )  # fmt: skip
    NoteTarget.objects.create(note=note, kind=TargetKind.ALL_STAFF)
    return note
