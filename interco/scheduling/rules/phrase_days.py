"""Days told in French: « mardi », « le 3 mai », « du 3 au 7 mai », « tous les lundis », « le premier jeudi du mois ».

A day is the next one that bears that name: on a Tuesday, « mardi » is in seven days (today is « aujourd’hui »), « mardi
en huit » a week later. A date without its year is the next one. A date that does not exist is not understood.

| said on Monday 7 December 2026 | understood |
|---|---|
| mardi | 8 December 2026 |
| lundi | 14 December 2026 |
| mardi en huit | 15 December 2026 |
| le 3 mai, 3/5 | 3 May 2027 |
| du 28 décembre au 3 janvier | 28 December 2026 to 3 January 2027 |
| tous les lundis | every Monday from the 14th |
| un mardi sur deux | every second Tuesday from the 8th |
| le premier jeudi du mois | every first Thursday from 7 January 2027 |
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from interco.scheduling.rules.phrase_text import Phrase
from interco.scheduling.rules.recurrence import days_of, monthly, weekly

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
           "decembre")  # fmt: skip
_RANKS = {
    "premier": 1,
    "1er": 1,
    "deuxieme": 2,
    "2e": 2,
    "troisieme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4e": 4,
    "dernier": -1,
}
_DAY, _MONTH = "|".join(_WEEKDAYS), "|".join(_MONTHS)
_NUMBER = r"(?:1er|[12]?\d|3[01])"
_DATE = rf"(?:(?:{_DAY}) )?(?P<{{0}}d>{_NUMBER})(?: (?P<{{0}}m>{_MONTH}))?(?: (?P<{{0}}y>20\d\d))?"

WEEKEND = 5
RANGE = re.compile(rf"\bdu {_DATE.format('a')} (?:au|jusqu['’]au) {_DATE.format('b')}\b")
UNTIL = re.compile(rf"\bjusqu['’]au {_DATE.format('a')}\b")
ISO = re.compile(r"\b(?:le )?(20\d\d)-(\d\d)-(\d\d)\b")
SLASHED = re.compile(r"\b(?:le )?(\d{1,2})/(\d{1,2})(?:/(20\d\d))?(?![\d/])")
NAMED = re.compile(rf"\b(?:le )?(?:(?:{_DAY}) )?(?P<d>{_NUMBER}) (?P<m>{_MONTH})(?: (?P<y>20\d\d))?\b")
NUMBERED = re.compile(rf"\b(?:le )?(?P<day>{_DAY}) (?P<d>{_NUMBER})(?!\s?(?:h\b|h\d|:|min|mn|heure|/|\d))\b")
RELATIVE = re.compile(r"\b(aujourd['’]hui|apres[- ]demain|demain)\b")
IN_DAYS = re.compile(r"\bdans (\d{1,3}|un|une|deux|trois|quatre) (jours?|semaines?)\b")
WEEKDAY = re.compile(rf"\b(?:ce |le )?({_DAY})(?: prochain)?( en huit)?\b")
EVERY_DAYS = re.compile(rf"\b(?:tous les|toutes les|chaque|les) ((?:{_DAY})s?(?:(?:, ?| et (?:les )?)(?:{_DAY})s?)*)\b")
ONE_IN = re.compile(rf"\bun ({_DAY}) sur (deux|trois|quatre|[2-9])\b")
RANKED = re.compile(rf"\b(?:le |chaque )?({'|'.join(_RANKS)}) ({_DAY}) (?:du|de chaque|de tous les) mois\b")
EVERY = re.compile(
    r"\b(?:tous les|toutes les|chaque) (?:(\d{1,2}|deux|trois|quatre|quinze) )?"
    r"(jours? ouvres?|jours?|semaines?|mois|ans?|annees?)\b"
)
_SMALL = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "quinze": 15}


@dataclass(frozen=True, slots=True)
class Days:
    """What was said of days: the first, the last of whole days, a rule, the end of the rule."""

    first: date | None = None
    last: date | None = None
    rule: str = ""
    until: date | None = None


def take_days(phrase: Phrase, today: date) -> Days:
    """Take out of a sentence what it says of days."""
    until_match = phrase.look(UNTIL)
    until = _date(until_match, "a", today) if until_match and not phrase.look(RANGE) else None
    if until is not None:
        phrase.take(UNTIL)
    rule = _rule(phrase)
    span = _range(phrase, today)
    if span is not None:
        return Days(span[0], span[1], rule, until)
    first = _one_day(phrase, today)
    if rule:
        return Days(_first_of(rule, first or today, today), None, rule, until)
    return Days(first, until if first and until and until >= first else None, "", None)


def _first_of(rule: str, start: date, today: date) -> date:
    """The first day a rule gives, today aside: « tous les lundis » said on a Monday begins in a week."""
    start = start + timedelta(days=1) if start == today and "BYDAY" in rule else start
    if "FREQ=MONTHLY" in rule or "INTERVAL" not in rule:
        found = days_of(rule, first=start, last=start + timedelta(days=400))
        return found[0] if found else start
    plain = re.sub(r";INTERVAL=\d+", "", rule)
    return days_of(plain, first=start, last=start + timedelta(days=400))[0]


def _rule(phrase: Phrase) -> str:
    ranked = phrase.take(RANKED)
    if ranked:
        return monthly(_RANKS[ranked[1]], _WEEKDAYS.index(ranked[2]))
    one_in = phrase.take(ONE_IN)
    if one_in:
        return weekly(_WEEKDAYS.index(one_in[1]), every=_count(one_in[2]))
    found = phrase.look(EVERY_DAYS)
    if found and (found[0].startswith(("tous", "toutes", "chaque")) or found[1].endswith("s")):
        phrase.take(EVERY_DAYS)
        codes = [weekly(_WEEKDAYS.index(name))[-2:] for name in re.findall(_DAY, found[1])]
        ordered = sorted(dict.fromkeys(codes), key=("MO", "TU", "WE", "TH", "FR", "SA", "SU").index)
        return "FREQ=WEEKLY;BYDAY=" + ",".join(ordered)
    return _every(phrase)


def _every(phrase: Phrase) -> str:
    found = phrase.take(EVERY)
    if found is None:
        return ""
    count, unit = _count(found[1] or "1"), found[2]
    if unit.startswith("jour") and "ouvre" in unit:
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if unit.startswith("jour") and count in {7, 14, 15, 21, 28}:  # « tous les quinze jours » is every second week
        unit, count = "semaine", round(count / 7)
    frequency = {"j": "DAILY", "s": "WEEKLY", "m": "MONTHLY", "a": "YEARLY"}[unit[0]]
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")


def _range(phrase: Phrase, today: date) -> tuple[date, date] | None:
    found = phrase.look(RANGE)
    if found is None:
        return None
    last = _date(found, "b", today)
    if last is None:
        return None
    month = found["am"] or _MONTHS[last.month - 1]
    year = int(found["ay"]) if found["ay"] else last.year
    first = _built(year, _MONTHS.index(month) + 1, _count(found["ad"]))
    if first is not None and first > last and not found["ay"]:
        first = _built(year - 1, first.month, first.day)
    if first is None or first > last:
        return None
    if first < today and not found["by"]:  # « du 5 au 9 décembre », said on the 7th, is next year's
        later = _built(first.year + 1, first.month, first.day), _built(last.year + 1, last.month, last.day)
        first, last = (later[0], later[1]) if later[0] and later[1] else (first, last)
    phrase.take(RANGE)
    return first, last


def _one_day(phrase: Phrase, today: date) -> date | None:
    for pattern, reader in _READERS:
        found = phrase.look(pattern)
        day = reader(found, today) if found else None
        if day is not None:
            phrase.take(pattern)
            return day
    return None


def _iso(found: re.Match[str], _today: date) -> date | None:
    return _built(int(found[1]), int(found[2]), int(found[3]))


def _slashed(found: re.Match[str], today: date) -> date | None:
    return _next(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, today)


def _named(found: re.Match[str], today: date) -> date | None:
    year = int(found["y"]) if found["y"] else None
    return _next(_count(found["d"]), _MONTHS.index(found["m"]) + 1, year, today)


def _numbered(found: re.Match[str], today: date) -> date | None:
    """« mardi 15 »: the next fifteenth that is a Tuesday, within a year."""
    wanted, weekday = _count(found["d"]), _WEEKDAYS.index(found["day"])
    days = (today + timedelta(days=away) for away in range(366))
    return next((day for day in days if day.day == wanted and day.weekday() == weekday), None)


def _relative(found: re.Match[str], today: date) -> date:
    return today + timedelta(days={"au": 0, "de": 1, "ap": 2}[found[1][:2]])


def _in_days(found: re.Match[str], today: date) -> date:
    return today + timedelta(days=_count(found[1]) * (7 if found[2].startswith("semaine") else 1))


def _weekday(found: re.Match[str], today: date) -> date:
    away = (_WEEKDAYS.index(found[1]) - today.weekday()) % 7 or 7
    return today + timedelta(days=away + (7 if found[2] else 0))


_READERS = (
    (ISO, _iso), (SLASHED, _slashed), (NAMED, _named), (NUMBERED, _numbered), (RELATIVE, _relative), (IN_DAYS, _in_days),
    (WEEKDAY, _weekday),
)  # fmt: skip


def _date(found: re.Match[str], prefix: str, today: date) -> date | None:
    """A date of a range or an end: its month may be missing only where the other one has it."""
    if not found[f"{prefix}m"]:
        return None
    year = int(found[f"{prefix}y"]) if found[f"{prefix}y"] else None
    return _next(_count(found[f"{prefix}d"]), _MONTHS.index(found[f"{prefix}m"]) + 1, year, today)


def _next(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _built(year, month, day)
    coming = (_built(today.year + more, month, day) for more in range(9))  # 29 February may be eight years away
    return next((one for one in coming if one is not None and one >= today), None)


def _built(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _count(word: str) -> int:
    return _SMALL.get(word) or int(re.sub(r"\D", "", word) or 1)
