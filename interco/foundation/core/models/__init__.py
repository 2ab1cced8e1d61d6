"""Tables of the core."""

from interco.foundation.core.models.base import Dated, DatedQuerySet, Identified, Versioned, period_constraint, refresh
from interco.foundation.core.models.submission import Submission
from interco.foundation.core.models.worker import Heartbeat, PeriodicRun

__all__ = [
    "Dated",
    "DatedQuerySet",
    "Heartbeat",
    "Identified",
    "PeriodicRun",
    "Submission",
    "Versioned",
    "period_constraint",
    "refresh",
]
