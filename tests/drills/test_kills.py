"""kill -9 in the middle of writes and of a closing: what was acknowledged stays, what was not did not half happen."""

import http.client
import random
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import Item, Meeting
from interco.config.demo.organisation import Built
from interco.foundation.notifications.models import OutgoingMessage
from tests.committees.builders import a_meeting, an_item
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.orders import Hand, a_hand
from tests.drills.servers import Answer, Browser, Server, kill, session_of, start
from tests.drills.sessions import a_session_in_progress
from tests.drills.wholeness import troubles

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 3


@pytest.fixture
def hand(cast: Built, transactional_db: None, tmp_path: Path) -> Iterator[Hand]:
    with a_hand(tmp_path) as ready:
        yield ready


def moments(statements: int, kills: int) -> Iterator[int]:
    """Before which statement to die, kill after kill: spread over the whole gesture, its first and last ones included."""
    for rank in range(kills):
        yield round(rank % statements if kills > statements else rank * (statements - 1) / max(1, kills - 1))


def test_a_closing_killed_before_any_of_its_statements_happened_whole_or_not(
    cast: Built, hand: Hand, figure: Tell
) -> None:
    chair, kills = cast.users["dgs"], times(50, release=1000)
    hand.do("close", chair, a_session_in_progress(cast, 0).public_id)  # the first one also begins its series
    statements = hand.do("close", chair, a_session_in_progress(cast, 1).public_id).statements
    kept = undone = 0
    for rank, moment in enumerate(moments(statements, kills), start=2):
        meeting = a_session_in_progress(cast, rank)
        assert hand.do("close", chair, meeting.public_id, die_at=moment).killed
        meeting.refresh_from_db()
        kept += meeting.state == MeetingState.CLOSED
        undone += meeting.state == MeetingState.OPEN
        if rank % 50 == 0:
            assert troubles() == []
    for meeting in Meeting.objects.filter(state=MeetingState.OPEN):
        assert not hand.do("close", chair, meeting.public_id).killed
    assert troubles() == []
    assert (kept, undone) == (kills - undone, kills - kept)
    assert kept
    figure("closings killed", kills)
    figure("statements of a closing, each died before", statements)
    figure("closings undone whole, then closed", undone)
    figure("half closings", 0, most=0)


def test_a_submission_killed_leaves_no_gap_in_the_numbers(cast: Built, hand: Hand, figure: Tell) -> None:
    author, kills = cast.users["dost"], times(25, release=1000)
    hand.do("submit", author, "Point témoin")
    statements = hand.do("submit", author, "Autre témoin").statements
    for rank, moment in enumerate(moments(statements, kills)):
        title = f"Point {rank}"
        assert hand.do("submit", author, title, die_at=moment).killed
        there = Item.objects.filter(title=title).count()
        assert there == (moment == statements - 1), f"{there} items when killed before statement {moment}"
    assert not hand.do("submit", author, "Point final").killed
    assert troubles() == []
    figure("submissions killed", kills)


def test_a_convocation_killed_sends_to_everybody_or_to_nobody(cast: Built, hand: Hand, figure: Tell) -> None:
    chair, kills = cast.users["dgs"], times(12, release=300)
    hand.do("convene", chair, a_planned_session(cast, 0).public_id)  # the first one also begins its series
    everybody = OutgoingMessage.objects.count()
    statements = hand.do("convene", chair, a_planned_session(cast, 1).public_id).statements
    assert OutgoingMessage.objects.count() == 2 * everybody
    assert everybody > 5
    for rank, moment in enumerate(moments(statements, kills), start=2):
        meeting = a_planned_session(cast, rank)
        before = OutgoingMessage.objects.count()
        assert hand.do("convene", chair, meeting.public_id, die_at=moment).killed
        meeting.refresh_from_db()
        sent = OutgoingMessage.objects.count() - before
        convened = meeting.state == MeetingState.CONVENED
        assert (sent, meeting.attendees.exists()) == ((everybody, True) if convened else (0, False))
    assert troubles() == []
    figure("convocations killed", kills)


def a_planned_session(cast: Built, rank: int) -> Meeting:
    """The session of that rank, with one item, ready to be convened."""
    meeting = a_meeting(cast, day=date(2027, 1, 5) + timedelta(days=7 * rank), number=rank + 1)
    an_item(cast, meeting=meeting, position=1, state=ItemState.SCHEDULED, reference=f"Y-{rank}")
    return meeting


