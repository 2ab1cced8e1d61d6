"""An answer by mail to one day of a series: it counts for that day, and for no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.clock import travel
from interco.foundation.notifications.models import IncomingOutcome
from interco.foundation.notifications.rules.incoming import opened
from interco.scheduling.enums import Answer
from interco.scheduling.models import DayAnswer, Event
from interco.scheduling.queries.agenda import EVENTS, entries
from interco.scheduling.queries.busy import busy
from interco.scheduling.rules.events import DayContent
from interco.scheduling.services.days import cancel_day, move_day
from interco.scheduling.services.events import change_event
from interco.scheduling.services.replies import take_reply
from tests.cast import NOW, actor
from tests.scheduling.builders import an_event, content
from tests.scheduling.replies.mails import a_reply

ZOE = "zoe@ailleurs.example"
SECOND = "20261216T140000Z"


def series(cast: Built) -> Event:
    """Every Wednesday at 10:00 in Martinique, from 9 December."""
    return an_event(cast, rule="FREQ=WEEKLY;COUNT=4", outside=(("Zoé Hors", ZOE),), guests=("dost",))


def taken(mail: bytes) -> IncomingOutcome | None:
    return take_reply(opened(mail), NOW)


def test_it_is_shown_and_counted_on_that_day_only(cast: Built, client: Client) -> None:
    event = series(cast)
    assert taken(a_reply(event, ZOE, "DECLINED", RECURRENCE_ID=SECOND, COMMENT="En congé")) == IncomingOutcome.TAKEN
    row = DayAnswer.objects.get()
    assert (row.occurrence.day, row.answer, row.comment) == (date(2026, 12, 16), Answer.DECLINED, "En congé")
    assert event.participants.get(address=ZOE).answer == Answer.NEEDED
    assert Entry.objects.latest("number").event == "event.day_answered"
    client.force_login(cast.users["dgs"])
    with travel(NOW):
        that, other = (
            client.get(f"/agenda/evenements/{event.public_id}?jour=2026-12-{day}").content.decode() for day in (16, 23)
        )
    assert "décline ce jour" in that
    assert "En congé" in that
    assert "1 sans réponse" in that.replace("\xa0", " ")
    assert "ce jour" not in other.partition("Invités")[2].partition("Jours de la série")[0]
    assert "2 sans réponse" in other.replace("\xa0", " ")


def test_who_declines_a_day_is_free_that_day(cast: Built) -> None:
    event = series(cast)
    person, email = cast.people["dost"].pk, cast.people["dost"].email
    start = datetime(2026, 12, 8, tzinfo=UTC)
    assert len(busy([person], start, start + timedelta(days=30))) == 4
    assert taken(a_reply(event, email, "DECLINED", RECURRENCE_ID=SECOND)) == IncomingOutcome.TAKEN
    assert [one.starts_at.day for one in busy([person], start, start + timedelta(days=30))] == [9, 23, 30]
    shown = entries(actor(cast, "dost"), start, start + timedelta(days=30), people=[person], layers=[EVENTS])
    assert [one.starts_at.day for one in shown] == [9, 23, 30]
    assert taken(a_reply(event, email, "DECLINED")) == IncomingOutcome.TAKEN
    assert taken(a_reply(event, email, "ACCEPTED", RECURRENCE_ID=SECOND)) == IncomingOutcome.TAKEN
    assert [one.starts_at.day for one in busy([person], start, start + timedelta(days=30))] == [16]
    assert DayAnswer.objects.count() == 1
    shown = entries(actor(cast, "dost"), start, start + timedelta(days=30), people=[person], layers=[EVENTS])
    assert [(one.starts_at.day, one.answer) for one in shown] == [(16, Answer.ACCEPTED)]


@pytest.mark.parametrize(
    ("sender", "attendee", "outcome"),
    [
        ("mallory@ailleurs.example", ZOE, IncomingOutcome.FORGED),
        ("mallory@ailleurs.example", "mallory@ailleurs.example", IncomingOutcome.UNKNOWN_SENDER),
    ],
)
def test_nobody_answers_for_another(cast: Built, sender: str, attendee: str, outcome: IncomingOutcome) -> None:
    event = series(cast)
    facts = Entry.objects.count()
    assert taken(a_reply(event, attendee, sender=sender, RECURRENCE_ID=SECOND)) == outcome
    assert not DayAnswer.objects.exists()
    assert Entry.objects.count() == facts


@pytest.mark.parametrize("written", [
    "20261217T140000Z", "20261216T140001Z", "20260101T140000Z", "20270106T140000Z", "demain", "99991231T235959Z", "20261216",
])  # fmt: skip
def test_a_day_that_the_series_does_not_have_changes_nothing(cast: Built, written: str) -> None:
    event = series(cast)
    assert taken(a_reply(event, ZOE, "DECLINED", RECURRENCE_ID=written)) == IncomingOutcome.UNKNOWN_DAY
    assert not DayAnswer.objects.exists()


def test_the_day_is_named_by_its_series_even_moved_and_not_once_cancelled(cast: Built) -> None:
    event = series(cast)
    second, third = event.occurrences.order_by("day")[1:3]
    move_day(second, DayContent(day=date(2026, 12, 18), at=None, minutes=1440), version=None, by=actor(cast, "dgs"))
    event.refresh_from_db()
    said = a_reply(event, ZOE, RECURRENCE_ID=SECOND, sequence=event.sequence)
    assert taken(said) == IncomingOutcome.TAKEN
    assert DayAnswer.objects.get().occurrence_id == second.pk
    cancel_day(third, version=None, by=actor(cast, "dgs"))
    event.refresh_from_db()
    assert (
        taken(a_reply(event, ZOE, RECURRENCE_ID="20261223T140000Z", sequence=event.sequence)) == IncomingOutcome.CLOSED
    )


def test_another_hour_asks_again(cast: Built) -> None:
    event = series(cast)
    assert taken(a_reply(event, ZOE, "DECLINED", RECURRENCE_ID=SECOND)) == IncomingOutcome.TAKEN
    later = content(rule="FREQ=WEEKLY;COUNT=4", minutes=90)
    change_event(event, later, version=None, by=actor(cast, "dgs"))
    assert not DayAnswer.objects.exists()
