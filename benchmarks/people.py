"""Who asks for the pages measured: accounts of the data set, signed in with a second factor, with the headers of a browser."""

import secrets
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from benchmarks.measure import Request
from interco.foundation.accounts.models import User

CSRF = "bench0bench1bench2bench3bench456"
FORM = "application/x-www-form-urlencoded"


def sign_in(user_id: int) -> dict[str, str]:
    """The headers of a browser in which this account has signed in."""
    user = User.objects.get(pk=user_id)
    if not Authenticator.objects.filter(user=user).exists():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secrets.token_hex(10)})
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    cookies = f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    return {"Cookie": cookies, "Accept-Language": "fr", "Accept-Encoding": "gzip"}


def form(fields: dict[str, str]) -> str:
    """The body of a form with its protection and a submission key of its own."""
    return urlencode({"csrfmiddlewaretoken": CSRF, "submission_key": secrets.token_urlsafe(12), **fields})


def get(path: str, headers: dict[str, str]) -> Request:
    """Read a page."""
    return Request("GET", path, headers)
