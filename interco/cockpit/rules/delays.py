"""When something is owed, told as one reads it: late, today, this week, later.

A week ends on Sunday. From Friday on, what falls by the next Tuesday is already close: it is told « cette semaine »
too, for nobody prepares a Tuesday's session on the Tuesday.

Example: on Monday 7 December, `delay_of(date(2026, 12, 10), monday)` is `WEEK` and the 15th is `LATER`;
on Friday 11 December the 15th is `WEEK`.
"""

from datetime import date, timedelta
from enum import StrEnum

FRIDAY, TUESDAY_FROM_MONDAY = 4, 8


class Delay(StrEnum):
    """The four groups of À traiter, in their order."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


def delay_of(due: date | None, today: date) -> Delay:
    """The group of something due on a day; what has no day can wait."""
    if due is None:
        return Delay.LATER
    if due < today:
        return Delay.LATE
    if due == today:
        return Delay.TODAY
    return Delay.WEEK if due <= end_of_week(today) else Delay.LATER


def end_of_week(today: date) -> date:
    """The last day of « cette semaine »: Sunday; from Friday on, the Tuesday after."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=TUESDAY_FROM_MONDAY if today.weekday() >= FRIDAY else 6)
