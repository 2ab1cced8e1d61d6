"""Dates, hours and durations in words, in French and in English.

Example: on 7 December 2026, `day` says « lundi 7 décembre 2026 » or "Monday 7 December 2026"; the first of a month is
« 1er » with its letters raised in French. `hour` says « 14 h 30 », and « 9 h » on the hour, with narrow spaces.
"""

from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from interco.foundation.ui.typography import NARROW, NO_BREAK

_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_SHORT_DAYS = {"fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
               "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}  # fmt: skip
_SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def _tongue(language: str) -> str:
    return "en" if language.startswith("en") else "fr"


def _number_of_day(value: date, language: str) -> str:
    return "1<sup>er</sup>" if value.day == 1 and language == "fr" else str(value.day)


def day(value: date, language: str = "fr", *, weekday: bool = True, year: bool = True) -> Markup:
    """« lundi 7 décembre 2026 »; without its weekday or its year when asked."""
    tongue = _tongue(language)
    text = f"{_number_of_day(value, tongue)}{NO_BREAK}{_MONTHS[tongue][value.month - 1]}"
    if weekday:
        text = f"{_DAYS[tongue][value.weekday()]} {text}"
    return Markup(f"{text} {value.year}" if year else text)  # noqa: S704 - our own words and figures


def month(value: date, language: str = "fr") -> str:
    """« décembre 2026 »."""
    return f"{_MONTHS[_tongue(language)][value.month - 1]} {value.year}"


def day_short(
    value: date, language: str = "fr", *, weekday: bool = True, month: bool = True, year: bool = False,
) -> Markup:  # fmt: skip
    """« ven. 4 déc. », « mar. 8 » without its month, « 4 déc. 2026 » with its year and no weekday."""
    tongue = _tongue(language)
    text = _number_of_day(value, tongue)
    if month:
        text = f"{text}{NO_BREAK}{_SHORT_MONTHS[tongue][value.month - 1]}"
    if weekday:
        text = f"{_SHORT_DAYS[tongue][value.weekday()]}{NO_BREAK}{text}"
    return Markup(f"{text} {value.year}" if year else text)  # noqa: S704 - our own words and figures


def hour(value: time | datetime, language: str = "fr") -> str:
    """« 14 h 30 », « 9 h »; "14:30" in English."""
    if _tongue(language) == "en":
        return f"{value.hour}:{value.minute:02}"
    tail = f"{NARROW}{value.minute:02}" if value.minute else ""
    return f"{value.hour}{NARROW}h{tail}"


def minutes(value: int | float | timedelta) -> str:
    """« 135 min »."""
    return f"{_whole_minutes(value)}{NO_BREAK}min"


def duration(value: int | float | timedelta, language: str = "fr") -> str:
    """« 45 min », « 2 h », « 2 h 15 »; "2 h 15 min" in English."""
    hours, rest = divmod(_whole_minutes(value), 60)
    if not hours:
        return minutes(rest)
    if _tongue(language) == "en":
        return f"{hours}{NO_BREAK}h" + (f" {rest}{NO_BREAK}min" if rest else "")
    return f"{hours}{NARROW}h" + (f"{NARROW}{rest:02}" if rest else "")


def _whole_minutes(value: int | float | timedelta) -> int:
    return round(value.total_seconds() / 60) if isinstance(value, timedelta) else round(value)
