"""The language and the appearance follow the account from one browser to the next, as cookies."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language

from interco.foundation.accounts.rules.languages import LANGUAGES
from interco.foundation.accounts.services.preferences import save_language
from interco.foundation.core.actor import Actor
from interco.foundation.ui.context import THEME_COOKIE

A_YEAR = 365 * 24 * 3600


def remember_appearance(response: HttpResponse, preferences: Mapping[str, Any]) -> HttpResponse:
    """Set or remove the cookies read by the layout; a preference never chosen leaves the browser as it is."""
    for cookie, name in ((settings.LANGUAGE_COOKIE_NAME, "language"), (THEME_COOKIE, "theme")):
        chosen = preferences.get(name)
        if chosen:
            response.set_cookie(
                cookie, str(chosen), max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        elif chosen == "":
            response.delete_cookie(cookie)
    return response


def switch_language(request: HttpRequest) -> HttpResponse:
    """The switch at the foot of the sign-in page and in the menu: a cookie, and the preference of who is signed in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    chosen = request.POST.get("language", "")
    if actor.is_signed_in and chosen in LANGUAGES:
        save_language(by=actor, language=chosen)
    return set_language(request)
