"""The name of the territory, as every page shows it under the name of the application."""

from datetime import date
from typing import Any

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from interco.foundation.core import clock
from interco.foundation.core.actor import Actor
from interco.organisation.models import CollectivityVersion

#: Seconds for which a process remembers the name: every page shows it and it changes once in ten years.
LASTS = 60


def home_name(day: date) -> str:
    """The short name of the intercommunality on a day; empty before the first start is over."""
    rows = CollectivityVersion.objects.effective_on(day).filter(collectivity__is_home=True)
    found = rows.values_list("short_name", "name").first()
    return (found[0] or found[1]) if found else ""


def names_for_pages(request: HttpRequest) -> dict[str, Any]:
    """What the layouts need to name the territory, read only when one of them draws it."""

    def name() -> str:
        actor: Actor | None = getattr(request, "actor", None)
        day = actor.today if actor is not None and actor.is_signed_in else clock.now().date()
        key = f"territory:{day:%Y%m%d}"
        known: str | None = caches["process"].get(key)
        if known is None:
            try:
                known = home_name(day)
            except DatabaseError:  # a page that tells a failure must not fail for a name
                return ""
            caches["process"].set(key, known, LASTS)
        return known

    return {"territory_name": SimpleLazyObject(name)}
