"""What an event would be, shown before it is saved: its words, its days, what it runs into."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from interco.organisation.queries.standing import territory_zone
from interco.scheduling.queries.closed_days import closed_days
from interco.scheduling.queries.conflicts import Conflict, conflicts
from interco.scheduling.queries.outside_busy import OldReading, old_readings
from interco.scheduling.queries.words import rule_words, span_words
from interco.scheduling.rules.events import EventContent
from interco.scheduling.rules.recurrence import BadRule
from interco.scheduling.rules.series import Timing, planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`seen` names exactly these conflicts: sent back with the form, it says that its author saw them.

    `nobody` is what was typed as a guest and is not recognised, or not yet.
    """

    when: str = ""
    rhythm: str = ""
    count: int = 0
    left_out: Sequence[tuple[date, str]] = ()
    moved: int = 0
    conflicts: Sequence[Conflict] = ()
    old: Sequence[OldReading] = ()
    nobody: Sequence[str] = ()

    @property
    def seen(self) -> str:
        """The fingerprint of what is in the way; empty when nothing is."""
        told = [f"{one.clash}|{one.name}|{one.starts_at.isoformat()}|{one.days}" for one in self.conflicts]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""


def preview(
    content: EventContent, *, people: Collection[int], resources: Collection[int], at: datetime,
    but: int | None = None,
) -> Preview:  # fmt: skip
    """The event as it would be at `at`, with its conflicts. Nothing when its days cannot be."""
    try:
        zone = ZoneInfo(content.zone) if content.zone else territory_zone()
        timing = Timing(
            first_on=content.first_on, at=content.at, minutes=content.minutes, zone=zone, rule=content.rule,
            until_on=content.until_on, closed_rule=content.closed_rule,
        )  # fmt: skip
        series = planned(timing, closed_days())
    except (BadRule, KeyError, ValueError, OSError, OverflowError):
        return Preview()
    if not series.days:
        return Preview()
    first = series.days[0]
    return Preview(
        when=span_words(first.starts_at, first.ends_at, zone, is_whole_day=content.at is None),
        rhythm=rule_words(content.rule) if content.rule else "", count=len(series.days), left_out=series.left_out[:6],
        moved=sum(1 for day in series.days if day.reason),
        conflicts=conflicts(series.days, people=people, resources=resources, but=but),
        old=old_readings(people, at),
    )  # fmt: skip
