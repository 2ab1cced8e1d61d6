"""How French is folded for search: case, accents, ligatures and inflexions no longer count.

A word gives several *forms*: itself folded, and its stem. Both are indexed, so that a beginning of word (`mutualisat`)
and another inflexion (`mutualiser`) find « mutualisation » alike. Numbers lose their leading zeros, so that `2026-14`
finds `CODIR-2026-014`.

Example: `words("L’œuvre d’été, à Schœlcher")` gives `["oeuvre", "ete", "schoelcher"]`;
`forms("décisions")` gives `("decisions", "decis")`.
"""

import re
import unicodedata
from functools import lru_cache

from interco.foundation.search.rules.stemming import french_stemmer

_stemmer = french_stemmer()
_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})

#: Words that carry no meaning in a search, folded. Elided forms come alone once the apostrophe has parted them.
STOP_WORDS = frozenset(
    """
    a ai as au aux avec c ce ces cet cette d dans de des donc du elle elles en entre est et etre eu il ils j je l la le
    les leur leurs lui m ma mais me mes meme mon n ne ni nos notre nous on ont ou par pas plus pour qu que qui s sa sans
    se ses si son sont sous sur t ta te tes ton tous tout toute toutes tres tu un une vers vos votre vous y
    """.split()  # noqa: SIM905 - words are read in lines
)


def fold(text: str) -> str:
    """The text without case, accents or ligatures: `fold("Schœlcher")` is `schoelcher`."""
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def split(text: str) -> list[str]:
    """Every word of a text, lower case, accents kept, stop words included."""
    whole = unicodedata.normalize("NFKC", text.translate(_LIGATURES)).casefold()
    return [word[:LONGEST_WORD] for word in _WORD.findall(whole)]


def words(text: str) -> list[str]:
    """The meaningful words of a text, folded, in order."""
    return [folded for word in split(text) if (folded := fold(word)) not in STOP_WORDS]


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """A word as it is looked up: folded, then its stems (of the accented and of the plain spelling) without accents."""
    plain = fold(word)
    if plain.isdigit():
        return tuple(dict.fromkeys([plain, plain.lstrip("0") or "0"]))
    stems = [fold(_stemmer.stemWord(word)), fold(_stemmer.stemWord(plain))]
    return tuple(dict.fromkeys([plain, *stems]))


def indexed(text: str, limit: int = 20_000) -> str:
    """The forms of every meaningful word of a text (of its first `limit` characters), separated by spaces."""
    kept = (word for word in split(text[:limit]) if fold(word) not in STOP_WORDS)
    return " ".join(form for word in kept for form in forms(word))


def title_key(text: str) -> str:
    """A title in which the beginning of each word follows a space: `" rosalie gommier"`."""
    return "".join(f" {fold(word)}" for word in split(text))


def reference_key(text: str) -> str:
    """A reference however it is typed: `codir 2026 14` and `CODIR-2026-014` give the same key."""
    parts = re.findall(r"\d+|[^\W\d_]+", fold(text))
    return "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)
