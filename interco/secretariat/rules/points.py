"""The agenda of a meeting typed as lines: one point a line, its minutes and who presents it at the end, both optional.

    parse("Budget 2027, 15 min, Rosalie Gommier")  → Typed("Budget 2027", 15, "Rosalie Gommier")
    parse("Budget 2027 15min")                     → Typed("Budget 2027", 15, "")
    parse("Tour de table")                         → Typed("Tour de table", None, "")
    parse("Subventions, 1 h 15")                   → Typed("Subventions", 75, "")
    parse("Réunir 3 communes en 10 minutes, DGA")  → Typed("Réunir 3 communes en", 10, "DGA")

Lines typed again keep the points they speak of (`match`): the same words, then words that only go on (« Budget » and
« Budget 2027 »), then, when one line alone changed, the line of the same rank: it was renamed. Anything else is another
point: the record of one must never pass under the title of another.

    match(["Budget", "Voirie"], ["Voirie", "Budget 2027"])  → [1, 0]
    match(["Budget", "Voirie"], ["Finances", "Voirie"])     → [0, 1]
    match(["Budget", "Voirie"], ["Voirie", "Finances"])     → [1, None]
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST_POINTS = 60
MOST_MINUTES = 600
_LENGTH = r"(?:(?P<hours>\d{1,2})\s*h(?:\s*(?P<past>\d{2}))?|(?P<minutes>\d{1,3})\s*(?:min|mn|minutes?|'))"
_TIMED = re.compile(rf"^(?P<title>.+?)[\s,;(]+{_LENGTH}\)?\.?(?:\s*[,;–-]\s*(?P<who>.*))?$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A point as typed; `minutes` is None when nothing was said of them."""

    title: str
    minutes: int | None = None
    presenter: str = ""


def parse(line: str) -> Typed:
    """A line of the agenda."""
    words = " ".join(line.split()).lstrip("-–•* ").strip()
    found = _TIMED.match(words)
    minutes = (
        0 if found is None else int(found["minutes"] or 0) + 60 * int(found["hours"] or 0) + int(found["past"] or 0)
    )
    if found is None or not 0 < minutes <= MOST_MINUTES:
        return Typed(words)
    return Typed(found["title"].strip(" ,;("), minutes, (found["who"] or "").strip())


def parse_all(text: str) -> list[Typed]:
    """The lines of an agenda, empty ones left out."""
    return [point for point in (parse(line) for line in text.splitlines() if line.strip()) if point.title]


def written(point: Typed) -> str:
    """The line that reads back as this point."""
    parts = [point.title]
    if point.minutes is not None:
        parts.append(f"{point.minutes} min")
        parts += [point.presenter] if point.presenter else []
    return ", ".join(parts)


def match(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each new title, the rank of the former point it speaks of, or None; each former point is given once."""
    left = dict(enumerate(_fold(title) for title in before))
    found: list[int | None] = [None] * len(after)
    folded = [_fold(title) for title in after]
    for rank, title in enumerate(folded):
        same = next((old for old, words in left.items() if words == title), None)
        if same is not None:
            found[rank] = same
            del left[same]
    for rank, title in enumerate(folded):
        longer = [old for old, words in left.items() if found[rank] is None and _goes_on(words, title)]
        if longer:
            found[rank] = longer[0]
            del left[longer[0]]
    if len(left) == 1 and found.count(None) == 1 and len(before) == len(after) and found.index(None) in left:
        found[found.index(None)] = left.popitem()[0]
    return found


def _goes_on(one: str, other: str) -> bool:
    """Whether one title is the other and something more."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer.startswith(shorter + " ")


def _fold(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()
