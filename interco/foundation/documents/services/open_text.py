"""OpenDocument texts (ODT), to be worked on: headings, paragraphs, lists and tables, whatever the characters in them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from interco.foundation.documents.services.table_writing import clean


class OpenText:
    """A text being written, from its beginning to its end.

    The library that writes it weighs 27 MB: it is loaded by the first text, not by every web worker.
    """

    def __init__(self) -> None:
        import odfdo  # noqa: PLC0415 - read only when a text is written

        self._odf = odfdo
        self._document = odfdo.Document("text")
        self._body: Any = self._document.body
        self._body.clear()

    def heading(self, words: str, level: int = 1) -> None:
        """A title of a level from 1."""
        self._body.append(self._odf.Header(level, clean(words)))

    def paragraph(self, words: str) -> None:
        """A paragraph."""
        self._body.append(self._odf.Paragraph(clean(words)))

    def bullets(self, lines: Iterable[str]) -> None:
        """A list, one entry a line."""
        self._body.append(self._odf.List([clean(line) for line in lines]))

    def table(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """A table, its first row being the titles of its columns."""
        table = self._odf.Table(clean(name))
        for cells in rows:
            row = self._odf.Row()
            row.set_values([clean(cell) for cell in cells])
            table.append_row(row)
        self._body.append(table)

    def to_bytes(self) -> bytes:
        """The file."""
        made = io.BytesIO()
        self._document.save(made)
        return made.getvalue()
