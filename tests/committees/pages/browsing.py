"""A client signed in as somebody of the cast, at the hour of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from tests.cast import NOW

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def browser(cast: Built, who: str, at: datetime = NOW) -> Iterator[Client]:
    """Sign in without a password, as the demonstration does."""
    client = Client()
    client.force_login(cast.users[who], backend=BACKEND)
    with clock.travel(at):
        yield client
