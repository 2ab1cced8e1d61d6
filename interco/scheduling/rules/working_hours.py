"""The week as the house works it: spans of hours for each weekday (Monday is 0), and the hours one may prefer.

Before the secretariat says otherwise, Monday to Friday from 8:00 to 12:30 and from 13:30 to 17:00.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from enum import StrEnum
from itertools import pairwise

TimeSpan = tuple[time, time]
Week = Mapping[int, Sequence[TimeSpan]]

DEFAULT_WEEK: Week = {day: ((time(8), time(12, 30)), (time(13, 30), time(17))) for day in range(5)}
NOON = time(12, 30)


class Preference(StrEnum):
    """When one would rather meet."""

    NONE = ""
    MORNING = "morning"
    AFTERNOON = "afternoon"


PREFERRED: Mapping[str, Sequence[TimeSpan]] = {
    Preference.NONE: (),
    Preference.MORNING: ((time(), NOON),),
    Preference.AFTERNOON: ((time(12), time.max),),
}


def week_of(spans: Iterable[tuple[int, time, time]]) -> Week:
    """Spans grouped by weekday; the default week when there is none.

    Example: `week_of([(0, time(8), time(12))])` → only Monday mornings are worked.
    """
    week: dict[int, list[TimeSpan]] = {}
    for weekday, opens_at, closes_at in spans:
        week.setdefault(weekday, []).append((opens_at, closes_at))
    return week or DEFAULT_WEEK


def fault_of(spans: Sequence[TimeSpan]) -> bool:
    """Whether the spans of one day end before they begin, or overlap."""
    ordered = sorted(spans)
    is_reversed = any(closes <= opens for opens, closes in ordered)
    overlap = any(before[1] > after[0] for before, after in pairwise(ordered))
    return is_reversed or overlap
