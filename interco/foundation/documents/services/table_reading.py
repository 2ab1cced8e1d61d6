"""Reading a table somebody gives: CSV, XLSX or ODS, told by content, within caps, errors as sentences with the cell."""

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
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
    return read_tables(content, filename, field=field)[0]


def read_tables(content: bytes, filename: str = "", *, field: str = "file") -> tuple[ReadTable, ...]:
    """Every sheet that holds something (one for a CSV, one a file for a zip of CSV), or `Invalid` with a sentence."""
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
    if kind in {CSV, TEXT} and (text := decoded(content)) is not None:
        return (read_pasted(text, field=field),)
    if kind is None and content.startswith(b"PK\x03\x04"):
        return _read_archive(content, field)
    raise _no_table(field)


def _no_table(field: str) -> Invalid:
    return Invalid(_("Ce fichier n’est pas un tableau : donnez un fichier CSV, ODS ou XLSX."), field=field)


def _read_archive(content: bytes, field: str) -> tuple[ReadTable, ...]:
    """A zip that holds CSV files and nothing else; each is a sheet by its name. Its sizes were checked by `kind_of`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if not 0 < len(entries) <= MAX_SHEETS or not all(_is_csv(entry) for entry in entries):
                raise _no_table(field)
            files = [(entry.filename, archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise _no_table(field) from error
    found = []
    for name, data in files:
        if kind_of(data, name) != CSV or (text := decoded(data)) is None:
            raise _no_table(field)
        title = name.rpartition("/")[2].rpartition(".")[0]
        table = read_pasted(text, field=field, sheet=title, required=False)
        found += [table] if table.rows else []
    if not found:
        raise Invalid(_("Ce tableau ne contient rien."), field=field)
    return tuple(found)


def _is_csv(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(".csv") and entry.file_size <= MAX_BYTES


def read_pasted(text: str, *, field: str = "file", sheet: str = "", required: bool = True) -> ReadTable:
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
        if "field larger" in str(error):
            raise Invalid(
                _("Une cellule de la ligne %(row)s contient plus de %(max)s caractères.")
                % {"row": len(rows) + 1, "max": MAX_CELL}, field=field,
            ) from error  # fmt: skip
        raise Invalid(
            _("La ligne %(row)s ne se lit pas : vérifiez ses guillemets.") % {"row": len(rows) + 1}, field=field
        ) from error
    return _rectangular(rows, sheet, field, required=required)


def _read_workbook(content: bytes, field: str) -> tuple[ReadTable, ...]:
    found = []
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
            found += [table] if table.rows else []
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise Invalid(_("Ce classeur est illisible : enregistrez-le à nouveau, ou en CSV."), field=field) from error
    if not found:
        raise Invalid(_("Ce tableau ne contient rien."), field=field)
    return tuple(found)


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
