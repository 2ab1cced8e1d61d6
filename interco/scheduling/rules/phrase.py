"""An event typed as one says it. Nothing is saved from here: what was understood is shown first.

Worked examples, said on Monday 7 December 2026:

| typed | understood |
|---|---|
| CODIR mardi 8h30 salle A 2h30 | « CODIR », Tuesday 8, 8:30, 150 minutes, in Salle A |
| déjeuner avec Rosalie Gommier jeudi 12h30 | appointment of that title, Thursday 10, 12:30, 90 minutes; she is invited |
| absence du 3 au 7 mai | absence of five whole days from 3 May 2027 |
| tous les lundis 9h point DGA 1h | « Point DGA », every Monday from the 14th, 9:00, 60 minutes |

Names of rooms and people are those of the house, given by who asks: the longest first, whole words, without case or
accents. What is not understood stays in the title.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from interco.scheduling.rules.phrase_days import take_days
from interco.scheduling.rules.phrase_hours import Hours, take_hours
from interco.scheduling.rules.phrase_text import Phrase, folded

_ABSENCE = re.compile(r"\b(absen(?:ce|t|te)|conges?|rtt|vacances)\b")
_APPOINTMENT = re.compile(r"\b(dejeuner|diner|petit[- ]dejeuner|cafe|rendez[- ]vous|rdv|entretien|appel)\b")
_MEAL = re.compile(r"\b(dejeuner|diner)\b")
_PLACE = re.compile(
    r"\b(?:en |dans la |a la )?(salle (?:d[eu] |des |du )?[\w’'-]+|bureau \d+\w*|visio(?:conference)?)\b"
)
DEFAULT_MINUTES, MEAL_MINUTES, DAY_MINUTES = 60, 90, 1440
LONGEST_MINUTES = 31 * DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something of the house: a key and its name."""

    key: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the sentence says. `first_on` is nothing when it tells no day; `at` is nothing for whole days."""

    title: str
    kind: str = "meeting"
    first_on: date | None = None
    at: time | None = None
    minutes: int = DEFAULT_MINUTES
    rule: str = ""
    until_on: date | None = None
    place: str = ""
    rooms: tuple[int, ...] = ()
    people: tuple[int, ...] = ()

    @property
    def is_whole_day(self) -> bool:
        """Whether it tells days and no hour."""
        return self.at is None


def understand(
    typed: str, *, today: date, now: time, rooms: Iterable[Named] = (), people: Iterable[Named] = (),
) -> Understood:  # fmt: skip
    """What a sentence says of an event, whatever it is: this never fails."""
    phrase = Phrase(typed)
    found_rooms = _take_rooms(phrase, rooms)
    found_people = _find_people(phrase, people)
    days = take_days(phrase, today)
    hours = take_hours(phrase)
    place = "" if found_rooms else _take_place(phrase)
    kind = _kind(phrase)
    whole = hours.is_whole_day or days.last is not None or (kind == "absence" and hours.at is None)
    first = days.first or _day_of(hours, today, now)
    at = None if whole else hours.at or (time(9) if first is not None else None)
    minutes = _minutes(phrase, hours, whole=whole or at is None, first=first, last=days.last)
    return Understood(
        title=phrase.title(), kind=kind, first_on=first, at=at, minutes=min(minutes, LONGEST_MINUTES), rule=days.rule,
        until_on=days.until, place=place, rooms=found_rooms, people=found_people,
    )  # fmt: skip


def _day_of(hours: Hours, today: date, now: time) -> date | None:
    """An hour without a day is the next time the clocks show it."""
    if hours.at is None:
        return today if hours.is_whole_day else None
    return today if hours.at > now else today + timedelta(days=1)


def _minutes(phrase: Phrase, hours: Hours, *, whole: bool, first: date | None, last: date | None) -> int:
    if whole:
        return ((last - first).days + 1) * DAY_MINUTES if first and last and last >= first else DAY_MINUTES
    if hours.minutes:
        return max(5, hours.minutes)
    return MEAL_MINUTES if phrase.look(_MEAL) else DEFAULT_MINUTES


def _kind(phrase: Phrase) -> str:
    if phrase.look(_ABSENCE):
        return "absence"
    return "appointment" if phrase.look(_APPOINTMENT) else "meeting"


def _take_rooms(phrase: Phrase, rooms: Iterable[Named]) -> tuple[int, ...]:
    longest_first = sorted(rooms, key=lambda one: (-len(one.name), one.key))
    return tuple(room.key for room in longest_first if room.name and phrase.take(_whole(room.name)))


def _find_people(phrase: Phrase, people: Iterable[Named]) -> tuple[int, ...]:
    """People named in full: they stay in the title, where they are read."""
    return tuple(dict.fromkeys(one.key for one in people if " " in one.name and phrase.look(_whole(one.name))))


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(folded(name))}(?!\w)")


def _take_place(phrase: Phrase) -> str:
    original = phrase.original
    found = phrase.take(_PLACE)
    if found is None:
        return ""
    said = original[found.start(1) : found.end(1)]
    return said[:1].upper() + said[1:]
