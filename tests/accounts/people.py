"""Accounts with a password, and what the tests of accounts do again and again."""

import re

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.core.roles import Role
from interco.foundation.notifications.models import OutgoingMessage
from tests.cast import NOW

PASSWORD = "les mangroves poussent lentement"


def account(email: str = "rose@cacem.example", *roles: Role, password: str | None = PASSWORD) -> User:
    """An account that signs in with `PASSWORD`."""
    user = User.objects.create_user(email=email, name="Rose Balata", password=password, created_at=NOW)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, at=NOW)
    return user


def sign_in(client: Client, email: str = "rose@cacem.example", password: str = PASSWORD) -> int:
    """Try the sign-in page; the status of its answer (302 when the door opens)."""
    return client.post("/compte/connexion", {"login": email, "password": password}).status_code


def is_signed_in(client: Client) -> bool:
    """Whether the browser of this client is signed in."""
    return client.get("/compte/").status_code == 200


def code_of(secret: str) -> str:
    """The code an authentication application shows now for this secret."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def set_up_application(user: User) -> str:
    """Give the account an authentication application; its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    return secret


def last_link(kind: str) -> str:
    """The path of the address in the last letter of a kind."""
    message = OutgoingMessage.objects.filter(kind=kind).latest("pk")
    found = re.search(r"https?://[^/\s]+(/\S+)", message.text)
    assert found is not None, message.text
    return found[1]
