"""The installation as its administrator sees it: what `/sante` says in words, the queue, the backups."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from interco.foundation.core.models import Heartbeat
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.installation.models import BackupEvent, BackupGesture
from interco.installation.queries.backups import last_event, recent_events
from interco.installation.queries.first_start import standing_home
from interco.installation.queries.health import health_facts
from interco.organisation.models import Collectivity, Territory

#: Older than this, a backup or its drill is told as late.
BACKUP_LATE = timedelta(days=2)
DRILL_LATE = timedelta(days=31)
DEAD_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All the page shows."""

    health: dict[str, Any]
    engine: str
    home: str | None
    communes: int
    territory: Territory | None
    worker_since: datetime | None
    dead_letters: list[OutgoingMessage]
    last_backup: BackupEvent | None
    last_drill: BackupEvent | None
    backup_is_late: bool
    drill_is_late: bool
    events: list[BackupEvent]


def installation_state(*, at: datetime) -> State:
    """Read everything, in a fixed number of queries."""
    made = last_event(BackupGesture.MADE)
    drilled = last_event(BackupGesture.DRILL, BackupGesture.RESTORED)
    dead = OutgoingMessage.objects.filter(state=OutgoingState.DEAD).defer("text", "calendar")
    return State(
        health=health_facts(at=at),
        engine={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor],
        home=standing_home(),
        communes=Collectivity.objects.filter(kind="commune", versions__is_member=True).distinct().count(),
        territory=Territory.objects.first(),
        worker_since=Heartbeat.objects.order_by("started_at").values_list("started_at", flat=True).first(),
        dead_letters=list(dead[:DEAD_SHOWN]),
        last_backup=made,
        last_drill=drilled,
        backup_is_late=made is None or made.at < at - BACKUP_LATE,
        drill_is_late=drilled is None or drilled.at < at - DRILL_LATE,
        events=recent_events(10),
    )
