"""Texts as they come in: what a person typed, kept as typed, without what no keyboard gives.

Line ends become `\\n`, letters their composed form; spaces at both ends go. Control characters and marks that reverse
the direction of a line are refused with a sentence: they would hide what a title says.
Example: `one_line("  Budget 2027 ")` → `"Budget 2027"`; `one_line("Budget\\x00")` raises `Invalid`.
"""

import unicodedata

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid

LINE_LIMIT = 200
TEXT_LIMIT = 20_000
_ALLOWED_CONTROLS = frozenset("\n\t")
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def many_lines(value: str, *, field: str = "", limit: int = TEXT_LIMIT, required: bool = False) -> str:
    """A text of several lines, or `Invalid` on `field`."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(_is_hidden(character) for character in text):
        sentence = _("Ce texte contient des caractères invisibles : retapez-le ou collez-le sans mise en forme.")
        raise Invalid(sentence, field=field)
    if len(text) > limit:
        sentence = _("Ce texte est trop long : %(length)s caractères pour %(limit)s au plus.")
        raise Invalid(sentence % {"length": len(text), "limit": limit}, field=field)
    if required and not text:
        raise Invalid(_("Ce champ est nécessaire."), field=field)
    return text


def one_line(value: str, *, field: str = "", limit: int = LINE_LIMIT, required: bool = False) -> str:
    """A text of one line: line ends and runs of blanks become one space."""
    checked = many_lines(value, field=field, limit=max(limit, len(value)), required=required)
    return many_lines(" ".join(checked.split()), field=field, limit=limit)


def _is_hidden(character: str) -> bool:
    if character in _DIRECTION_OVERRIDES:
        return True
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in _ALLOWED_CONTROLS
