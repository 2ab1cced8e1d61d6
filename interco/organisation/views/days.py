"""The only way to travel: `?au=2027-01-01` in the address."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def parsed(text: str, field: str) -> date:
    """A day written 2027-01-01, or `Invalid`."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(_("Donnez une date de la forme 2027-01-01."), field=field) from None
    if not EARLIEST <= day < LATEST:
        raise Invalid(_("Cette date est hors du calendrier : choisissez entre 1900 et 2199."), field=field)
    return day


def shown_day(request: HttpRequest) -> date:
    """The day the page shows: `?au=`, or today in the territory."""
    given = request.GET.get("au", "")
    return parsed(given, "au") if given else request.actor.today  # type: ignore[attr-defined]


def compared_day(request: HttpRequest) -> date | None:
    """The day it is compared with: `?compare=`, or none."""
    given = request.GET.get("compare", "")
    return parsed(given, "compare") if given else None


def day_in_path(text: str) -> date:
    """A day that is part of an address; a page that does not exist when it is not a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
