"""The digest of the morning: at 7:30 there, one letter each, never empty, once a day; and the same lines as À traiter."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.cockpit.queries.requests import request_lines
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.core.actor import Actor, system_actor
from interco.foundation.core.periodic import periodic_jobs
from interco.foundation.notifications.models import OutgoingMessage
from interco.foundation.notifications.rules.kinds import may_still_receive
from interco.secretariat.enums import RequestKind
from interco.secretariat.models import DigestDay
from interco.secretariat.queries.request_waits import folder_of, waiting_by_person, waiting_for
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.request_digest import send_digests
from tests.cast import NOW, actor
from tests.committees.builders import ZONE
from tests.secretariat.requests.builders import a_request

#: Tuesday 8 December 2026, 7:30 in Martinique.
MORNING = datetime(2026, 12, 8, 11, 30, tzinfo=UTC)


def machine(at: datetime = MORNING) -> Actor:
    return system_actor(at, ZONE)


def letters() -> dict[str, OutgoingMessage]:
    return {letter.recipient_name: letter for letter in OutgoingMessage.objects.filter(kind="requests.digest")}


def a_morning(cast: Built) -> None:
    """One to take, one to sign, one that waits for its author, one entrusted."""
    a_request(cast)
    a_request(cast, kind=RequestKind.SIGNATURE, author="dga_juridique")
    gestures.question(a_request(cast, author="communication"), text="Quand ?", by=actor(cast, "secretariat"))
    gestures.entrust(
        a_request(cast, author="dost"), to=cast.people["secretariat_assistant"], by=actor(cast, "secretariat")
    )


def test_each_is_told_what_waits_for_them_and_nobody_else_is_written_to(cast: Built) -> None:
    a_morning(cast)
    assert send_digests(by=machine()) == len(letters())
    assert "D-2026-002" in letters()["Gaspard Fromager"].text
    assert letters()["Hector Alizé"].title == "1 demande vous attend"
    assert "une précision vous est demandée" in letters()["Hector Alizé"].text
    assert {"D-2026-001", "D-2026-004"} <= set(letters()["Firmin Acajou"].text.split())
    assert "Rosalie Gommier" not in letters()


@pytest.mark.parametrize(("at", "sent"), [
    (MORNING - timedelta(minutes=1), False), (MORNING, True), (MORNING + timedelta(hours=9), True),
    (MORNING + timedelta(days=4), False),
])  # fmt: skip
def test_it_leaves_from_half_past_seven_on_working_days(cast: Built, at: datetime, *, sent: bool) -> None:
    a_request(cast)
    assert bool(send_digests(by=machine(at))) is sent


def test_it_leaves_once_a_day(cast: Built) -> None:
    a_request(cast)
    counts = [send_digests(by=machine(MORNING + timedelta(minutes=minutes))) for minutes in (0, 5, 10, 24 * 60)]
    assert [bool(count) for count in counts] == [True, False, False, True]
    assert DigestDay.objects.count() == 2


def test_a_reader_in_english_is_written_to_in_english(cast: Built) -> None:
    a_request(cast)
    User.objects.filter(pk=cast.users["secretariat"].pk).update(preferences={"language": "en"})
    send_digests(by=machine())
    assert letters()["Odette Filao"].title == "1 request is waiting for you"


def test_who_left_meanwhile_does_not_receive_it(cast: Built) -> None:
    a_request(cast)
    send_digests(by=machine())
    letter = letters()["Odette Filao"]
    assert may_still_receive(letter, at=MORNING)
    type(cast.people["secretariat"]).objects.filter(pk=cast.people["secretariat"].pk).update(ends_on=NOW.date())
    assert not may_still_receive(letter, at=MORNING)


def test_the_worker_asks_for_it(cast: Built) -> None:
    assert "secretariat.digest" in [job.name for job in periodic_jobs()]


def test_the_digest_and_what_is_owed_today_are_one_answer(cast: Built) -> None:
    a_morning(cast)
    by_person = waiting_by_person(NOW.date())
    for key, person in cast.people.items():
        if key not in cast.users:
            continue
        who = actor(cast, key)
        owed = {*waiting_for(who), *folder_of(who)}
        assert owed == set(by_person.get(person.pk, [])), key


def test_a_line_of_what_is_owed_says_what_to_do(cast: Built) -> None:
    a_morning(cast)
    assert [line.act.label for line in request_lines(actor(cast, "secretariat_assistant")) if line.act] == [
        "Prendre en charge", "Répondre"
    ]  # fmt: skip
    assert [line.title for line in request_lines(actor(cast, "dgs"))] == ["Parapheur"]


def test_thirty_requests_cost_as_many_queries_as_three(cast: Built) -> None:
    counts = []
    for number in (3, 27):
        for _each in range(number):
            a_request(cast)
        with CaptureQueriesContext(connection) as queries:
            waiting_by_person(NOW.date())
        counts.append(len(queries))
    assert counts[0] == counts[1]
