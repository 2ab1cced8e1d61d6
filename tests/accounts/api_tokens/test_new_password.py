"""A token ends with the password it was made under, however the new one is chosen."""

from collections.abc import Callable

import pytest
from django.test import Client

from interco.foundation.accounts.models import User
from interco.foundation.accounts.services.api_tokens import create_token
from interco.foundation.accounts.services.invitations import invite
from interco.foundation.audit.models import Entry
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, system_actor
from tests.accounts.people import PASSWORD, account, last_link, sign_in

pytestmark = pytest.mark.django_db
FRESH = "les alizés reviennent toujours"


def changed(browser: Client, _user: User) -> None:
    """On the account page, with the old one."""
    sign_in(browser)
    form = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    page = browser.post("/compte/mot-de-passe", form, follow=True).content.decode()
    assert "Vos jetons d’API sont révoqués" in page


def forgotten(browser: Client, user: User) -> None:
    """By the letter of a forgotten password."""
    browser.post("/compte/mot-de-passe/oublie", {"email": user.email})
    address = browser.get(last_link("accounts.password_reset"), follow=True).redirect_chain[-1][0]
    browser.post(address, {"password1": FRESH, "password2": FRESH})


def invited_anew(browser: Client, user: User) -> None:
    """By a second invitation."""
    invite(user, by=system_actor(clock.now()))
    browser.post(last_link("accounts.invitation"), {"password": FRESH, "again": FRESH})


@pytest.mark.parametrize("chosen", [changed, forgotten, invited_anew])
def test_a_new_password_ends_the_tokens_of_the_account_and_of_no_other(
    chosen: Callable[[Client, User], None], client: Client
) -> None:
    rose, other = account(), account("autre@cacem.example")
    mine, theirs = (
        create_token(
            name="Export", days=30, by=Actor(at=clock.now(), user_id=user.pk, name=user.name), with_second_factor=False
        )[0]
        for user in (rose, other)
    )
    chosen(client, rose)
    rose.refresh_from_db()
    assert rose.check_password(FRESH)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.revoked_at is not None
    assert theirs.revoked_at is None
    assert Entry.objects.get(event="accounts.api_tokens_ended").subject_id == rose.public_id
