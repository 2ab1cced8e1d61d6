"""Reading a table somebody gives: CSV, XLSX or ODS, told by content, within caps, errors as sentences with the cell."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from interco.foundation.core.errors import Invalid
from interco.foundation.documents.rules.content_types import CSV, TEXT, Bomb, decoded, kind_of

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
MAX_SHEETS = 50
_SPREADSHEETS = {"xlsx", "ods"}
_SEPARATORS = ";\t,|"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as texts, rectangular; empty rows and columns at the end are dropped."""

    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        """The first row; empty when there is none."""
        return self.rows[0] if self.rows else ()

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows after the first."""
        return self.rows[1:]


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: `(0, 0)` is A1, `(11, 27)` is AB12."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_table(content: bytes, filename: str = "", *, field: str = "file") -> ReadTable:
    """The first sheet that holds something, or `Invalid` with a sentence."""
    if not content:
        raise Invalid(_("Ce fichier est vide."), field=field)
    if len(content) > MAX_BYTES:
        raise Invalid(_("Ce tableau dépasse 20 Mo."), field=field)
    try:
        kind = kind_of(content, filename)
    except Bomb as bomb:
        raise Invalid(_("Ce fichier, une fois décompressé, serait démesuré : il est refusé."), field=field) from bomb
    if kind is not None and kind.ending in _SPREADSHEETS:
        return _read_workbook(content, field)
    if kind in {CSV, TEXT}:
        text = decoded(content)
        if text is not None:
            return read_pasted(text, field=field)
    raise Invalid(_("Ce fichier n’est pas un tableau : donnez un fichier CSV, ODS ou XLSX."), field=field)


def read_pasted(text: str, *, field: str = "file") -> ReadTable:
    """A table in text, its separator guessed on the first lines: semicolon, tabulation, comma or bar."""
    lines = text.lstrip("\ufeff").splitlines()[:20]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda mark: counts[mark])
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    try:
        for row in reader:
            _check_row(len(rows), row, field)
            rows.append([_text(value) for value in row])
    except csv.Error as error:
        raise Invalid(
            _("La ligne %(row)s ne se lit pas : vérifiez ses guillemets.") % {"row": len(rows) + 1}, field=field
        ) from error
    return _rectangular(rows, "", field)


def _read_workbook(content: bytes, field: str) -> ReadTable:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names[:MAX_SHEETS]
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            _check_size(sheet.total_height, sheet.total_width, field)
            rows: list[list[str]] = []
            for row in sheet.to_python(skip_empty_area=False):
                _check_row(len(rows), row, field)
                rows.append([_text(value) for value in row])
            table = _rectangular(rows, name, field, required=False)
            if table.rows:
                return table
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise Invalid(_("Ce classeur est illisible : enregistrez-le à nouveau, ou en CSV."), field=field) from error
    raise Invalid(_("Ce tableau ne contient rien."), field=field)


def _check_size(rows: int, columns: int, field: str) -> None:
    if rows > MAX_ROWS:
        raise Invalid(_("Ce tableau a plus de %(max)s lignes.") % {"max": MAX_ROWS}, field=field)
    if columns > MAX_COLUMNS:
        raise Invalid(_("Ce tableau a plus de %(max)s colonnes.") % {"max": MAX_COLUMNS}, field=field)


def _check_row(row: int, values: Sequence[object], field: str) -> None:
    _check_size(row + 1, len(values), field)
    for column, value in enumerate(values):
        if isinstance(value, str) and len(value) > MAX_CELL:
            raise Invalid(
                _("La cellule %(cell)s contient plus de %(max)s caractères.")
                % {"cell": cell_name(row, column), "max": MAX_CELL},
                field=field,
            )


def _text(value: object) -> str:
    """A cell as text: dates as 2026-12-08, whole numbers without their decimals, control characters dropped."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(Decimal(str(value)))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    text = unicodedata.normalize("NFC", str(value))
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return re.sub(r"^[ \u00a0\u202f]+|[ \u00a0\u202f]+$", "", kept)


def _rectangular(rows: list[list[str]], sheet: str, field: str, *, required: bool = True) -> ReadTable:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((place + 1 for row in rows for place, value in enumerate(row) if value), default=0)
    if required and not width:
        raise Invalid(_("Ce tableau ne contient rien."), field=field)
    return ReadTable(tuple(tuple((row + [""] * width)[:width]) for row in rows), sheet)
