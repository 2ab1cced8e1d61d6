"""The outbox as a list, and one letter as its addressee would see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from interco.foundation.notifications.models import OutgoingMessage, OutgoingState

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One page of letters, and how many there are in each state."""

    rows: list[OutgoingMessage]
    counts: dict[str, int]
    page: int
    pages: int


def letters(*, state: str = "", page: int = 1) -> Letters:
    """The letters, latest first; without their texts."""
    counts = dict(OutgoingMessage.objects.order_by().values_list("state").annotate(Count("pk")))
    rows = OutgoingMessage.objects.defer("text", "calendar")
    total = sum(counts.values())
    if state in OutgoingState.values:
        rows, total = rows.filter(state=state), counts.get(state, 0)
    pages = max(1, -(-total // PAGE))
    here = min(max(1, page), pages)
    return Letters(rows=list(rows[(here - 1) * PAGE : here * PAGE]), counts=counts, page=here, pages=pages)


def invitation_of(message: OutgoingMessage) -> dict[str, Any] | None:
    """What a calendar would show of the invitation."""
    if not message.calendar:
        return None
    from icalendar import Calendar  # noqa: PLC0415 - 12 MB that most web workers never need

    event = next(iter(Calendar.from_ical(message.calendar).walk("VEVENT")), None)
    if event is None:
        return None
    return {
        "method": message.calendar_method,
        "title": str(event.get("SUMMARY", "")),
        "place": str(event.get("LOCATION", "")),
        "start": event.decoded("DTSTART"),
        "end": event.decoded("DTEND", None),
        "sequence": int(event.get("SEQUENCE", 0)),
    }