class Writer(threading.Thread):
    """Somebody who submits items one after the other until the server dies; what was acknowledged is kept."""

    def __init__(self, browser: Browser, fields: dict[str, str], name: str) -> None:
        super().__init__(name=name)
        self.browser, self.fields = browser, fields
        self.acknowledged: dict[str, str] = {}
        self.pending: dict[str, str] = {}

    def run(self) -> None:
        rank = 0
        while not self.pending:
            rank += 1
            title = f"{self.name}-{rank}"
            form = self.fields | {"title": title, "submission_key": f"{title}-key"}
            try:
                answer = self.browser.post("/seances/proposer", form)
            except (OSError, http.client.HTTPException):
                self.pending = form
                return
            assert answer.status == 302, answer.text
            self.acknowledged[title] = answer.location


class Closer(threading.Thread):
    """The chair who closes a session, with a click."""

    def __init__(self, browser: Browser, meeting: Meeting) -> None:
        super().__init__()
        self.browser, self.meeting = browser, meeting
        self.answer: Answer | None = None

    def click(self) -> Answer:
        key = f"close-{self.meeting.public_id}"
        return self.browser.post(f"/seances/{self.meeting.public_id}/cloture", {"submission_key": key})

    def run(self) -> None:
        try:
            self.answer = self.click()
        except (OSError, http.client.HTTPException):
            self.answer = None


def form_of(cast: Built) -> dict[str, str]:
    """The proposal of the director of the DOST."""
    return {
        "kind": "decision", "decision_asked": "Approuver.", "duration_minutes": "15", "confidentiality": "staff",
        "body": cast.bodies["codir"].public_id, "unit": cast.units["dost"].public_id,
    }  # fmt: skip


def test_a_server_killed_in_the_middle_of_writes_loses_nothing_it_acknowledged(
    cast: Built, tmp_path: Path, figure: Tell
) -> None:
    kills, chance = times(5, release=1000), random.Random(20261207)  # noqa: S311
    author, chair = session_of(cast.users["dost"]), session_of(cast.users["dgs"])
    restarts: list[float] = []
    acknowledged = replayed = 0
    server = start(tmp_path, "--no-worker")
    for rank in range(kills):
        meeting = a_session_in_progress(cast, rank)
        writers = [Writer(Browser(server.port, author), form_of(cast), f"{rank}-{one}") for one in range(WRITERS)]
        closer = Closer(Browser(server.port, chair), meeting)
        for writer in writers:
            writer.start()
        while not all(writer.acknowledged for writer in writers):
            time.sleep(0.005)
        closer.start()
        time.sleep(chance.uniform(0.0, 0.25))
        kill(server)
        for writer in writers:
            writer.join()
        closer.join()
        server = start(tmp_path, "--no-worker", port=server.port)
        restarts.append(server.seconds)
        if closer.answer is not None:
            meeting.refresh_from_db()
            assert meeting.state == MeetingState.CLOSED, "the closing was acknowledged, and lost"
        _check(server, writers, closer)
        acknowledged += sum(len(writer.acknowledged) for writer in writers)
        replayed += sum(writer.pending != {} for writer in writers)
        if rank % 25 == 0 or rank == kills - 1:
            assert troubles() == []
    kill(server)
    figure("servers killed", kills)
    figure("writes acknowledged", acknowledged)
    figure("acknowledged writes lost", 0, most=0)
    figure("forms sent again after the kill, one effect each", replayed)
    figure("slowest restart", max(restarts), "s", most=5)
    figure("median restart", sorted(restarts)[len(restarts) // 2], "s")


def _check(server: Server, writers: list[Writer], closer: Closer) -> None:
    """What was acknowledged is there; what was not is sent again with its key and happens once."""
    for writer in writers:
        found = Item.objects.filter(title__in=writer.acknowledged).values_list("title", flat=True)
        assert sorted(found) == sorted(writer.acknowledged), "acknowledged, and lost"
        browser = Browser(server.port, writer.browser.session)
        assert browser.post("/seances/proposer", writer.pending).status == 302
        assert Item.objects.filter(title=writer.pending["title"]).count() == 1
    again = Closer(Browser(server.port, closer.browser.session), closer.meeting).click()
    assert again.status == 302, again.text
