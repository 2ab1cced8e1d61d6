"""Polls of dates, opened by the service itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.models import Poll
from interco.scheduling.rules.events import GuestAsked
from interco.scheduling.services.polls import PollContent, open_poll
from tests.cast import actor

MONDAY, TUESDAY = datetime(2026, 12, 14, 12, tzinfo=UTC), datetime(2026, 12, 15, 12, tzinfo=UTC)
OUTSIDE = "zoe@ailleurs.example"


def a_poll(
    cast: Built, *, voters: tuple[str, ...] = ("dost", "rh"), outside: tuple[str, ...] = (OUTSIDE,), by: str = "dgs",
    acting: Actor | None = None, **fields: Any,
) -> Poll:  # fmt: skip
    """Two dates asked to two people of the house and to Zoé, until Friday 11 December 2026."""
    given: dict[str, Any] = {
        "title": "Convention", "minutes": 60, "dates": [MONDAY, TUESDAY], "closes_on": date(2026, 12, 11), **fields
    }  # fmt: skip
    asked = [GuestAsked(person_id=cast.people[key].pk) for key in voters]
    asked += [GuestAsked(name="Zoé Quénette", address=address) for address in outside]
    return open_poll(PollContent(**given), owner=cast.people["dgs"], voters=asked, by=acting or actor(cast, by))


def a_lasting_poll(cast: Built, **fields: Any) -> Poll:
    """The same, its dates and its last day counted from the real today."""
    today = clock.now()
    by = actor(cast, "dgs", today)
    days = [(today + timedelta(days=20 + rank)).replace(minute=0, second=0, microsecond=0) for rank in range(2)]
    return a_poll(cast, acting=by, dates=days, closes_on=by.today + timedelta(days=10), **fields)


def secret_of(address: str = OUTSIDE) -> str:
    """The token of the last letter to an address."""
    message = OutgoingMessage.objects.filter(address=address, kind="poll.asked_outside").latest("pk")
    return message.text.split("/agenda/sondages/repondre/")[1].split()[0]


def answers(poll: Poll, first: str, second: str) -> dict[str, str]:
    """What the form sends for the two dates."""
    return {f"date-{row.public_id}": said for row, said in zip(poll.dates.all(), (first, second), strict=True)}
