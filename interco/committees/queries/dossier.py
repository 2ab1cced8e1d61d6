"""The dossier of a session: its items in order with their briefs and files, without those the reader may not read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from interco.committees.models import Attachment, DecisionBrief, Item, Meeting


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """One item of the dossier; `item` is missing when it is not for this reader."""

    number: int
    starts_at: datetime
    minutes: int
    item: Item | None
    brief: DecisionBrief | None
    attachments: tuple[Attachment, ...]


def dossier(meeting: Meeting, readable: QuerySet[Item]) -> list[DossierEntry]:
    """The entries of a session for somebody whose items are `readable`. Four queries whatever their number."""
    rows = list(
        meeting.items.order_by("position", "pk")
        .select_related("rapporteur", "brief")
        .prefetch_related("attachments__file")
    )
    allowed = set(readable.filter(meeting=meeting).values_list("pk", flat=True))
    at = meeting.starts_at.astimezone(ZoneInfo(meeting.zone)) + timedelta(minutes=meeting.follow_up_minutes)
    entries = []
    for number, item in enumerate(rows, start=1):
        seen = item.pk in allowed
        brief = getattr(item, "brief", None) if seen else None
        files = tuple(item.attachments.all()) if seen else ()
        entries.append(DossierEntry(number, at, item.duration_minutes, item if seen else None, brief, files))
        at += timedelta(minutes=item.duration_minutes)
    return entries
