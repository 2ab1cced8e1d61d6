"""French typography, applied at display and never to the stored text.

The rule (Lexique des règles typographiques en usage à l'Imprimerie nationale): a narrow no-break space before
; ! ? and between thousands, a no-break space before : and % and inside « »; a typographic apostrophe; ordinals as
superscripts; a number never parts from its unit, an initial never parts from its name.

Example: `french("Réunion du 1er à 14h30 : d'accord ?")` gives `Réunion du 1<sup>er</sup> à 14 h 30 : d’accord ?`
with U+202F inside the hour and before the question mark, U+00A0 before the colon.
"""

import re
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

NARROW = "\u202f"
NO_BREAK = "\u00a0"
_SPACE = f"[ {NO_BREAK}{NARROW}]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_UNITS = (
    "min|j|ETP|pts?|points?|km|kg|m²|m³|t|kWh|MWh|GWh|Mo|ko|Go|k€|M€|hab|habitants|pages?|personnes?|ans?|mois|jours?"
)

_NEEDS_WORK = re.compile(r"[;!?:%«»'°€\d]|\.\.\.|\b[A-ZÀ-Ý]\. |\bM(?:mes?|lles?|M)?\.? |[IVX]es?\b")
_DIGIT = re.compile(r"\d")
#: What must be in the text for the rule to be worth trying ("0" stands for any digit), what it looks for, what it puts.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("...", re.compile(r"\.\.\."), "…"),
    ("'", re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (";!?", re.compile(rf"(?<=[^\s«¿?!;:])(?:{_SPACE})*([;!?]+)(?=[\s»)”’\]]|$)"), rf"{NARROW}\1"),
    (":", re.compile(rf"(?<=[^\s:])(?:{_SPACE})*:(?=\s|$)"), f"{NO_BREAK}:"),
    ("«", re.compile(rf"«(?:{_SPACE})*(?=\S)"), f"«{NO_BREAK}"),
    ("»", re.compile(rf"(?<=\S)(?:{_SPACE})*»"), f"{NO_BREAK}»"),
    ("%", re.compile(rf"(\d)(?:{_SPACE})*%"), rf"\1{NO_BREAK}%"),
    ("€", re.compile(rf"(\d){_SPACE}?€"), rf"\1{NO_BREAK}€"),
    ("h", re.compile(rf"\b([01]?\d|2[0-3]){_SPACE}?h{_SPACE}?([0-5]\d)\b"), rf"\1{NARROW}h{NARROW}\2"),
    ("h", re.compile(rf"(?<![\w-])(\d+)[ {NO_BREAK}]h\b"), rf"\1{NARROW}h"),
    ("0", re.compile(rf"(?<![\d.,/-])(\d{{1,3}}(?:{_SPACE}\d{{3}})+)(?![\d/])"), "thousands"),
    ("0", re.compile(rf"(\d)[ {NO_BREAK}]({_UNITS})\b"), rf"\1{NO_BREAK}\2"),
    ("0", re.compile(rf"\b(\d{{1,2}}|1er){_SPACE}({_MONTHS})\b"), rf"\1{NO_BREAK}\2"),
    ("°", re.compile(rf"\b([Nn]°)(?:{_SPACE})*(?=\d)"), rf"\1{NO_BREAK}"),
    ("M", re.compile(rf"\b(M|MM|Mmes?|Mlles?)(\.?){_SPACE}(?=[A-ZÀ-Ý])"), rf"\1\2{NO_BREAK}"),
    (".", re.compile(rf"\b([A-ZÀ-Ý]\.){_SPACE}(?=[A-ZÀ-Ý])"), rf"\1{NO_BREAK}"),
)
_ORDINAL = re.compile(r"\b(1)(ers?|res?)\b|\b(\d{1,3}|[IVX]{1,6})(es?)\b(?!-)")
_TAG = re.compile(r"(<[^>]*>)")
_PLACE = re.compile(r"[\ue000-\uf8ff]")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)


def _close_up(match: re.Match[str]) -> str:
    return re.sub(_SPACE, NARROW, match[0])


def french_text(text: str) -> str:
    """The text with French spaces and apostrophes, without markup: for attributes, mails and PDF data."""
    if not _NEEDS_WORK.search(text):
        return text
    has_digit = _DIGIT.search(text) is not None
    for signs, pattern, put in _RULES:
        if has_digit if signs == "0" else any(sign in text for sign in signs):
            text = pattern.sub(_close_up if put == "thousands" else put, text)
    return text


def ordinals(escaped: str) -> str:
    """1er, 2e, XXe with their letters raised; takes text that is already escaped."""
    return _ORDINAL.sub(lambda m: f"{m[1] or m[3]}<sup>{m[2] or m[4]}</sup>", escaped)


_OF_A_VOWEL = re.compile(r"\bde (?=[AEIOUÀÂÉÈÊËÎÏÔÙÛŒ])")


def elided(words: str) -> str:
    """« Réserve d’Odette Filao », not « de Odette »: one of our own sentences before a name."""
    return _OF_A_VOWEL.sub("d’", words)


def french(text: object) -> Markup:
    """The text ready for a page. Plain text is escaped; markup keeps its tags and only its words are set."""
    plain = str(text)
    if hasattr(text, "__html__"):
        return _short_markup(plain) if len(plain) <= SHORT else _set_markup(plain)
    return _short(plain) if len(plain) <= SHORT else _set(plain)


def _set(plain: str) -> Markup:
    if not _NEEDS_WORK.search(plain):
        return escape(plain)
    return Markup(ordinals(str(escape(french_text(plain)))))  # noqa: S704 - escaped


def _set_markup(markup: str) -> Markup:
    return Markup("".join(_set_piece(piece) for piece in _TAG.split(markup)))  # noqa: S704 - was markup


#: Titles and labels come back on every page: remembering the last ones set takes a list of 100 lines from 6 ms to 3.
SHORT = 200
_short = lru_cache(maxsize=4096)(_set)
_short_markup = lru_cache(maxsize=4096)(_set_markup)


def _set_piece(piece: str) -> str:
    """A tag as it is; words between tags set, entities untouched."""
    if piece.startswith("<"):
        return piece
    kept: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        kept.append(match[0])
        return chr(0xE000 + len(kept) - 1)

    bare = _ENTITY.sub(put_aside, piece)
    done = ordinals(french_text(bare))
    return _PLACE.sub(lambda m: kept[place] if (place := ord(m[0]) - 0xE000) < len(kept) else m[0], done)


def grouped(digits: str, language: str) -> str:
    """An unsigned row of digits grouped by three: narrow spaces in French, commas in English."""
    mark = NARROW if language == "fr" else ","
    return f"{int(digits):,}".replace(",", mark)


def colon(label: str, language: str = "fr") -> str:
    """« Objet : »; "Subject:" in English."""
    return f"{label}{NO_BREAK if language == 'fr' else ''}:"


def percent(share: float | Decimal, language: str = "fr") -> str:
    """0.8 → « 80 % »; "80%" in English."""
    return number(share * 100, language, decimals=0) + (f"{NO_BREAK}%" if language == "fr" else "%")


def number(value: object, language: str = "fr", decimals: int | None = None) -> str:
    """1234.5 → « 1 234,5 »; a minus sign is a real one (U+2212). `decimals` fixes how many are shown."""
    text = f"{value:.{decimals}f}" if decimals is not None else str(value)
    sign, text = ("\u2212", text[1:]) if text.startswith("-") else ("", text)
    whole, _, rest = text.partition(".")
    comma = "," if language == "fr" else "."
    return sign + grouped(whole, language) + (comma + rest if rest else "")
