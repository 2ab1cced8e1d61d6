"""A sentence being read: each part understood is taken out, and what is left is the title.

It is read folded (no case, no accents), letter for letter, so that a place found in the folded text is the same place in
what was typed. A part taken leaves a hole that no other part crosses.
Example: « CODIR mardi » once « mardi » is taken gives `title() == "CODIR"`.
"""

import re
import unicodedata

LONGEST = 300
HOLE = "\n"
_LINKS = r"(?:le|la|les|l['’]|a|de|du|d['’]|en|au|aux|dans|pour|pendant|vers|dès|des|chaque)"
_BEFORE_HOLE = re.compile(rf"(?:^|(?<=[\s,;\n]))(?:{_LINKS}\s*|[,;:–-]\s*)(?=\n|$)")


class Phrase:
    """What was typed, and what is left of it."""

    def __init__(self, typed: str) -> None:
        flat = " ".join(unicodedata.normalize("NFC", typed[:LONGEST]).split())
        self.original = flat
        self.folded = "".join(_fold(letter) for letter in flat)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place of a pattern, taken out; nothing when it has none."""
        found = pattern.search(self.folded)
        if found is not None:
            self._cut(*found.span())
        return found

    def look(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place of a pattern, which stays."""
        return pattern.search(self.folded)

    def _cut(self, start: int, end: int) -> None:
        self.original = self.original[:start] + HOLE + self.original[end:]
        self.folded = self.folded[:start] + HOLE + self.folded[end:]

    def title(self) -> str:
        """What is left, without the little words that led to what was taken; its first letter is a capital."""
        while True:
            found = _BEFORE_HOLE.search(self.folded)
            if found is None or found.start() == found.end():
                break
            start, end = found.span()
            self.original = self.original[:start] + self.original[end:]
            self.folded = self.folded[:start] + self.folded[end:]
        left = " ".join(self.original.replace(HOLE, " ").split()).strip(" ,;:–-")
        return left[:1].upper() + left[1:]


def _fold(letter: str) -> str:
    """One letter for one letter: « É » gives e; what has no single plain letter stays."""
    plain = unicodedata.normalize("NFD", letter.casefold() if len(letter.casefold()) == 1 else letter)
    return plain[0] if plain and not unicodedata.combining(plain[0]) else letter


def folded(text: str) -> str:
    """A name as it is looked for in a sentence."""
    return "".join(_fold(letter) for letter in " ".join(unicodedata.normalize("NFC", text).split()))
