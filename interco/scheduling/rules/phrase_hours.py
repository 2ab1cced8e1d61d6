"""Hours and lengths told in French: « 8h30 », « de 9h à 11h », « à midi », « 45 min », « l’après-midi ».

The first hour is when it begins; a second one that stands by itself is how long it lasts, as in « CODIR mardi 8h30
salle A 2h30 ». « de 9h à 11h », « 9h-11h » tell both ends.
"""

import re
from dataclasses import dataclass
from datetime import time

from interco.scheduling.rules.phrase_text import Phrase

_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-3]) ?(?:h|:) ?(?P<{0}m>[0-5]\d)|(?P<{0}o>[01]?\d|2[0-3]) ?h(?:eures?)?"
    r"|(?P<{0}w>midi|minuit))(?![\w:])"
)
FROM_TO = re.compile(rf"\b(?:de |entre )?{_CLOCK.format('a')} ?(?:a|et|-|–|jusqu['’]a) ?{_CLOCK.format('b')}")
CLOCK = re.compile(rf"\b(?:a |des |vers )?{_CLOCK.format('a')}")
MINUTES = re.compile(r"\b(?:pendant |durant |pour )?(\d{1,3}) ?(?:minutes?|min|mn)\b")
HOURS = re.compile(r"\b(?:pendant|durant|duree(?: de)?|sur) (\d{1,2}) ?(?:h(?:eures?)?) ?([0-5]\d)?\b")
IN_LETTERS = re.compile(
    r"\b(?:pendant |durant )?(une demi[- ]heure|une heure et demie|une heure|deux heures|trois heures)\b"
)
PART = re.compile(r"\b(?:(?:toute )?la |le |l['’]|en )?(matinee|matin|apres[- ]midi|soiree|soir|journee)\b")
_LETTERS = {"une demi": 30, "une heure et demie": 90, "une heure": 60, "deux heures": 120, "trois heures": 180}
_PARTS = {"mat": (time(9), 180), "apr": (time(14), 180), "soi": (time(18), 120)}


@dataclass(frozen=True, slots=True)
class Hours:
    """When it begins and how long it lasts, where they were said; `is_whole_day` for « la journée »."""

    at: time | None = None
    minutes: int | None = None
    is_whole_day: bool = False


def take_hours(phrase: Phrase) -> Hours:
    """Take out of a sentence what it says of hours."""
    length = _length(phrase)
    both = phrase.look(FROM_TO)
    if both is not None:
        start, end = _clock(both, "a"), _clock(both, "b")
        elapsed = (end.hour - start.hour) * 60 + end.minute - start.minute
        if elapsed > 0:
            phrase.take(FROM_TO)
            return Hours(start, elapsed)
    first = phrase.take(CLOCK)
    if first is not None:
        second = None if length else phrase.take(CLOCK)
        said = _clock(second, "a") if second else None
        minutes = length or (said.hour * 60 + said.minute if said else None)
        return Hours(_clock(first, "a"), minutes or None)
    part = phrase.take(PART)
    if part is None:
        return Hours(None, length)
    if part[1].startswith("jour"):
        return Hours(is_whole_day=True)
    at, minutes = _PARTS[part[1][:3]]
    return Hours(at, length or minutes)


def _length(phrase: Phrase) -> int | None:
    hours = phrase.take(HOURS)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0) or None
    letters = phrase.take(IN_LETTERS)
    if letters:
        return next(minutes for start, minutes in _LETTERS.items() if letters[1].replace("-", " ").startswith(start))
    minutes = phrase.take(MINUTES)
    return int(minutes[1]) or None if minutes else None


def _clock(found: re.Match[str], prefix: str) -> time:
    if found[f"{prefix}w"]:
        return time(12) if found[f"{prefix}w"] == "midi" else time()
    return time(int(found[f"{prefix}h"] or found[f"{prefix}o"]), int(found[f"{prefix}m"] or 0))
