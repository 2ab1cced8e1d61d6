"""Figures of the organisation in words: FTE, differences, names said short."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.ui.filters import number


def plain(value: Decimal) -> str:
    """17, 17,5: no useless zero."""
    return number(value.normalize() if value != value.to_integral_value() else int(value))


def fte(value: Decimal) -> str:
    """« 17 ETP »."""
    return _("%(figure)s ETP") % {"figure": plain(value)}


def signed(value: Decimal) -> str:
    """« +3 », « −1,5 », « 0 »: a sign before what is not zero."""
    return "0" if not value else f"{'+' if value > 0 else '−'}{plain(abs(value))}"


def posts(count: int) -> str:
    """« 1 poste », « 3 postes »."""
    return ngettext("%(num)s poste", "%(num)s postes", count) % {"num": count}


def lowered(words: str) -> str:
    """A title inside a sentence: its first letter small, unless it is an acronym."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
