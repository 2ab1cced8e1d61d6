"""Keys of the keyboard as they are drawn beside what they do: the same few on every page, so drawn once a language."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from interco.foundation.ui.icons import icon

_ARROWS = {
    "up": ("chevron-up", _("flèche vers le haut")), "down": ("chevron-down", _("flèche vers le bas")),
    "left": ("arrow-left", _("flèche vers la gauche")), "right": ("arrow-right", _("flèche vers la droite")),
}  # fmt: skip
_NAMES = {
    "enter": _("Entrée"),
    "esc": _("Échap"),
    "shift": _("Maj"),
    "delete": _("Suppr"),
    "ctrl": "Ctrl",
    "alt": "Alt",
}


def keycap(chord: str) -> Markup:
    """The keys of a chord: `n`, `ctrl+enter`."""
    return _drawn(chord, get_language())


@lru_cache(maxsize=512)
def _drawn(chord: str, _language: str | None) -> Markup:
    keys = chord.split("+") if len(chord) > 1 else [chord]
    return Markup("").join(Markup("<kbd>{}</kbd>").format(_face(key)) for key in keys)


def _face(key: str) -> Markup | str:
    if key in _ARROWS:
        symbol, name = _ARROWS[key]
        return icon(symbol, str(name))
    if key in _NAMES:
        return str(_NAMES[key])
    return key.upper() if len(key) == 1 else key
