"""What every page receives beside its own context: the actor, the navigation, the name of the territory."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from interco.foundation.core.actor import Actor
from interco.foundation.ui.navigation import Item, navigation_for

PageContext = Callable[[HttpRequest], dict[str, Any]]
THEMES = {"light", "dark"}
THEME_COOKIE = "apparence"
_providers: list[PageContext] = []


def register_page_context(provider: PageContext) -> None:
    """Let an application above add to every page (lazily: a value that is a callable is called by the template)."""
    if provider not in _providers:
        _providers.append(provider)


def page(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor of this house; `navigation` costs its counts only when a layout draws it."""
    actor: Actor | None = getattr(request, "actor", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")

    def navigation() -> list[Item]:
        return navigation_for(actor, request.path) if actor is not None else []

    def single_keys_off() -> bool:
        return actor is not None and actor.preferences.get("shortcuts") is False

    context: dict[str, Any] = {
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),  # one mask a page, not one a form
        "actor": actor,
        "navigation": SimpleLazyObject(navigation),
        "theme": theme if theme in THEMES else "",
        "language": (get_language() or "fr")[:2],
        "single_keys_off": SimpleLazyObject(single_keys_off),
        "demo": settings.DEMO,
    }
    for provider in _providers:
        context |= provider(request)
    return context
