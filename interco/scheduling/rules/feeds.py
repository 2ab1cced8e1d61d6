"""How a feed tells what it is: its marks (ETag), and the days it covers.

A mark is `number-day-hash`: the last fact of the journal that could change a feed, the day it was made (rights and the
days covered follow the calendar), and the hash of its text. Number and day alone tell that nothing can have changed,
without making the feed; when they moved and the text did not, the hash still tells that the reader has it already.

Worked example. A reader comes back with `"812-20261207-3f…"` on 7 December: fact 812 is still the last, it is answered
304. Fact 813 was a session moved in another body: the feed is made, its hash is the same, 304 with `"813-20261207-3f…"`.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)
_MARK = re.compile(r'(?:W/)?"([0-9]{1,18})-([0-9]{8})-([0-9a-f]{32})"')
_MOST_MARKS = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text was made from, and its hash."""

    number: int
    day: str
    digest: str

    @property
    def etag(self) -> str:
        """As HTTP writes it."""
        return f'"{self.number}-{self.day}-{self.digest}"'


def marks_given(header: str) -> list[Mark]:
    """The marks of an `If-None-Match`; what is none of ours is left aside."""
    found = [_MARK.fullmatch(part.strip()) for part in header[:2000].split(",")[:_MOST_MARKS]]
    return [Mark(int(one[1]), one[2], one[3]) for one in found if one]


def day_of(at: datetime) -> str:
    """The day a mark carries: that of UTC, the same for everybody."""
    return f"{at.astimezone(UTC):%Y%m%d}"


def mark_of(number: int, at: datetime, content: bytes) -> Mark:
    """The mark of a text made now."""
    return Mark(number, day_of(at), hashlib.sha256(content).hexdigest()[:32])


def days_covered(at: datetime, first: date | None = None, after: date | None = None) -> tuple[datetime, datetime]:
    """From the instant a feed starts to the one it ends: a year back and three ahead, or less when days are asked."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    start, end = midnight - BACK, midnight + AHEAD
    if first is not None:
        start = max(start, datetime(first.year, first.month, first.day, tzinfo=UTC))
    if after is not None:
        end = min(end, datetime(after.year, after.month, after.day, tzinfo=UTC))
    return start, end
