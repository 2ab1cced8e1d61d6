"""Template filters: the pure functions of typography and dates, in the language and the time zone of the request."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup, escape, soft_str

from interco.foundation.ui import dates, typography
from interco.foundation.ui.rich_text import rich_text


def language() -> str:
    """The language of the request, French otherwise."""
    return (get_language() or "fr")[:2]


def local(value: date | time) -> date | time:
    """An aware instant brought to the territory's zone; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def typo(value: object) -> Markup:
    """Text set for a page: French typography in French, escaped in any language. Nothing for `None`."""
    if value is None:
        return Markup("")
    return typography.french(value) if language() == "fr" else escape(value)


def typographer() -> Callable[[object], Markup]:
    """`typo` for the language of the request, asked once: for lists of a hundred lines."""
    return typography.french if language() == "fr" else escape


def typo_text(value: object) -> str:
    """The same without markup, for attributes and titles."""
    text = "" if value is None else str(value)
    return typography.french_text(text) if language() == "fr" else text


def _dated(function: Callable[..., Any]) -> Callable[..., Any]:
    def apply(value: Any, **options: Any) -> Any:
        return "" if value is None else function(local(value), language(), **options)

    return apply


def number(value: object, decimals: int | None = None) -> str:
    """« 1 234,5 »."""
    return "" if value is None else typography.number(value, language(), decimals)


def breakable(address: str) -> Markup:
    """An electronic address that parts before its @ when it must, and nowhere else."""
    return Markup(str(escape(address)).replace("@", "<wbr>@"))  # noqa: S704 - escaped


def colon(label: object) -> str:
    """« Objet : », before what a label announces."""
    return typography.colon(str(label), language())


def percent(share: float | Decimal | None) -> str:
    """« 80 % », of a share of 1."""
    return "" if share is None else typography.percent(share, language())


def capitalize(value: object) -> str:
    """The first letter in capitals, the others as they are: Jinja's own would write « Monday 7 december »."""
    text = soft_str(value)
    return text[:1].upper() + text[1:]


def iso(value: date | time | None) -> str:
    """For `datetime=` and `value=` attributes."""
    return "" if value is None else value.isoformat()


def day_before(value: date | None) -> date | None:
    """The last day of a period, from its exclusive end."""
    return None if value is None else value - timedelta(days=1)


FILTERS: dict[str, Callable[..., Any]] = {
    "typo": typo,
    "typo_text": typo_text,
    "day": _dated(dates.day),
    "day_before": day_before,
    "day_short": _dated(dates.day_short),
    "month": _dated(dates.month),
    "hour": _dated(dates.hour),
    "minutes": lambda value: "" if value is None else dates.minutes(value),
    "duration": lambda value: "" if value is None else dates.duration(value, language()),
    "number": number,
    "colon": colon,
    "percent": percent,
    "iso": iso,
    "capitalize": capitalize,
    "breakable": breakable,
    "elided": typography.elided,
    "markdown": lambda value: rich_text(value or "", language()),
}
