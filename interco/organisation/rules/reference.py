"""The 1,255 intercommunalities of France with their communes, read from the file shipped with the package.

Rule: codes are text and joins are made on codes, never on names. Searching folds case, accents and œ; each word typed
must begin a word of the EPCI's name, kind, department or communes, or be its SIREN; an acronym is understood as the
beginnings of the words of the name. Names come before departments, departments before communes, then the most
inhabited.

Worked example: "schoelcher", "cacem", "martinique centre" and "249720061" all find the CA du Centre de la Martinique:
4 communes, 150,323 inhabitants (municipal population, vintage 2026).
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from interco.organisation.rules.time_zones import PARIS, department_of, zone_of_department

KIND_NAMES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "METRO": "Métropole",
    "MET69": "Métropole de Lyon",
}
REGIME_NAMES = {"FPU": "Fiscalité professionnelle unique", "FA": "Fiscalité additionnelle"}
SHORTEST_SEARCH = 2

_EMPTY_WORDS = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sous", "sur"])
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d"})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints"}
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """The words of a text without case, accents or ligatures, separated by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in _NOT_A_WORD.split(bare) if word)


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of an EPCI. Populations are legal ones, municipal and total."""

    insee: str
    siren: str
    name: str
    municipal: int
    total: int

    @property
    def department(self) -> str:
        """The department of the commune, as a code."""
        return department_of(self.insee)


@dataclass(frozen=True)
class Epci:
    """An intercommunality with its own taxation.

    `kind` is a key of `KIND_NAMES`, `regime` of `REGIME_NAMES` or empty.
    """

    siren: str
    name: str
    kind: str
    regime: str
    municipal: int
    total: int
    member_lines: str

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Its communes, in the order of their INSEE codes."""
        rows = (line.split("\t") for line in self.member_lines.splitlines())
        return tuple(
            Member(insee, siren, name, int(municipal), int(total)) for insee, siren, name, municipal, total in rows
        )

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return KIND_NAMES.get(self.kind, self.kind)

    @property
    def full_name(self) -> str:
        """Its name with its kind in words: « CA du Centre… » is « Communauté d’agglomération du Centre… »."""
        kind, _space, rest = self.name.partition(" ")
        return f"{self.kind_name} {rest}" if kind == self.kind and rest else self.name

    @property
    def department(self) -> str:
        """The department where most of its inhabitants live."""
        inhabitants: dict[str, int] = {}
        for member in self.members:
            inhabitants[member.department] = inhabitants.get(member.department, 0) + member.municipal
        return max(inhabitants, key=lambda code: inhabitants[code], default="")

    @property
    def time_zone(self) -> str:
        """The IANA zone of its department."""
        return zone_of_department(self.department) if self.member_lines else PARIS


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is searched for one EPCI: folded words, each preceded by a space."""

    epci: Epci
    name: str
    place: str
    communes: str
    significant: tuple[str, ...]
    initials: str


class Reference:
    """The reference file and its search index, built once."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.source: str = content["source"]
        self.vintage: int = content["vintage"]
        self.attribution: str = content["attribution"]
        self.departments: dict[str, str] = content["departments"]
        self.epcis = tuple(Epci(*row) for row in content["epci"])
        self._by_siren = {epci.siren: epci for epci in self.epcis}
        by_size = sorted(self.epcis, key=lambda epci: (-epci.municipal, epci.siren))
        self._entries = tuple(self._entry(epci) for epci in by_size)

    def _entry(self, epci: Epci) -> _Entry:
        rows = [line.split("\t") for line in epci.member_lines.splitlines()]
        departments = {self.departments.get(department_of(row[0]), "") for row in rows}
        name = fold(epci.name)
        significant = tuple(word for word in name.split() if word not in _EMPTY_WORDS)
        return _Entry(
            epci=epci,
            name=f" {name} {fold(KIND_NAMES.get(epci.kind, ''))} ",
            place=f" {fold(' '.join(sorted(departments)))} ",
            communes=f" {fold(' '.join(row[2] for row in rows))} ",
            significant=significant,
            initials="".join(word[0] for word in significant[:2]),
        )

    def epci_by_siren(self, siren: str) -> Epci | None:
        """The EPCI of a SIREN; spaces in the number do not matter."""
        return self._by_siren.get("".join(siren.split()))

    def search(self, text: str, limit: int = 10) -> list[Epci]:
        """The EPCI that answer a text as it is typed, best first; nothing under two characters."""
        digits = "".join(text.split())
        if digits.isdigit() and len(digits) >= SHORTEST_SEARCH:
            return [entry.epci for entry in self._entries if entry.epci.siren.startswith(digits)][:limit]
        words = fold(text[:200]).split()
        if sum(map(len, words)) < SHORTEST_SEARCH:
            return []
        scored = ((_score(entry, words), rank, entry.epci) for rank, entry in enumerate(self._entries))
        found = sorted((score, rank, epci) for score, rank, epci in scored if score is not None)  # rank is unique
        return [epci for _score_, _rank, epci in found[:limit]]


def _score(entry: _Entry, words: list[str]) -> int | None:
    """How far an entry is from the words typed (0: all are words of its name); nothing when a word is missing."""
    total = 0
    for word in words:
        beginning = f" {word}"
        if beginning in entry.name:
            total += 0 if f"{beginning} " in entry.name else 1
        elif beginning in entry.place:
            total += 3
        elif beginning in entry.communes:
            total += 4 if f"{beginning} " in entry.communes else 5
        elif len(words) == 1 and word[0] in entry.initials and is_acronym(word, entry.significant):
            total += 2
        else:
            return None
    return total


def is_acronym(letters: str, words: Iterable[str]) -> bool:
    """Whether letters are beginnings of all the words in their order; the first word (its kind) may be left out.

    "cacem" is an acronym of ("ca", "centre", "martinique"): ca + ce + m.
    """
    whole = tuple(words)
    if len(whole) < 2 or not all(word[0] in letters for word in whole[1:]):
        return False
    return _spells(letters, whole) or (len(whole) > 2 and _spells(letters, whole[1:]))


def _spells(letters: str, words: tuple[str, ...]) -> bool:
    if not words:
        return not letters
    if not letters or letters[0] != words[0][0]:
        return False
    longest = 0
    while longest < min(len(letters), len(words[0])) and letters[longest] == words[0][longest]:
        longest += 1
    return any(_spells(letters[size:], words[1:]) for size in range(longest, 0, -1))


@cache
def reference() -> Reference:
    """The reference of this version of interco, read at the first call."""
    packed = files("interco.organisation").joinpath("data", "epci.json.gz").read_bytes()
    return Reference(json.loads(gzip.decompress(packed)))


def epci_by_siren(siren: str) -> Epci | None:
    """The EPCI of a SIREN in the reference of this version."""
    return reference().epci_by_siren(siren)


def search_epci(text: str, limit: int = 10) -> list[Epci]:
    """The EPCI that answer a text as it is typed, best first."""
    return reference().search(text, limit)
