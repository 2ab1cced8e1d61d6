"""The agenda of a meeting typed as lines: one point a line, its minutes and who presents it at the end, both optional.

    parse("Budget 2027, 15 min, Rosalie Gommier")  → Typed("Budget 2027", 15, "Rosalie Gommier")
    parse("Budget 2027 15min")                     → Typed("Budget 2027", 15, "")
    parse("Tour de table")                         → Typed("Tour de table", None, "")
    parse("Réunir 3 communes en 10 minutes, DGA")  → Typed("Réunir 3 communes en", 10, "DGA")

Lines typed again keep the points they speak of (`match`): the same words first, then the nearest words, so that the
record already written on a point follows it when its title is corrected.

    match(["Budget", "Voirie"], ["Voirie", "Budget 2027"])  → [1, 0]
    match(["Budget"], ["Voirie"])                           → [None]
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_POINTS = 60
MOST_MINUTES = 600
#: How alike two titles are that speak of the same point, from 0 to 1.
ALIKE = 0.6
_MINUTES = re.compile(
    r"^(?P<title>.+?)[\s,;(]+(?P<minutes>\d{1,3})\s*(?:min|mn|minutes?|')\)?\.?(?:\s*[,;–-]\s*(?P<who>.*))?$"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A point as typed; `minutes` is None when nothing was said of them."""

    title: str
    minutes: int | None = None
    presenter: str = ""


def parse(line: str) -> Typed:
    """A line of the agenda."""
    words = " ".join(line.split()).lstrip("-–•* ").strip()
    found = _MINUTES.match(words)
    if found is None or not 0 < int(found["minutes"]) <= MOST_MINUTES:
        return Typed(words)
    return Typed(found["title"].strip(" ,;("), int(found["minutes"]), (found["who"] or "").strip())


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
        if found[rank] is None and left:
            nearest = max(left, key=lambda old: (_likeness(left[old], title), -old))
            if _likeness(left[nearest], title) >= ALIKE:
                found[rank] = nearest
                del left[nearest]
    return found


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; a title that only goes on (« Budget » and « Budget 2027 ») is the same."""
    shorter, longer = sorted((one, other), key=len)
    if shorter and longer.startswith(shorter + " "):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _fold(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()
