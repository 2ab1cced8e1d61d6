"""Invitations and new passwords: single-use addresses that leave by the outbox."""

from datetime import timedelta

import pytest
from django.test import Client

from interco.foundation.accounts.models import Invitation, User
from interco.foundation.accounts.services.accounts import deactivate
from interco.foundation.accounts.services.invitations import invite
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, system_actor
from interco.foundation.notifications.models import OutgoingMessage
from tests.accounts.people import PASSWORD, account, is_signed_in, last_link, sign_in

pytestmark = pytest.mark.django_db
FORM = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def by() -> Actor:
    return system_actor(clock.now())


@pytest.fixture
def rose() -> User:
    return account(password=None)


def test_the_address_of_the_letter_sets_the_password_once(client: Client, rose: User, by: Actor) -> None:
    invite(rose, by=by)
    link = last_link("accounts.invitation")
    assert rose.email in client.get(link).content.decode()
    assert client.post(link, FORM).status_code == 302
    assert sign_in(client) == 302
    assert client.get(link).status_code == 404
    assert client.post(link, FORM).status_code == 404


def test_only_a_hash_of_the_token_is_kept(rose: User, by: Actor) -> None:
    token = invite(rose, by=by, send=False).rpartition("/")[2]
    assert len(token) == 43
    assert token not in str(Invitation.objects.values().get())
    assert not OutgoingMessage.objects.exists()


def test_seven_days_close_it(client: Client, rose: User, by: Actor) -> None:
    invite(rose, by=by)
    with clock.travel(by.at + timedelta(days=7, seconds=1)):
        assert client.get(last_link("accounts.invitation")).status_code == 404
    with clock.travel(by.at + timedelta(days=7, seconds=-1)):
        assert client.get(last_link("accounts.invitation")).status_code == 200


def test_a_new_one_closes_the_former(client: Client, rose: User, by: Actor) -> None:
    former = invite(rose, by=by, send=False)
    invite(rose, by=by, send=False)
    assert client.get(former.partition("8000")[2]).status_code == 404


def test_closing_the_account_closes_it(client: Client, rose: User, by: Actor) -> None:
    invite(rose, by=by)
    deactivate(rose, by=by)
    assert client.get(last_link("accounts.invitation")).status_code == 404


@pytest.mark.parametrize("password", ["court", "123456789012", "rose@cacem.example", "motdepasse\x00long-assez"])
def test_a_weak_password_is_refused_and_the_address_still_serves(
    password: str, client: Client, rose: User, by: Actor
) -> None:
    invite(rose, by=by)
    link = last_link("accounts.invitation")
    assert client.post(link, {"password": password, "again": password}).status_code in {400, 422}
    assert client.post(link, {"password": PASSWORD, "again": "autre chose de long"}).status_code == 422
    assert client.post(link, FORM).status_code == 302


def test_guessing_tokens_is_counted_by_network(client: Client, rose: User, by: Actor) -> None:
    invite(rose, by=by)
    statuses = [client.get(f"/compte/invitation/{number}").status_code for number in range(31)]
    assert statuses[-1] == 429
    assert client.get(last_link("accounts.invitation")).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.4").get(last_link("accounts.invitation")).status_code == 200


def test_a_forgotten_password_is_replaced_by_mail(client: Client) -> None:
    account()
    client.post("/compte/mot-de-passe/oublie", {"email": "rose@cacem.example"})
    link = last_link("accounts.password_reset")
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    fresh = "les alizés reviennent toujours"
    assert client.post(address, {"password1": fresh, "password2": fresh}).status_code == 302
    client.logout()
    assert sign_in(client) == 200
    assert sign_in(client, password=fresh) == 302
    assert OutgoingMessage.objects.filter(kind="accounts.security").count() == 1


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client) -> None:
    answer = client.post("/compte/mot-de-passe/oublie", {"email": "inconnue@cacem.example"})
    assert answer.status_code == 302
    assert not OutgoingMessage.objects.exists()
    assert not is_signed_in(client)
