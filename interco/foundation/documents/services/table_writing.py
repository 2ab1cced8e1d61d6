"""Any table of the house as ODS, XLSX or CSV. No cell is ever a formula; no text makes an export fail.

A text that a spreadsheet could take for a formula (`=`, `+`, `-`, `@`, tabulation or return first) is written as text
in ODS and XLSX, where cells have types, and behind an apostrophe in CSV, where they have none. The same table gives
the same bytes: `at` dates the file.
"""

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | dt.date | dt.datetime | bool | None
_MAX_TEXT = 32_000
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Table:
    """A title (the name of the sheet), the heads of columns, the rows."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A file ready to be sent."""

    name: str
    media_type: str
    content: bytes


FORMATS = ("ods", "xlsx", "csv")


def write_table(table: Table, *, form: str, name: str, at: dt.datetime) -> WrittenTable:
    """The table in one of `FORMATS`; raises `ValueError` on another."""
    if form == "csv":
        return WrittenTable(f"{name}.csv", "text/csv; charset=utf-8", _csv(_lines(table)))
    return write_tables([table], form=form, name=name, at=at)


def write_tables(tables: Sequence[Table], *, form: str, name: str, at: dt.datetime) -> WrittenTable:
    """Several tables in one file: sheets of one workbook, or a zip of CSV. Raises `ValueError` on another form."""
    sheets = [(sheet_name(table.title), _lines(table)) for table in tables]
    if form == "csv":
        files = [(f"{title}.csv", _csv(rows)) for title, rows in sheets]
        return WrittenTable(f"{name}.zip", "application/zip", _zip(files, at))
    if form == "xlsx":
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return WrittenTable(f"{name}.xlsx", media, _xlsx(sheets, at))
    if form == "ods":
        return WrittenTable(f"{name}.ods", _ODS_MEDIA, _ods(sheets, at))
    raise ValueError(f"Not a form of table: {form!r}")


def _lines(table: Table) -> list[list[Cell]]:
    return [list(table.columns), *(list(row) for row in table.rows)]


def _zip(files: Sequence[tuple[str, bytes]], at: dt.datetime, *, first_plain: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, (name, content) in enumerate(files):
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if first_plain and place == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()


def clean(text: str) -> str:
    """Text that XML and spreadsheets take: no control character but the line break, no surrogate, not too long."""
    kept = (
        sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        if sign == "\n" or (unicodedata.category(sign) not in {"Cc", "Cs"} and ord(sign) & 0xFFFE != 0xFFFE)
    )
    return "".join(kept)[:_MAX_TEXT]


def _csv(rows: list[list[Cell]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerows([_csv_text(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _csv_text(value: Cell) -> str:
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return "" if value is None else _iso(value) if isinstance(value, dt.date) else str(value)


def _iso(value: dt.date) -> str:
    return value.isoformat(" ", "minutes") if isinstance(value, dt.datetime) else value.isoformat()


def _xlsx(sheets: Sequence[tuple[str, list[list[Cell]]]], at: dt.datetime) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # noqa: PLC0415 - 14 MB that most web workers never need

    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": at.replace(tzinfo=None)})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for title, rows in sheets:
        _xlsx_sheet(book.add_worksheet(title), rows, bold, day)
    book.close()
    return made.getvalue()


def _xlsx_sheet(sheet: "Worksheet", rows: list[list[Cell]], bold: "Format", day: "Format") -> None:
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, clean(value), bold if place == 0 else None)
            elif isinstance(value, dt.datetime):
                sheet.write_string(place, column, _iso(value))
            elif isinstance(value, dt.date):
                sheet.write_datetime(place, column, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, bool):
                sheet.write_string(place, column, _csv_text(value))
            elif value is not None:
                sheet.write_number(place, column, float(value))
    for column in range(len(rows[0]) if rows else 0):
        longest = max((len(_csv_text(row[column])) for row in rows[:200] if column < len(row)), default=8)
        sheet.set_column(column, column, min(max(longest + 2, 8), 60))


def sheet_name(title: str) -> str:
    """A name that spreadsheets take: no bracket, slash or colon, 31 units of UTF-16 at most (a rare sign counts for two)."""
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in clean(title))
    name = " ".join(kept.split())[:31]
    while len(name.encode("utf-16-le")) > 62:
        name = name[:-1]
    return name.strip() or "Tableau"


_ODS_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">'
    '<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _ods(sheets: Sequence[tuple[str, list[list[Cell]]]], at: dt.datetime) -> bytes:
    """An OpenDocument spreadsheet written straight: three files, typed cells, linear in the number of rows."""
    tables = "".join(
        f"<table:table table:name={quoteattr(title)}>{''.join(_ods_rows(rows))}</table:table>" for title, rows in sheets
    )
    content = f"{_ODS_HEAD}{tables}</office:spreadsheet></office:body></office:document-content>"
    parts = (("mimetype", _ODS_MEDIA), ("content.xml", content), ("META-INF/manifest.xml", _ODS_MANIFEST))
    return _zip([(name, text.encode()) for name, text in parts], at, first_plain=True)


def _ods_rows(rows: list[list[Cell]]) -> Iterable[str]:
    for place, row in enumerate(rows):
        yield "<table:table-row>" + "".join(_ods_cell(value, head=place == 0) for value in row) + "</table:table-row>"


def _ods_cell(value: Cell, *, head: bool) -> str:
    style = ' table:style-name="head"' if head else ""
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        shown = value.strftime("%d/%m/%Y")
        return (
            '<table:table-cell table:style-name="day" office:value-type="date" '
            f'office:date-value="{value.isoformat()}"><text:p>{shown}</text:p></table:table-cell>'
        )
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        shown = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'
    text = clean(value) if isinstance(value, str) else _csv_text(value)
    lines = "".join(f"<text:p>{_ods_spaces(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def _ods_spaces(line: str) -> str:
    """Spaces that follow one another are told one by one, or a reader folds them."""
    return escape(line).replace("  ", " <text:s/>")
