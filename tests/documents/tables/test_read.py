"""Reading tables somebody gives."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.foundation.core.errors import Invalid
from interco.foundation.documents.services import table_reading
from interco.foundation.documents.services.table_reading import cell_name, read_pasted, read_table


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_whatever_its_separator_and_alphabet(mark: str, encoding: str) -> None:
    content = f"Nom{mark}Direction\r\nÉlodie Cœur{mark}Eau\r\n\r\n".encode(encoding)
    assert read_table(content, "agents.csv").rows == (("Nom", "Direction"), ("Élodie Cœur", "Eau"))


def test_a_cell_may_hold_separators_and_lines_between_quotes() -> None:
    assert read_pasted('a;b\n"x;y\nz";2\n').body == (("x;y\nz", "2"),)


@pytest.mark.parametrize(("row", "column", "name"), [(0, 0, "A1"), (11, 27, "AB12"), (9, 25, "Z10"), (0, 701, "ZZ1")])
def test_cells_are_named_as_spreadsheets_do(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_a_cell_too_long_is_told_by_its_name() -> None:
    with pytest.raises(Invalid, match="B2"):
        read_pasted("a;b\n1;" + "x" * 10_001)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Invalid, match="200 colonnes"):
        read_pasted(";".join("x" * 201))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reading, "MAX_ROWS", 3)
    with pytest.raises(Invalid, match="3 lignes"):
        read_pasted("a\nb\nc\nd")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "vide"), (b"   \n ;; \n", "a.csv", "ne contient rien"), (b"%PDF-1.7", "a.csv", "pas un tableau"),
        (b"\x00\x01\x02", "a.csv", "pas un tableau"), (b"PK\x03\x04rest", "a.xlsx", "pas un tableau"),
        (b"<html><table></table>", "a.csv", "pas un tableau"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, name: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read_table(content, name)


def test_a_broken_workbook_is_refused_with_a_sentence() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<nothing")
    with pytest.raises(Invalid, match="illisible"):
        read_table(made.getvalue(), "a.xlsx")


def test_a_bomb_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    with pytest.raises(Invalid, match="démesuré"):
        read_table(made.getvalue(), "a.xlsx")


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest)))
def test_any_bytes_give_a_table_or_a_sentence(content: bytes) -> None:
    with suppress(Invalid):
        assert read_table(content, "a.csv").rows
