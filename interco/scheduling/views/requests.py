"""What the pages of the agenda read in a request: a day, a version, an event the actor may read."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event
from interco.scheduling.policies.events import visible_to

EARLIEST, LATEST = date(1990, 1, 1), date(2190, 1, 1)


def event_of(request: HttpRequest, key: str) -> Event:
    """The event of the address that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(visible_to(actor).select_related("owner"), public_id=key)


def day_asked(text: str) -> date | None:
    """A day of the calendar written 2026-12-08; nothing when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day < LATEST else None
