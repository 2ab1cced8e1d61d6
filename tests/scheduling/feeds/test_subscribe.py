"""Subscribing: an address made and shown once, which reads what its account may read, until it is ended."""

import logging
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.accounts import deactivate
from interco.foundation.core.clock import travel
from interco.foundation.core.errors import Invalid, Refused
from interco.scheduling.enums import Answer, Visibility
from interco.scheduling.models import EventText, Feed
from interco.scheduling.rules.events import GuestAsked
from interco.scheduling.services.event_texts import write_missing_texts
from interco.scheduling.services.events import cancel_event, change_event
from interco.scheduling.services.feeds import open_feed, revoke_feed
from interco.scheduling.services.guests import answer_invitation, invite
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting
from tests.scheduling.builders import an_event, content, entrust


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    caches["process"].clear()


def address(cast: Built, key: str = "dgs", whose: str | None = None, *, shelf: str = "") -> str:
    person = None if shelf else cast.people[whose or key]
    _feed, secret = open_feed(person=person, shelf=shelf, by=actor(cast, key), with_second_factor=True)
    return f"/agenda/flux/{secret}.ics"


def read(client: Client, path: str, at: datetime = NOW, **headers: str) -> tuple[int, str, str]:
    with travel(at):
        response = client.get(path, headers={key.replace("_", "-"): value for key, value in headers.items()})
    return response.status_code, response.content.decode(), response.headers.get("ETag", "")


