"""A worker that dies, a server that cuts, two workers: nothing twice, nothing lost, nothing of others written over."""

import socket
from collections.abc import Callable
from datetime import timedelta

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.sealing import seal
from interco.scheduling.enums import LinkFault, Standing
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.services.events import cancel_event, change_event
from interco.scheduling.services.link_claims import LEASE, claim_link, due_links
from interco.scheduling.services.link_runs import run_link
from tests.cast import NOW, actor
from tests.scheduling.builders import an_event, content
from tests.scheduling.linked.scenes import a_link, turn
from tests.scheduling.linked.servers import Bad, Radicale, bad_server, says


class Relay:
    """Stands before the server and dies at a step of one verb: before it is sent on, or once it was answered."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.verb, self.is_after = b"", False

    def __call__(self, bad: Bad) -> Callable[[socket.socket], None]:
        def answer(wire: socket.socket) -> None:
            told = bad.asked[-1]
            dies = told.startswith(self.verb + b" ") if self.verb else False
            if dies and not self.is_after:
                return
            with socket.create_connection(("127.0.0.1", self.port)) as server:
                server.sendall(told)
                said = b""
                while part := server.recv(65536):
                    said += part
            if not dies:
                wire.sendall(said)

        return answer


@pytest.fixture
def relay(server: Radicale) -> Relay:
    return Relay(server.port)


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("verb", [b"PUT", b"DELETE", b"GET"])
def test_a_cut_at_each_step_is_made_good(
    cast: Built, server: Radicale, calendar: str, relay: Relay, verb: bytes, is_after: bool
) -> None:  # fmt: skip
    event, gone = an_event(cast, title="Point DGA"), an_event(cast, title="Annulé bientôt")
    holder: list[Bad] = []
    with bad_server(lambda wire: relay(holder[0])(wire)) as bad:  # noqa: PLW0108 - the server does not exist yet
        holder.append(bad)
        address = server.address(calendar).replace(str(server.port), str(bad.port))
        link = a_link(cast, address, reads=False)
        relay.verb, relay.is_after = verb, is_after
        turn()
        change_event(event, content(title="Point changé"), version=None, by=actor(cast, "dgs"))
        cancel_event(gone, version=None, by=actor(cast, "dgs"))
        for minutes in range(1, 40, 6):
            turn(minutes)
        relay.verb = b""
        turn(24 * 60)
    titles = server.titles(calendar)
    assert titles.count("Point changé") == 1
    assert not {"Point DGA", "Annulé bientôt"} & set(titles)
    assert set(PublishedEvent.objects.values_list("state", "pending")) == {(Standing.PUBLISHED, "")}
    link.refresh_from_db()
    assert (link.fault, link.attempts, link.claimed_until) == ("", 0, None)


@pytest.mark.parametrize("step", ["before", "after", "after, then changed here", "after, then changed there"])
def test_a_worker_killed_around_a_write_is_taken_over(cast: Built, server: Radicale, calendar: str, step: str) -> None:
    """What it leaves: its claim, and what the write would say; the write itself went through or not."""
    event = an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar), reads=False)
    turn()
    row = PublishedEvent.objects.get(event=event)
    held = dict(server.resources(calendar))
    before = {name: getattr(row, name) for name in ("etag", "mark", "fingerprint")}
    change_event(event, content(title="Deuxième"), version=None, by=actor(cast, "dgs"))
    turn(1)
    row.refresh_from_db()
    pending = row.mark
    name = next(name for name, text in server.resources(calendar).items() if "Deuxième" in text)
    if step == "before":
        server.call("PUT", f"/odette/{calendar}/{name}", held[name], Content_Type="text/calendar")
        before["etag"] = server.call("GET", f"/odette/{calendar}/{name}")[1]["etag"]
    PublishedEvent.objects.filter(pk=row.pk).update(pending=pending, **before)
    LinkedCalendar.objects.filter(pk=link.pk).update(claimed_until=NOW + LEASE, next_at=NOW, seen=0)
    if step.endswith("here"):
        change_event(event, content(title="Troisième"), version=None, by=actor(cast, "dgs"))
    if step.endswith("there"):
        theirs = server.resources(calendar)[name].replace("Deuxième", "À moi")
        server.call("PUT", f"/odette/{calendar}/{name}", theirs, Content_Type="text/calendar")
    assert turn(2) == 0  # still in the hand of the dead one
    assert turn(11) == 1
    expected = {"after, then changed here": "Troisième", "after, then changed there": "À moi"}.get(step, "Deuxième")
    titles = [one for one in server.titles(calendar) if one in {"Point DGA", "Deuxième", "Troisième", "À moi"}]
    assert titles == [expected]
    row.refresh_from_db()
    assert row.state == (Standing.CHANGED_THERE if expected == "À moi" else Standing.PUBLISHED)


def test_two_workers_never_hold_the_same_calendar(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    first = claim_link(link.pk, clock=lambda: NOW, seen=0)
    assert first is not None
    assert claim_link(link.pk, clock=lambda: NOW + timedelta(minutes=9), seen=10**9) is None
    assert not run_link(link.pk, clock=lambda: NOW, seen=10**9)
    assert claim_link(link.pk, clock=lambda: NOW + timedelta(minutes=10), seen=0) is not None
    assert not first[1].is_ours()
    assert not first[1].rows().exists()


def test_failures_wait_longer_and_longer_and_are_told(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    with bad_server(says("503 Busy")) as bad:
        LinkedCalendar.objects.filter(pk=link.pk).update(address=bad.address)
        link.refresh_from_db()
        LinkedCalendar.objects.filter(pk=link.pk).update(sealed=seal("x", purpose=link.purpose))
        turn()
        link.refresh_from_db()
        assert (link.fault, link.next_at) == (LinkFault.BROKEN, NOW + timedelta(minutes=1))
        turn(1)
        link.refresh_from_db()
        assert (link.attempts, link.next_at) == (2, NOW + timedelta(minutes=6))
        assert link.fault_since == NOW
        an_event(cast)
        assert not due_links(at=NOW + timedelta(minutes=2), seen=10**9).exists()  # a change does not hurry it


def test_a_password_refused_is_not_tried_again(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    with bad_server(says("401 Unauthorized")) as bad:
        link.address = bad.address
        LinkedCalendar.objects.filter(pk=link.pk).update(address=bad.address, sealed=seal("x", purpose=link.purpose))
        turn()
        asked = len(bad.asked)
        an_event(cast)
        turn(24 * 60)
        assert len(bad.asked) == asked == 1
    link.refresh_from_db()
    assert (link.fault, link.next_at) == (LinkFault.SIGN_IN, None)


def test_a_lost_key_is_told_and_nothing_is_sent(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    other = a_link(cast, server.make(f"{calendar}-bis"))
    LinkedCalendar.objects.filter(pk=link.pk).update(sealed=other.sealed)  # sealed for another row
    turn()
    link.refresh_from_db()
    assert (link.fault, link.next_at) == (LinkFault.PASSWORD_LOST, None)


def test_what_cannot_be_taken_away_is_given_up_after_a_week(cast: Built, server: Radicale, calendar: str) -> None:
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    LinkedCalendar.objects.filter(pk=link.pk).update(sealed="", leaving_at=NOW, next_at=NOW)
    turn(1)
    assert LinkedCalendar.objects.exists()
    LinkedCalendar.objects.filter(pk=link.pk).update(next_at=NOW)
    turn(8 * 24 * 60)
    assert not LinkedCalendar.objects.exists()
