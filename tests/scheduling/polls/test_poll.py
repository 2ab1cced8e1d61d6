"""A poll of dates: asked, answered inside, reminded, settled by a date, withdrawn."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.cockpit.queries.polls import poll_lines
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.enums import PollState
from interco.scheduling.models import Event, Poll, Voter
from interco.scheduling.queries.polls import poll_page
from interco.scheduling.rules.polls import Tally, best_of, tally_of
from interco.scheduling.services.polls import (
    answer_poll,
    remind_before_the_end,
    remind_voters,
    settle_poll,
    withdraw_poll,
)
from tests.cast import NOW, actor
from tests.matrix.principals import BACKEND
from tests.scheduling.builders import a_room, an_event, entrust
from tests.scheduling.polls.scenes import MONDAY, OUTSIDE, a_poll, answers


def say(cast: Built, poll: Poll, key: str, first: str, second: str, at: datetime = NOW) -> Voter:
    given = {name.removeprefix("date-"): said for name, said in answers(poll, first, second).items()}
    return answer_poll(poll.voters.get(person=cast.people[key]), given, by=actor(cast, key, at))


def test_the_worked_example_of_the_rule() -> None:
    tallies = {1: tally_of(["yes", "yes", "no"]), 2: tally_of(["yes", "maybe", "maybe"])}
    assert (tallies[1], best_of(tallies)) == (Tally(2, 0, 1), 2)
    assert best_of({1: Tally(0, 0, 3)}) is None


def test_each_is_written_to_and_only_who_has_no_account_gets_a_secret(cast: Built) -> None:
    poll = a_poll(cast)
    letters = {row.address: row for row in OutgoingMessage.objects.filter(subject_key=f"poll:{poll.public_id}")}
    assert len(letters) == 3
    assert [address for address, row in letters.items() if row.secret] == [OUTSIDE]
    assert f"/agenda/sondages/{poll.public_id}" in letters[cast.people["rh"].email].text
    assert list(poll.voters.exclude(token_hash="").values_list("address", flat=True)) == [OUTSIDE]


def test_the_answers_are_counted_and_the_last_one_counts(cast: Built) -> None:
    poll = a_poll(cast)
    say(cast, poll, "dost", "yes", "no")
    say(cast, poll, "rh", "no", "no")
    say(cast, poll, "rh", "maybe", "no")
    page = poll_page(poll, actor(cast, "dgs"))
    assert [(one.tally, one.is_best) for one in page.dates] == [(Tally(1, 1, 0), True), (Tally(0, 0, 2), False)]
    assert page.waiting == 1


def test_a_date_without_an_answer_records_nothing(cast: Built) -> None:
    poll = a_poll(cast)
    voter = poll.voters.get(person=cast.people["rh"])
    with pytest.raises(Invalid):
        answer_poll(voter, {poll.dates.first().public_id: "yes"}, by=actor(cast, "rh"))  # type: ignore[union-attr]
    assert not voter.answers.exists()


def test_nobody_answers_for_another_nor_after_the_day(cast: Built) -> None:
    poll = a_poll(cast)
    voter = poll.voters.get(person=cast.people["rh"])
    given = {row.public_id: "yes" for row in poll.dates.all()}
    with pytest.raises(Refused):
        answer_poll(voter, given, by=actor(cast, "dost"))
    say(cast, poll, "rh", "yes", "yes", at=datetime(2026, 12, 12, 3, 59, tzinfo=UTC))
    with pytest.raises(Refused):
        say(cast, poll, "rh", "no", "no", at=datetime(2026, 12, 12, 4, tzinfo=UTC))


def test_choosing_a_date_plans_the_event_books_the_room_and_invites_everybody(cast: Built) -> None:
    room = a_room()
    poll = a_poll(cast, resource=room)
    event = settle_poll(poll, poll.dates.all()[0], version=poll.version, by=actor(cast, "dgs"))
    assert event.occurrences.get().starts_at == MONDAY
    assert list(event.resources.all()) == [room]
    assert {row.name for row in event.participants.all()} == {row.name for row in poll.voters.all()}
    poll.refresh_from_db()
    assert (poll.state, poll.event) == (PollState.SETTLED, event)
    assert not poll.voters.exclude(token_hash="").exists()
    with pytest.raises(Refused):
        settle_poll(poll, poll.dates.all()[1], version=None, by=actor(cast, "dgs"))


def test_a_room_taken_meanwhile_leaves_the_poll_open(cast: Built) -> None:
    room = a_room()
    poll = a_poll(cast, resource=room)
    an_event(cast, owner="rh", resources=(room,), first_on=date(2026, 12, 14), at=time(8))
    with pytest.raises(Invalid):
        settle_poll(poll, poll.dates.all()[0], version=poll.version, by=actor(cast, "dgs"))
    poll.refresh_from_db()
    assert poll.state == PollState.OPEN
    assert not Event.objects.filter(title="Convention").exists()


def test_two_who_choose_at_once_do_not_plan_two_events(cast: Built) -> None:
    entrust(cast, "dgs", "secretariat")
    poll = a_poll(cast)
    version = poll.version
    settle_poll(Poll.objects.get(), poll.dates.all()[0], version=version, by=actor(cast, "dgs"))
    with pytest.raises(Refused, match="clos"):
        settle_poll(poll, poll.dates.all()[1], version=version, by=actor(cast, "secretariat"))
    assert Event.objects.count() == 1


def test_who_is_silent_is_reminded_once_a_day(cast: Built) -> None:
    poll = a_poll(cast)
    say(cast, poll, "rh", "yes", "yes")
    assert remind_voters(poll, by=actor(cast, "dgs")) == 2
    assert remind_voters(poll, by=actor(cast, "dgs", NOW + timedelta(hours=2))) == 0
    assert OutgoingMessage.objects.filter(title__startswith="Rappel").count() == 2
    assert remind_voters(poll, by=actor(cast, "dgs", NOW + timedelta(days=1))) == 2


def test_the_machine_reminds_the_silent_once_the_day_before_the_last(cast: Built) -> None:
    poll = a_poll(cast)
    say(cast, poll, "rh", "yes", "yes")

    def reminded(day: int) -> int:
        return remind_before_the_end(by=system_actor(datetime(2026, 12, day, 13, tzinfo=UTC), actor(cast, "dgs").zone))

    assert [reminded(day) for day in (9, 10, 11)] == [0, 2, 0]
    a_poll(cast, title="Du jour", closes_on=date(2026, 12, 8))
    assert remind_before_the_end(by=system_actor(NOW, actor(cast, "dgs").zone)) == 0


def test_only_who_writes_in_the_agenda_manages_the_poll(cast: Built) -> None:
    poll = a_poll(cast)
    for gesture in (
        lambda: remind_voters(poll, by=actor(cast, "rh")),
        lambda: settle_poll(poll, poll.dates.all()[0], version=None, by=actor(cast, "rh")),
        lambda: withdraw_poll(poll, version=None, by=actor(cast, "rh")),
    ):
        with pytest.raises(Refused):
            gesture()


def test_a_poll_withdrawn_tells_those_asked_and_closes(cast: Built) -> None:
    poll = a_poll(cast)
    withdraw_poll(poll, version=poll.version, by=actor(cast, "dgs"))
    assert OutgoingMessage.objects.filter(kind="poll.withdrawn").count() == 3
    with pytest.raises(Refused):
        say(cast, poll, "rh", "yes", "yes")


def test_what_waits_stands_in_the_things_to_do(cast: Built) -> None:
    poll = a_poll(cast, outside=())
    assert [line.title for line in poll_lines(actor(cast, "rh"))] == ["Dire quelles dates conviennent : Convention"]
    assert not list(poll_lines(actor(cast, "dgs")))
    say(cast, poll, "rh", "yes", "yes")
    say(cast, poll, "dost", "yes", "yes")
    assert not list(poll_lines(actor(cast, "rh")))
    assert [line.title for line in poll_lines(actor(cast, "dgs"))] == ["Retenir une date : Convention"]


@pytest.mark.parametrize(("fields", "field"), [
    ({"dates": []}, "dates"), ({"dates": [NOW - timedelta(days=1)]}, "dates"), ({"closes_on": date(2026, 12, 6)}, "closes_on"),
    ({"minutes": 5}, "minutes"), ({"title": " "}, "title"), ({"voters": (), "outside": ()}, "guests"),
    ({"outside": ("pas une adresse",)}, "guests"),
])  # fmt: skip
def test_what_makes_no_sense_opens_no_poll(cast: Built, fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_poll(cast, **fields)  # type: ignore[arg-type]
    assert list(refusal.value.fields) == [field]
    assert not Poll.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_the_page_costs_as_many_queries_for_twenty_people(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dgs"], backend=BACKEND)

    def count(poll: Poll) -> int:
        client.get(f"/agenda/sondages/{poll.public_id}")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/agenda/sondages/{poll.public_id}").status_code == 200
        return len(seen)

    few = a_poll(cast)
    say(cast, few, "rh", "yes", "no")
    many = a_poll(cast, outside=tuple(f"agent{rank}@ailleurs.example" for rank in range(20)))
    say(cast, many, "rh", "yes", "no")
    say(cast, many, "dost", "yes", "no")
    assert count(few) == count(many)


def test_the_list_costs_as_many_queries_for_ten_polls(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dgs"], backend=BACKEND)

    def count() -> int:
        client.get("/agenda/sondages")
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/agenda/sondages").content.decode()
        assert page.count("Convention") == Poll.objects.count()
        return len(seen)

    a_poll(cast)
    one = count()
    for _rank in range(9):
        a_poll(cast)
    assert count() == one


def test_the_pages_open_answer_and_settle(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dgs"], backend=BACKEND)
    filled = client.post(
        "/agenda/sondages/nouveau", {"title": "Convention", "slot": ["2027-01-05T12:00:00+00:00"], "guest": ["Zoé"]}
    )
    assert 'value="2027-01-05"' in filled.content.decode()
    given = {
        "title": "Convention",
        "guest": [OUTSIDE, cast.people["rh"].full_name],
        "day": ["2027-01-05", ""],
        "at": ["08:00", ""],
    }
    assert client.post("/agenda/sondages/ouvrir", {**given, "closes_on": ""}).status_code == 302
    poll = Poll.objects.get()
    assert client.post("/agenda/sondages/ouvrir", {**given, "at": ["", ""]}).status_code == 422
    other = Client()
    other.force_login(cast.users["rh"], backend=BACKEND)
    (date_proposed,) = poll.dates.all()
    assert other.post(f"/agenda/sondages/{poll.public_id}/reponse", {}).status_code == 422
    assert (
        other.post(f"/agenda/sondages/{poll.public_id}/reponse", {f"date-{date_proposed.public_id}": "yes"}).status_code
        == 302
    )
    settled = client.post(
        f"/agenda/sondages/{poll.public_id}/date", {"date": date_proposed.public_id, "version": poll.version}
    )
    assert settled.status_code == 302
    assert Event.objects.get().first_on == date(2027, 1, 5)
