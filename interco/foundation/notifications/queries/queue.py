"""How the outbox stands, in figures."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from interco.foundation.notifications.models import OutgoingMessage, OutgoingState


def queue_figures(*, at: datetime) -> dict[str, Any]:
    """Messages waiting and dead, and for how many seconds the oldest one has been waiting."""
    waiting = Q(state=OutgoingState.WAITING)
    row = OutgoingMessage.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        dead=Count("pk", filter=Q(state=OutgoingState.DEAD)),
        oldest=Min("created_at", filter=waiting),
    )
    late = None if row["oldest"] is None else max(0, int((at - row["oldest"]).total_seconds()))
    return {"waiting": row["waiting"], "dead": row["dead"], "oldest_waiting_seconds": late}
