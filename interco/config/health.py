"""`GET /sante`: whether the application stands, for supervision. Figures and settings only, nothing of the content."""

from datetime import datetime
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from interco import __version__
from interco.config.startup import read_back, standing_faults
from interco.foundation.audit.append_only import missing_triggers
from interco.foundation.core import clock
from interco.foundation.core.workers import SILENCE, last_beat
from interco.foundation.notifications.queries.queue import queue_figures


def health(_request: HttpRequest) -> JsonResponse:
    """200 with the figures when all holds, 503 with the faults otherwise."""
    try:
        facts = health_facts(at=clock.now())
    except Error as error:
        facts = {"version": __version__, "state": "broken", "faults": [type(error).__name__]}
    response = JsonResponse(facts, status=200 if facts["state"] == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


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
