"""What every page receives beside its own context: the actor, the navigation, the name of the territory."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

PageContext = Callable[[HttpRequest], dict[str, Any]]
_providers: list[PageContext] = []


def register_page_context(provider: PageContext) -> None:
    """Let an application above add to every page (lazily: a value that is a callable is called by the template)."""
    if provider not in _providers:
        _providers.append(provider)


def page(request: HttpRequest) -> dict[str, Any]:
    """Django's context processor of this house."""
    context: dict[str, Any] = {"actor": getattr(request, "actor", None), "demo": settings.DEMO}
    for provider in _providers:
        context |= provider(request)
    return context
