"""A feed sent once is sent again as it is while nothing changed, and each change that counts makes another."""

import gzip
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interco.committees.enums import AttendeeRole, MeetingState
from interco.committees.models import Attendee, Meeting
from interco.committees.services.attendance import declare_absence
from interco.committees.services.bodies import SeatGiven, set_seats
from interco.committees.services.meetings import move_meeting
from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.preferences import save_language
from interco.foundation.core.kept import Kept
from interco.organisation.services.assignments import end_assignment
from interco.scheduling.enums import Visibility
from interco.scheduling.models import Feed
from interco.scheduling.services.events import change_event
from interco.scheduling.services.feeds import revoke_feed
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting
from tests.scheduling.builders import an_event, content
from tests.scheduling.feeds.test_subscribe import address, read, titles


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    caches["process"].clear()


def test_what_did_not_change_is_sent_again_without_being_made(
    cast: Built, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    """The address, and who reads with which rights: three questions."""
    an_event(cast, title="Point DGA")
    path = address(cast)
    first = read(client, path)
    with django_assert_num_queries(3):
        assert read(client, path) == first
    assert read(client, path, if_none_match=first[2])[0] == 304


def test_it_goes_compressed_to_who_asks_and_whole_to_the_others(cast: Built, client: Client) -> None:
    an_event(cast, title="Point DGA")
    path = address(cast)
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    for _time in range(2):
        packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == "W/" + plain.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 304
    assert "Content-Encoding" not in client.get(path).headers


def test_fewer_days_and_the_whole_are_two_answers(cast: Built, client: Client) -> None:
    an_event(cast, title="Cette semaine")
    an_event(cast, title="Plus tard", first_on=content().first_on + timedelta(days=30))
    path = address(cast)
    for _time in range(2):
        assert "Plus tard" in titles(read(client, path)[1])
        assert "Plus tard" not in titles(read(client, path + "?du=2026-12-07&au=2026-12-14")[1])


Change = Callable[[Built], object]


def _only_the_dgs(cast: Built, body: str) -> object:
    """A body of which nobody else is a member any more."""
    seats = [SeatGiven(person=cast.people["dgs"])]
    today = date(2026, 12, 7)
    return set_seats(cast.bodies[body], seats, from_day=today, version=None, by=actor(cast, "secretariat"))


def _planned(cast: Built) -> object:
    return an_event(cast, title="Nouveau")


def _moved(cast: Built) -> object:
    event = cast.people["dgs"].events.get(title="Point DGA")
    return change_event(event, content(title="Point DGA", at=time(16)), version=None, by=actor(cast, "dgs"))


def _session_moved(cast: Built) -> object:
    return move_meeting(
        Meeting.objects.get(), day=date(2026, 12, 10), at=time(9), duration_minutes=60, place="Ailleurs", version=None,
        by=actor(cast, "secretariat"),
    )  # fmt: skip


def _seat_lost(cast: Built) -> object:
    return _only_the_dgs(cast, "codir")


def _post_left(cast: Built) -> object:
    row = cast.people["dga_planification"].assignments.get()
    return end_assignment(row, day=date(2026, 12, 8), by=actor(cast, "secretariat"))


def _absence_told(cast: Built) -> object:
    return declare_absence(Attendee.objects.get(), by=actor(cast, "dga_planification"))


@pytest.mark.parametrize(
    ("whose", "change"),
    [
        ("dgs", _planned), ("dgs", _moved), ("dgs", _session_moved), ("dga_planification", _seat_lost),
        ("dga_planification", _post_left),
    ],
)  # fmt: skip
def test_each_change_changes_the_answer(cast: Built, client: Client, whose: str, change: Change) -> None:
    an_event(cast, title="Point DGA")
    a_meeting(cast, day=date(2026, 12, 15))
    _expect_another(cast, client, whose, change)


def test_an_absence_told_changes_the_answer(cast: Built, client: Client) -> None:
    meeting = a_meeting(cast, day=date(2026, 12, 15), state=MeetingState.CONVENED)
    person = cast.people["dga_planification"]
    Attendee.objects.create(meeting=meeting, person=person, name=person.full_name, role=AttendeeRole.MEMBER)
    _expect_another(cast, client, "dga_planification", _absence_told)


def _expect_another(cast: Built, client: Client, whose: str, change: Change) -> None:
    path = address(cast, whose)
    before = read(client, path)
    assert "CODIR n° 1" in titles(before[1])
    assert read(client, path) == before
    change(cast)
    after = read(client, path, if_none_match=before[2])
    assert after[0] == 200
    assert after[1] != before[1]
    assert read(client, path) == after


def test_the_next_day_is_another_state(cast: Built, client: Client) -> None:
    """A year back from the day it is made."""
    an_event(cast, title="Il y a un an", first_on=date(2025, 12, 7))
    path = address(cast)
    assert "Il y a un an" in titles(read(client, path)[1])
    assert "Il y a un an" not in titles(read(client, path, NOW + timedelta(days=2))[1])


def test_a_seat_lost_closes_the_calendar_of_the_body(cast: Built, client: Client) -> None:
    """Somebody of a commune reads the sessions of their bodies only."""
    conference = cast.bodies["conference"]
    a_meeting(cast, day=date(2026, 12, 15), body="conference")
    path = address(cast, "dgs_fort_de_france", shelf=f"body:{conference.public_id}")
    before = read(client, path)
    assert titles(before[1])
    assert read(client, path) == before
    _only_the_dgs(cast, "conference")
    status, text, _etag = read(client, path, if_none_match=before[2])
    assert (status, titles(text)) == (200, [])


def test_what_becomes_private_is_busy_for_a_colleague_at_once(cast: Built, client: Client) -> None:
    event = an_event(cast, title="Rendez-vous")
    path = address(cast, "dost", "dgs")
    before = read(client, path)
    assert "Rendez-vous" in titles(before[1])
    change_event(
        event, content(title="Rendez-vous", visibility=Visibility.PRIVATE), version=None, by=actor(cast, "dgs")
    )
    status, text, _etag = read(client, path, if_none_match=before[2])
    assert status == 200
    assert "Rendez-vous" not in text


def test_an_address_ended_is_not_sent_again(cast: Built, client: Client) -> None:
    path = address(cast)
    assert read(client, path)[0] == 200
    revoke_feed(Feed.objects.get(), by=actor(cast, "dgs"))
    assert read(client, path)[0] == 404


def test_the_language_of_the_account_is_followed(cast: Built, client: Client) -> None:
    """A preference is no fact of the journal."""
    a_meeting(cast, day=date(2026, 12, 15))
    path = address(cast)
    assert "CODIR n° 1" in titles(read(client, path)[1])
    save_language(by=actor(cast, "dgs"), language="en")
    assert "CODIR n° 1" not in titles(read(client, path)[1])


def test_what_is_kept_stays_within_its_bound() -> None:
    kept: Kept[bytes] = Kept(100)
    kept.put("big", b"x" * 26, 26)
    assert kept.get("big") is None
    for key in "abcd":
        kept.put(key, key.encode(), 25)
    kept.put("a", b"again", 25)
    assert (kept.size, kept.get("b")) == (100, b"b")
    kept.put("e", b"e", 20)
    assert [key for key in "abcde" if kept.get(key) is not None] == ["a", "b", "d", "e"]
    assert kept.size == 95
