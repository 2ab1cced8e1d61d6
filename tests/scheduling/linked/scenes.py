"""A linked calendar, and the turns of the worker."""

from datetime import timedelta
from typing import Any

from interco.config.demo.organisation import Built
from interco.scheduling.models import LinkedCalendar
from interco.scheduling.services.link_runs import run_links
from interco.scheduling.services.linked_calendars import LinkContent, link_agenda
from tests.cast import NOW, actor
from tests.scheduling.linked.servers import PASSWORD, USER


def content(address: str, **fields: Any) -> LinkContent:
    given: dict[str, Any] = {"user": USER, "password": PASSWORD, "publishes": True, "reads": True}
    return LinkContent(address=address, **{**given, **fields})


def a_link(cast: Built, address: str, *, owner: str = "dgs", by: str | None = None, **fields: Any) -> LinkedCalendar:
    return link_agenda(cast.people[owner], content(address, **fields), by=actor(cast, by or owner))


def turn(minutes: int = 0) -> int:
    """One turn of the worker, so many minutes after now."""
    return run_links(lambda: NOW + timedelta(minutes=minutes))
