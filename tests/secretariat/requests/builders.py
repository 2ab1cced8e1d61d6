"""Requests asked by the cast through the services, for the tests that start in the middle of a story."""

from datetime import date
from typing import Any

from interco.config.demo.organisation import Built
from interco.organisation.models import PostVersion
from interco.secretariat.enums import RequestKind
from interco.secretariat.models import Request
from interco.secretariat.services.requests import RequestContent, ask
from tests.cast import actor


def a_request(
    cast: Built, *, author: str = "agent_rh", kind: str = RequestKind.INFORMATION, title: str = "Calendrier des congés",
    text: str = "Quand le calendrier sera-t-il arrêté ?", due_on: date | None = None, **more: Any,
) -> Request:  # fmt: skip
    """A request sent by somebody of the cast, in the name of the unit of their post."""
    unit = PostVersion.objects.select_related("unit").get(post=cast.posts[author]).unit
    content = RequestContent(kind=kind, title=title, text=text, due_on=due_on)
    request = ask(content, unit=unit, by=actor(cast, author))
    if more:
        Request.objects.filter(pk=request.pk).update(**more)
        request.refresh_from_db()
    return request
