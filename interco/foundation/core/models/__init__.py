"""Tables of the core."""

from interco.foundation.core.models.base import Dated, DatedQuerySet, Identified, Versioned, period_constraint, refresh
from interco.foundation.core.models.submission import Submission

__all__ = ["Dated", "DatedQuerySet", "Identified", "Submission", "Versioned", "period_constraint", "refresh"]
