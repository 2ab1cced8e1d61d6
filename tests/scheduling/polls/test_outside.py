"""The secret address of somebody from outside: the dates, their own answer, and nothing else (ADR 0013)."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.notifications.models import OutgoingMessage
from interco.foundation.notifications.rules.kinds import may_still_receive
from interco.scheduling.models import Poll, Voter
from interco.scheduling.services.polls import remind_voters, settle_poll, withdraw_poll
from tests.cast import NOW, actor
from tests.scheduling.polls.scenes import OUTSIDE, a_poll, answers, secret_of


@pytest.fixture(autouse=True)
def _now(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


def path(token: str) -> str:
    return f"/agenda/sondages/repondre/{token}"


def test_it_shows_the_dates_and_nobody_else(cast: Built, client: Client) -> None:
    a_poll(cast)
    page = client.get(path(secret_of()))
    text = page.content.decode()
    assert page.status_code == 200
    assert "14" in text
    assert "Zoé Quénette" in text
    assert cast.people["rh"].full_name not in text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_it_records_the_answer_under_its_own_name(cast: Built, client: Client) -> None:
    poll = a_poll(cast)
    saved = client.post(
        path(secret_of()), {**answers(poll, "yes", "maybe"), "comment": "Plutôt lundi", "voter": "autre"}
    )
    assert "Votre réponse est enregistrée" in saved.content.decode()
    voter = Voter.objects.get(address=OUTSIDE)
    assert sorted(voter.answers.values_list("choice", flat=True)) == ["maybe", "yes"]
    assert voter.comment == "Plutôt lundi"
    assert poll.voters.filter(answered_at=None).count() == 2


def test_it_opens_no_session_and_no_other_route(cast: Built, client: Client) -> None:
    poll = a_poll(cast)
    token = secret_of()
    client.get(path(token))
    assert "sessionid" not in client.cookies
    for address in (f"/agenda/sondages/{poll.public_id}", f"/agenda/sondages/{token}", "/agenda/creneaux", "/"):
        assert client.get(address, headers={"authorization": f"Bearer {token}"}).status_code in {302, 401, 403, 404}


def test_only_the_hash_is_kept(cast: Built) -> None:
    a_poll(cast)
    token = secret_of()
    assert token not in str(list(Voter.objects.values_list()))


def test_it_closes_with_the_poll(cast: Built, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_poll(cast)
    token = secret_of()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=5))
    assert client.get(path(token)).status_code == 404


@pytest.mark.parametrize("ending", ["settled", "withdrawn"])
def test_it_closes_when_the_date_is_chosen_or_the_poll_withdrawn(cast: Built, client: Client, ending: str) -> None:
    poll = a_poll(cast)
    token, by = secret_of(), actor(cast, "dgs")
    if ending == "settled":
        settle_poll(poll, poll.dates.all()[0], version=None, by=by)
    else:
        withdraw_poll(poll, version=None, by=by)
    assert client.post(path(token), answers(poll, "yes", "yes")).status_code == 404
    assert not Voter.objects.filter(answered_at__isnull=False).exists()


def test_a_reminder_gives_another_address_and_ends_the_former(cast: Built, client: Client) -> None:
    poll = a_poll(cast)
    former = secret_of()
    remind_voters(poll, by=actor(cast, "dgs"))
    assert secret_of() != former
    assert client.get(path(former)).status_code == 404
    assert client.get(path(secret_of())).status_code == 200


def test_tries_are_counted(cast: Built, client: Client) -> None:
    a_poll(cast)
    statuses = [client.get(path("x" * 43)).status_code for _try in range(61)]
    assert (statuses[0], statuses[-1]) == (404, 429)
    assert client.get(path(secret_of())).status_code == 429


def test_its_letter_does_not_leave_once_the_poll_is_over(cast: Built) -> None:
    poll = a_poll(cast)
    message = OutgoingMessage.objects.get(kind="poll.asked_outside")

    def leaves(at: datetime) -> bool:
        return may_still_receive(message, at=at)

    assert leaves(NOW)
    assert not leaves(NOW + timedelta(days=5))
    withdraw_poll(Poll.objects.get(pk=poll.pk), version=None, by=actor(cast, "dgs"))
    assert not leaves(NOW)
