"""How wide a text is drawn, without the fonts: enough to wrap the boxes of the org chart.

Rule: each character has a width in thousandths of the size, that of the interface font in its bold weight rounded up,
so that a line is never wider than said. Words wrap whole; a word longer than the line is cut, nothing is left out.

Worked example: « Affaires juridiques, Finances et Évaluation des politiques » at 14 px in 194 px makes two lines.
"""

import unicodedata
from functools import lru_cache

#: Widths of Atkinson Hyperlegible Next SemiBold, in thousandths of its size; other characters are taken as wide.
_WIDTHS = {
    "'.,;:j’|": 260,
    "il !()·[]\u00a0\u202f": 320,
    "ft": 360,
    "r-I/‑": 425,
    "1zcsyv«»": 510,
    "x7aJL": 550,
    "ehknuFog2": 580,
    "bdpqET3S59": 600,
    "PZ468BVY": 630,
    "RCKAX0": 670,
    "DUHGNwœ&+=": 720,
    "OQ@": 780,
}
_WIDTH_OF = {character: width for characters, width in _WIDTHS.items() for character in characters}
_WIDE = 950
_WIDER = 1050
_REGULAR = 0.97


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels, at most."""
    thousandths = sum(_width(character) for character in unicodedata.normalize("NFD", text))
    return thousandths * size / 1000 * (1 if bold else _REGULAR)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return _WIDTH_OF.get(character, _WIDE if ord(character) < 0x2E80 else _WIDER)


@lru_cache(maxsize=20_000)
def wrap(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text in `room` pixels."""
    lines: list[str] = []
    line = ""
    for word in _words_that_fit(text, room, size, bold):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def _words_that_fit(text: str, room: float, size: float, bold: bool) -> list[str]:
    words: list[str] = []
    for word in text.split():
        rest = word
        while width_of(rest, size, bold=bold) > room and len(rest) > 1:
            cut = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width_of(rest[:n], size, bold=bold) <= room)
            words.append(rest[:cut])
            rest = rest[cut:]
        words.append(rest)
    return words
