"""Whom a signed address stands for."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from interco.scheduling.enums import EventState
from interco.scheduling.models import Occurrence, Participant
from interco.scheduling.queries.answer_links import guest_of


def guest_of_token(token: str, at: datetime) -> Participant | None:
    """The guest, while they are invited and a day of the event is still to come; nobody who has an account."""
    key = guest_of(token)
    if not key:
        return None
    ahead = Occurrence.objects.filter(event=OuterRef("event"), state=EventState.CONFIRMED, ends_at__gt=at)
    rows = Participant.objects.filter(
        Exists(ahead), public_id=key, event__state=EventState.CONFIRMED, person__user=None
    )
    return rows.select_related("event__owner", "person").first()