def titles(text: str) -> list[str]:
    return sorted(str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_an_agenda_is_read_by_its_address_without_signing_in(cast: Built, client: Client) -> None:
    an_event(cast, title="Point DGA")
    an_event(cast, owner="rh", title="Entretien", guests=("dgs",))
    an_event(cast, owner="rh", title="Ailleurs")
    response = client.get(address(cast))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    found = titles(response.content.decode())
    assert {"Point DGA", "Entretien"} <= set(found)
    assert "Ailleurs" not in found


def test_what_was_read_already_is_not_sent_again_until_something_changes(cast: Built, client: Client) -> None:
    event = an_event(cast)
    path = address(cast)
    _status, _text, etag = read(client, path)
    assert read(client, path, if_none_match=etag) == (304, "", etag)
    an_event(cast, owner="rh", title="Ailleurs")  # a fact that could have changed it, and did not
    status, _text, later = read(client, path, if_none_match=etag)
    assert (status, later != etag) == (304, True)
    assert read(client, path, if_none_match="W/" + later)[0] == 304
    change_event(event, content(title="Point DGA déplacé"), version=None, by=actor(cast, "dgs"))
    status, text, last = read(client, path, if_none_match=later)
    assert status == 200
    assert "Point DGA déplacé" in titles(text)
    assert read(client, path, NOW + timedelta(days=1), if_none_match=last)[0] == 304


def test_a_reader_that_only_knows_dates_is_told_too(cast: Built, client: Client) -> None:
    an_event(cast)
    path = address(cast)
    with travel(NOW + timedelta(minutes=5)):
        made = client.get(path).headers["Last-Modified"]
        assert client.get(path, headers={"If-Modified-Since": made}).status_code == 304
        assert client.get(path, headers={"If-Modified-Since": "Mon, 01 Dec 2025 08:00:00 GMT"}).status_code == 200
        assert client.get(path, headers={"If-Modified-Since": "hier"}).status_code == 200


def test_an_unchanged_feed_costs_one_question(
    cast: Built, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    path = address(cast)
    etag = read(client, path)[2]
    with django_assert_num_queries(1):
        assert read(client, path, if_none_match=etag)[0] == 304


def test_questions_do_not_grow_with_events(cast: Built, client: Client) -> None:
    path = address(cast)
    read(client, path)
    counts = []
    for _round in range(2):
        for number in range(3):
            an_event(cast, title=f"Point {number}")
        with CaptureQueriesContext(connection) as asked:
            assert read(client, path)[0] == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_invitation_declined_and_an_event_cancelled_leave_the_feed(cast: Built, client: Client) -> None:
    event = an_event(cast, title="Annulé bientôt")
    guest = an_event(cast, owner="rh", title="Décliné bientôt", guests=("dgs",)).participants.get()
    path = address(cast)
    assert {"Annulé bientôt", "Décliné bientôt"} <= set(titles(read(client, path)[1]))
    cancel_event(event, version=None, by=actor(cast, "dgs"))
    answer_invitation(guest, answer=Answer.DECLINED, by=actor(cast, "dgs"))
    assert not {"Annulé bientôt", "Décliné bientôt"} & set(titles(read(client, path)[1]))


def test_the_feed_of_a_colleague_shows_what_is_private_as_busy(cast: Built, client: Client) -> None:
    an_event(cast, title="Ouvert", text="Tout le monde peut lire")
    an_event(
        cast, title="Rendez-vous secret", place="Clinique", text="Confidence", visibility=Visibility.PRIVATE,
        rule="FREQ=WEEKLY;COUNT=3", guests=("rh",),
    )  # fmt: skip
    seen = read(client, address(cast, "dost", "dgs"))[1]
    assert titles(seen).count("Occupé") == 1
    assert "Ouvert" in titles(seen)
    for secret in ("secret", "Clinique", "Confidence", "Rendez-vous"):
        assert secret not in seen
    assert "Rendez-vous secret" in read(client, address(cast, "rh", "dgs"))[1]  # who is invited
    entrust(cast, "dgs", "secretariat")
    assert "Rendez-vous secret" in read(client, address(cast, "secretariat", "dgs"))[1]


def test_a_right_taken_back_closes_what_it_opened(cast: Built, client: Client) -> None:
    entrust_row = entrust(cast, "dgs", "secretariat")
    event = an_event(cast, title="Rendez-vous secret", visibility=Visibility.PRIVATE)
    path = address(cast, "secretariat", "dgs")
    assert "Rendez-vous secret" in read(client, path)[1]
    entrust_row.delete()
    assert "Rendez-vous secret" not in read(client, path)[1]
    invite(event, [GuestAsked(person_id=cast.people["secretariat"].pk)], by=actor(cast, "dgs"))
    assert "Rendez-vous secret" in read(client, path)[1]


def test_a_body_is_read_by_those_who_may(cast: Built, client: Client) -> None:
    meeting = a_meeting(cast, day=date(2026, 12, 15))
    body = meeting.body
    name = f"body:{body.public_id}"
    seen = read(client, address(cast, "dost", shelf=name))[1]
    (event,) = icalendar.Calendar.from_ical(seen).walk("VEVENT")
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2026, 12, 15, 12, 30, tzinfo=UTC)
    assert event["SUMMARY"] == f"CODIR n° {meeting.number}"
    assert event["LOCATION"] == "Salle du conseil"
    for stranger in ("administrateur",):
        with pytest.raises(Refused):
            open_feed(shelf=name, by=actor(cast, stranger), with_second_factor=True)
    with pytest.raises(Refused):
        open_feed(shelf="body:unknown", by=actor(cast, "dost"), with_second_factor=True)


def test_fewer_days_may_be_asked(cast: Built, client: Client) -> None:
    an_event(cast, title="Cette semaine")
    an_event(cast, title="Plus tard", first_on=content().first_on + timedelta(days=30))
    path = address(cast)
    found = titles(read(client, path + "?du=2026-12-07&au=2026-12-14")[1])
    assert "Cette semaine" in found
    assert "Plus tard" not in found
    assert "Plus tard" in titles(read(client, path + "?du=demain&au=jamais")[1])


def test_an_address_ended_opens_nothing_and_is_ended_by_its_owner_only(cast: Built, client: Client) -> None:
    path = address(cast)
    feed = Feed.objects.get()
    with pytest.raises(Refused):
        revoke_feed(feed, by=actor(cast, "rh"))
    etag = read(client, path)[2]
    revoke_feed(feed, by=actor(cast, "dgs"))
    assert read(client, path)[0] == 404
    assert read(client, path, if_none_match=etag)[0] == 404


def test_an_account_that_closes_takes_its_addresses_with_it(cast: Built, client: Client) -> None:
    path = address(cast, "rh")
    etag = read(client, path)[2]
    deactivate(cast.users["rh"], by=actor(cast, "administrateur"))
    assert read(client, path)[0] == 404
    assert read(client, path, if_none_match=etag)[0] == 404
    assert Feed.objects.get().revoked_at is not None


def test_the_secret_is_kept_nowhere_and_said_by_no_log(
    cast: Built, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    path = address(cast)
    secret = path.removeprefix("/agenda/flux/").removesuffix(".ics")
    assert len(secret) == 43
    row = Feed.objects.values().get()
    assert secret not in repr(row)
    caplog.set_level(logging.DEBUG)
    read(client, path)
    read(client, path.replace(secret, "x" * 43))
    client.post(path)
    assert secret not in caplog.text
    assert "x" * 43 not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("django"))


def test_tries_of_unknown_addresses_are_counted_and_do_not_close_the_others(cast: Built, client: Client) -> None:
    path = address(cast)
    answers = [client.get(f"/agenda/flux/{'y' * 40}{number:03}.ics").status_code for number in range(35)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert read(client, path)[0] == 200


def test_a_living_address_read_too_often_waits(cast: Built, client: Client) -> None:
    path = address(cast)
    etag = read(client, path)[2]
    answers = [read(client, path, if_none_match=etag)[0] for _time in range(62)]
    assert (answers[0], answers[-1]) == (304, 429)


def test_nobody_holds_more_than_twenty(cast: Built) -> None:
    for _number in range(20):
        address(cast)
    with pytest.raises(Invalid):
        address(cast)


def test_the_text_of_an_event_is_kept_with_it_and_made_again_when_it_is_missing(cast: Built, client: Client) -> None:
    event = an_event(cast, title="Point DGA")
    assert EventText.objects.get(event=event).version == event.version
    path = address(cast)
    whole = read(client, path)[1]
    EventText.objects.all().delete()
    assert read(client, path)[1] == whole
    assert write_missing_texts() == EventText.objects.count() > 0
    assert write_missing_texts() == 0
    assert read(client, path)[1] == whole


def test_the_page_makes_an_address_shows_it_once_and_ends_it(cast: Built, client: Client) -> None:
    client.force_login(cast.users["dgs"])
    assert "Mon agenda" in client.get("/agenda/abonnements").content.decode()
    person = cast.people["dgs"].public_id
    made = client.post("/agenda/abonnements", {"subject": f"person:{person}"})
    assert made.headers["Cache-Control"] == "no-store"
    shown = made.content.decode()
    secret = shown.partition("/agenda/flux/")[2].partition(".ics")[0]
    assert Client().get(f"/agenda/flux/{secret}.ics").status_code == 200
    page = client.get("/agenda/abonnements").content.decode()
    assert secret not in page
    assert f"…{secret[-4:]}.ics" in page
    assert client.post("/agenda/abonnements", {"subject": "person:nobody"}).status_code == 422
    assert client.post("/agenda/abonnements", {"subject": "body:nothing"}).status_code == 403
    key = Feed.objects.get().public_id
    client.force_login(cast.users["rh"])
    assert client.post(f"/agenda/abonnements/{key}/supprimer").status_code == 404
    client.force_login(cast.users["dgs"])
    client.post(f"/agenda/abonnements/{key}/supprimer")
    assert Client().get(f"/agenda/flux/{secret}.ics").status_code == 404
