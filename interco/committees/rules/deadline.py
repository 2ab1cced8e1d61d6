"""The deadline of proposals: so many days before the session, at an hour of the territory's clocks.

The rule counts calendar days on the wall calendar of the session's zone, then reads the hour there; the instant follows
from the zone of that day. An hour that the clocks skip is taken one hour later; an hour that they show twice is the
first of the two (see `scheduling.rules.recurrence`, which holds the rule).

Worked example. Session on Tuesday 8 December 2026 at 8:30 in Martinique, five days before at noon: Thursday 3 December,
12:00 in Fort-de-France, 16:00 UTC. A proposal of 12:00:00 sharp is in time; the next second is late.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from interco.scheduling.rules.recurrence import instant_of


def submission_deadline(starts_at: datetime, *, zone: ZoneInfo, days_before: int, at: time) -> datetime:
    """The last instant, in UTC, at which a proposal is in time; never after the session itself."""
    if days_before < 0:
        raise ValueError("A deadline is before the session, not after it.")
    day = starts_at.astimezone(zone).date() - timedelta(days=days_before)
    return min(instant_of(day, at, zone), starts_at.astimezone(UTC))


def is_late(submitted_at: datetime, deadline: datetime) -> bool:
    """Whether a proposal came after the deadline."""
    return submitted_at > deadline
