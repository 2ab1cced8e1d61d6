"""The sheets of an import: read once, kept compressed with the import, their columns guessed and then chosen."""

import json
import zlib
from collections.abc import Sequence
from typing import TypedDict

from interco.foundation.documents.services.table_reading import ReadTable
from interco.organisation.rules.exchange.guess import guess_columns, guess_table
from interco.organisation.rules.exchange.layout import BY_NAME
from interco.organisation.rules.exchange.lines import Sheet

#: How far under the top of a sheet its titles may be: spreadsheets often open with a name and a date.
_TITLES_WITHIN = 10


class Columns(TypedDict):
    """What was chosen for a sheet: its table (empty: passed over), the row of titles, the field of each column."""

    table: str
    first_row: int
    mapping: list[str]


def packed(tables: Sequence[ReadTable]) -> bytes:
    """The sheets as they are kept."""
    given = [{"title": table.sheet, "rows": table.rows} for table in tables]
    return zlib.compress(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(content: bytes | memoryview) -> list[ReadTable]:
    """The sheets that were kept."""
    given = json.loads(zlib.decompress(bytes(content)))
    return [ReadTable(tuple(tuple(row) for row in sheet["rows"]), sheet["title"]) for sheet in given]


def guessed(tables: Sequence[ReadTable], layout: str = "") -> list[Columns]:
    """The table (`layout` when it is told) and the columns of each sheet; among several, one that fits nothing is passed over."""
    found: list[Columns] = []
    for table in tables:
        first_row = _row_of_titles(table)
        header = table.rows[first_row]
        fitting = BY_NAME[layout] if layout else guess_table(table.sheet, header)
        mapping = list(guess_columns(header, fitting))
        known = sum(map(bool, mapping))
        name = fitting.name if layout or len(tables) == 1 or known >= 2 else ""
        found.append({"table": name, "first_row": first_row, "mapping": mapping})
    return found


def _row_of_titles(table: ReadTable) -> int:
    scores = [sum(map(bool, guess_columns(row, guess_table(table.sheet, row)))) for row in table.rows[:_TITLES_WITHIN]]
    return scores.index(max(scores))


def read_sheets(tables: Sequence[ReadTable], columns: Sequence[Columns]) -> list[Sheet]:
    """The sheets for the rules."""
    return [
        Sheet(
            table=chosen["table"], title=table.sheet, header=table.rows[chosen["first_row"]],
            mapping=tuple(chosen["mapping"]), rows=table.rows[chosen["first_row"] + 1 :],
        )
        for table, chosen in zip(tables, columns, strict=True)
    ]  # fmt: skip


def fields_of(table: str) -> list[str]:
    """The fields that a column of a table may fill."""
    return [column.field for column in BY_NAME[table].columns] if table in BY_NAME else []
