"""An account that is closed: its sessions end, and its live stream with them, in a few seconds."""

import http.client
import time

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.accounts import deactivate
from interco.foundation.notifications.services import live
from tests.cast import NOW, actor
from tests.committees.session_builders import an_open_session
from tests.drills.conftest import Tell
from tests.drills.servers import Browser, Server, session_of

pytestmark = pytest.mark.django_db(transaction=True)
#: Long enough for a machine at its knees; the five seconds of the design are asked of the release.
PATIENCE = 40


class Stream:
    """A live stream, open since its first bytes."""

    def __init__(self, browser: Browser, meeting: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=PATIENCE)
        self.line.request("GET", f"/direct/seances/{meeting}", headers=browser.headers())
        self.response = self.line.getresponse()
        assert self.response.status == 200
        assert b"bonjour" in self.response.read1()

    def read_until(self, text: bytes) -> bytes:
        """Everything until a text comes, or until the server ends the stream."""
        read = b""
        while text not in read:
            part = self.response.read1()
            if not part:
                break
            read += part
        return read

    def close(self) -> None:
        """Leave."""
        self.line.close()


def test_a_closed_account_loses_its_sessions_and_its_stream(cast: Built, server: Server, figure: Tell) -> None:
    session = an_open_session(cast)
    gone, stays = (Browser(server.port, session_of(cast.users[key])) for key in ("dost", "communes"))
    page = f"/seances/{session.meeting.public_id}/"
    streams = [Stream(one, session.meeting.public_id) for one in (gone, stays)]
    assert gone.get(page).status == 200
    live.publish(f"meeting:{session.meeting.public_id}", "item", by=actor(cast, "dgs", NOW), payload={"mark": 1})
    assert all(b'"mark":1' in one.read_until(b'"mark":1') for one in streams)
    deactivate(cast.users["dost"], by=actor(cast, "administrateur"))
    began = time.monotonic()
    assert gone.get(page).status == 302, "the session is closed at once"
    left = streams[0].read_until(b"never said")
    seconds = time.monotonic() - began
    assert b"event:" not in left
    live.publish(f"meeting:{session.meeting.public_id}", "item", by=actor(cast, "dgs", NOW), payload={"mark": 2})
    assert b'"mark":2' in streams[1].read_until(b'"mark":2'), "the others go on"
    assert stays.get(page).status == 200
    for one in streams:
        one.close()
    figure("from the closing of the account to the end of its stream", seconds, "s", most=5)
