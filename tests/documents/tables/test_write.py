"""Writing tables: no formula, no failure, the same values read back."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interco.foundation.documents.services.table_reading import read_table
from interco.foundation.documents.services.table_writing import FORMATS, Cell, Table, sheet_name, write_table

AT = datetime(2026, 12, 8, 15, 6, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "＝1",
    "  =1",
]


def written(form: str, rows: list[list[Cell]], title: str = "Registre") -> bytes:
    return write_table(Table(title, ["Objet", "Échéance"], rows), form=form, name="registre", at=AT).content


@pytest.mark.parametrize("form", FORMATS)
def test_values_are_read_back(form: str) -> None:
    rows: list[list[Cell]] = [
        ["Été", date(2027, 1, 31)],
        ["Deux  espaces", None],
        ["L1\nL2", 12],
        ["x", Decimal("1.5")],
    ]
    table = read_table(written(form, rows), f"r.{form}")
    assert table.header == ("Objet", "Échéance")
    assert [row[0] for row in table.body] == ["Été", "Deux  espaces", "L1\nL2", "x"]
    assert [row[1] for row in table.body] == ["2027-01-31", "", "12", "1,5" if form == "csv" else "1.5"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_table_is_the_same_bytes(form: str) -> None:
    assert written(form, [["a", 1]]) == written(form, [["a", 1]])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_starts_like_a_formula(text: str) -> None:
    line = written("csv", [[text, None]]).decode("utf-8-sig").split("\r\n")[1]
    assert line.lstrip('"').startswith("'")


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(form: str, text: str) -> None:
    content = written(form, [[text, None]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "<f>" not in parts
    assert "table:formula" not in parts
    assert "hyperlink" not in parts.replace("HYPERLINK", "")


def test_an_ods_says_its_type_first_as_readers_ask() -> None:
    content = written("ods", [["a", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_title_of_rare_signs_is_cut_as_spreadsheets_count() -> None:
    assert sheet_name("0" * 20 + "\U00010000" * 6) == "0" * 20 + "\U00010000" * 5
    assert written("xlsx", [["témoin", 1]], "\U00010000" * 40)


@settings(max_examples=60, deadline=None)
@given(text=st.text(), title=st.text(), form=st.sampled_from(FORMATS))
def test_no_text_makes_an_export_fail(text: str, title: str, form: str) -> None:
    content = written(form, [["témoin", 1], [text, 2]], title)
    assert [row[0] for row in read_table(content, f"r.{form}").rows][1] == "témoin"


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form"):
        written("xls", [])
