"""One cell as a value: a date, a share of full time, a choice, a text; or the code of what is wrong with it.

Rule: dates are written 31/12/2026, 31-12-2026, 31.12.26 or 2026-12-31, between 1900 and 2199. A share of full time is
0,8, 0.8 or 80 % (a bare figure from 2 to 100 is a percentage), more than 0 and at most 1, rounded to the hundredth. A
flag is oui/non, x, vrai/faux, 1/0. A choice is any writing of its word. Nothing in a cell is ever computed: a formula is
a text like any other. A text may not hide characters (control, reversal of direction).

Worked example: `parse(ETP, "80 %")` → `Decimal("0.80")`; `parse(ETP, "beaucoup")` raises `BadCell("not_a_share")`.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from interco.organisation.rules.exchange.layout import Column
from interco.organisation.rules.reference import fold

Value = str | int | bool | date | Decimal | None

_YES = {"oui", "o", "x", "1", "vrai", "true", "yes", "y", "v"}
_NO = {"non", "n", "0", "faux", "false", "no"}
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_SAID_DAY = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>().]+(\.[^@\s,;<>().]+)*")
_PROTECTED = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SYNONYMS = {
    "gender": {
        "mme": "f", "mlle": "f", "femme": "f", "feminin": "f", "m": "m", "mr": "m", "h": "m", "homme": "m", "masculin": "m",
    },
    "function": {
        "directrice generale des services": "dgs", "directrice generale adjointe": "dga", "directrice": "director",
        "cheffe de service": "head_of_service", "chargee de mission": "head_of_mission",
    },
    "kind": {"titulaire": "holder", "interimaire": "interim", "elue": "elected", "dg": "general_directorate"},
    "unit_kind": {"dg": "general_directorate", "pole": "dga"},
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST = 2_000_000_000


class BadCell(ValueError):  # noqa: N818 - an answer about a cell
    """What is wrong with a cell: a code (its sentence is the service's), and what the sentence needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def parse(column: Column, text: str) -> Value:
    """The value of a cell; empty text is nothing (None, or an empty text where a text is kept). Raises `BadCell`."""
    given = _PROTECTED.sub("", text, count=1) if text.startswith("'") else text
    given = unicodedata.normalize("NFC", given).strip()
    if any(_is_hidden(sign) for sign in given):
        raise BadCell("hidden")
    if not given:
        return "" if column.kind in {"text", "long_text", "email", "code"} else None
    if column.kind == "day":
        return parse_day(given)
    if column.kind == "share":
        return parse_share(given)
    if column.kind == "flag":
        return parse_flag(given)
    if column.kind == "choice":
        return _choice(column, given)
    if column.kind == "whole":
        return _whole(given)
    line = given if column.kind == "long_text" else " ".join(given.split())
    if len(line) > column.limit:
        raise BadCell("too_long", length=len(line), limit=column.limit)
    if column.kind == "email" and not _EMAIL.fullmatch(line):
        raise BadCell("not_an_email")
    return _code(column, line) if column.kind == "code" else line


def parse_day(text: str) -> date:
    """A day, or `BadCell`."""
    try:
        day = _written_day(text.strip())
    except ValueError:
        raise BadCell("not_a_day", text=text[:40]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell("day_out_of_calendar")
    return day


def _written_day(text: str) -> date:
    if match := _DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if len(match[3]) == 2:
            year += 2000 if year < 70 else 1900
        return date(year, month, day)
    if match := _SAID_DAY.fullmatch(fold(text)):
        return date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    return date.fromisoformat(text[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d[ T]00:00(:00)?", text) else text)


def parse_share(text: str) -> Decimal:
    """A share of full time, or `BadCell`."""
    bare = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    is_percentage = bare.endswith("%")
    if not re.fullmatch(r"-?\d{1,6}(\.\d{0,12})?", bare.rstrip("%")):
        raise BadCell("not_a_share", text=text[:40])
    try:
        figure = Decimal(bare.rstrip("%"))
    except InvalidOperation:  # pragma: no cover - the pattern above lets figures only through
        raise BadCell("not_a_share", text=text[:40]) from None
    share = figure / 100 if is_percentage or 2 <= figure <= 100 else figure
    share = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not 0 < share <= 1:
        raise BadCell("share_out_of_bounds")
    return share


def parse_flag(text: str) -> bool:
    """Oui or non, or `BadCell`."""
    word = fold(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise BadCell("not_a_flag", text=text[:40])


def _choice(column: Column, text: str) -> str:
    word = fold(text)
    for value, shown in column.choices.items():
        if word in {fold(shown), fold(value)}:
            return value
    known = _SYNONYMS.get(column.field, {}).get(word, "")
    if known in column.choices and known:
        return known
    raise BadCell("not_a_choice", text=text[:40], choices=tuple(column.choices.values()))


def _whole(text: str) -> int:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{1,10}", bare) or int(bare) > LARGEST:
        raise BadCell("not_whole", text=text[:40])
    return int(bare)


def _code(column: Column, text: str) -> str:
    """A spreadsheet takes the zeros at the start of a code away: they are put back where the length is known."""
    bare = text.replace(" ", "").upper() if column.field in {"siren", "insee", "department"} else text
    if column.field == "insee" and bare.isdecimal():
        bare = bare.zfill(5)
    if column.field == "department" and bare.isdecimal():
        bare = bare.zfill(2)
    wanted = {"siren": r"\d{9}", "insee": r"\d[\dAB]\d{3}", "department": r"\d[\dAB]\d?"}.get(column.field)
    if wanted and not re.fullmatch(wanted, bare, re.ASCII):
        raise BadCell("not_a_code", text=text[:40])
    return bare


def _is_hidden(sign: str) -> bool:
    return sign in _OVERRIDES or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t")
