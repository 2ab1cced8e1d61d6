"""The short way to a feed: its secret address is all it knows of who reads, so no session, account, form or language is.

Fifteen of the middlewares of a page do nothing for a calendar program but cost 0.5 ms of processor, half of an unchanged
feed. What protects any answer stays (`MIDDLEWARE`). Only readings come here: anything else goes the way of pages.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from interco.foundation.core import clock
from interco.foundation.core.actor import anonymous

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "interco.foundation.core.middleware.InputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "interco.config.feed_door.NobodyMiddleware",
    "interco.foundation.core.middleware.RefusalMiddleware",
]
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


class NobodyMiddleware:
    """Whoever reads is nobody: the view asks the address whose rights it has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer somebody unknown."""
        request.user = AnonymousUser()
        request.actor = anonymous(clock.now())  # type: ignore[attr-defined]
        return self.get_response(request)


def with_short_way(pages: Application) -> Application:
    """The application, whose feeds go the short way. Called once, when the process starts."""
    ours = settings.MIDDLEWARE
    settings.MIDDLEWARE = MIDDLEWARE  # a handler reads the setting once, when it is made
    try:
        feeds = WSGIHandler()
    finally:
        settings.MIDDLEWARE = ours
    start = reverse("feed", args=["-"]).partition("-")[0]

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        is_feed = environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith(start)
        return (feeds if is_feed else pages)(environ, start_response)

    return application
