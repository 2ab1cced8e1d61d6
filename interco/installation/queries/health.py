"""How the installation stands, in figures and settings; nothing of the content."""

from datetime import datetime
from typing import Any

from django.db import connection

from interco import __version__
from interco.foundation.audit.append_only import missing_triggers
from interco.foundation.core.workers import SILENCE, last_beat
from interco.foundation.notifications.queries.queue import queue_figures
from interco.installation.queries.soundness import read_back, standing_faults


def health_facts(*, at: datetime) -> dict[str, Any]:
    """Version, settings read back, protections, outbox, worker (silent, it is told, but the pages stand)."""
    found = standing_faults()
    beat = last_beat()
    return {
        "version": __version__,
        "state": "broken" if found else "ok",
        "faults": found,
        "database": {"engine": connection.vendor, "settings": read_back()},
        "protections": {"missing_triggers": missing_triggers()},
        "outbox": queue_figures(at=at),
        "worker": {"alive": beat is not None and beat >= at - SILENCE, "last_seen": beat},
    }
