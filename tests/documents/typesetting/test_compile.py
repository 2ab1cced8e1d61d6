"""Compiling the record: same bytes, hostile texts inert, limits, no character lost in silence."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from interco.foundation.documents.rules.blocks import blocks_of, plain
from interco.foundation.documents.rules.coverage import characters_of, printable
from interco.foundation.documents.services import typesetting
from interco.foundation.documents.services.typesetting import (
    FONTS,
    TEXT_FACES,
    CompiledDocument,
    Limits,
    TypesettingFailed,
    compile_pdf,
    drawable_characters,
)
from interco.foundation.ui.sceau import bits_of

AT = datetime(2026, 12, 8, 15, 6, tzinfo=UTC)


def record(text: str = "Le principe est approuvé.", title: str = "Budget primitif 2027") -> dict[str, Any]:
    decision = {
        "number": "117", "reference": "CODIR-2026-117", "seal": "3ab9 0e12", "bits": bits_of("3ab90e12"),
        "title": title,
        "outcome": "Consensus", "text": blocks_of(text), "remarks": [{"kind": "reservation", "title": "R.",
        "text": text}],
        "actions": [{"title": title, "owner": "Anselme Courbaril", "due": "11 décembre 2026"}],
    }  # fmt: skip
    return {
        "document_title": "Relevé de décisions", "territory": "CACEM", "service": "Direction générale",
        "language": "fr",
        "reference": "RD-2026-046", "date_line": "Diffusé le 8 décembre 2026", "title": "Relevé de décisions",
        "subtitle": "Comité de direction n° 46", "footer": "Orientations administratives.",
        "labels": {"page": "page", "of": "sur", "decision": "Décision", "action": "Action", "owner": "Pilote",
                   "due": "Échéance", "none": "Aucune décision."},
        "presence": [{"label": "Présents", "text": "Odette Filao"}], "decisions": [decision], "sections": [],
        "proof": "Empreinte", "anchor": "117 : 3ab90e12",
    }  # fmt: skip


def compiled(data: dict[str, Any]) -> CompiledDocument:
    return compile_pdf("committees/record", data, at=AT)


def words_of(document: CompiledDocument) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document.pdf)).pages)


def font_names(document: CompiledDocument) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(document.pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            yield str(font.get_object()["/BaseFont"]).partition("+")[2]


def test_the_same_data_give_the_same_bytes() -> None:
    assert compiled(record()).pdf == compiled(record()).pdf


def test_other_data_give_other_bytes() -> None:
    assert compiled(record()).pdf != compiled(record("Autre texte.")).pdf


def test_the_document_is_an_archive_and_is_accessible() -> None:
    document = compiled(record())
    reader = PdfReader(io.BytesIO(document.pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"].startswith("fr")  # type: ignore[index]
    metadata = root["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "Relevé de décisions"


def test_only_the_fonts_of_the_house_are_in_the_document() -> None:
    names = set(font_names(compiled(record())))
    assert names == {"SourceSerif4-Regular", "SourceSerif4-Semibold", "AtkinsonHyperlegibleMonoRegular"}


@pytest.mark.parametrize(
    "hostile",
    [
        "#import \"@preview/cetz:0.2.0\"", "#read(\"/etc/passwd\")", "$ x^2 $ @ref <label> #panic()",
        "*gras* _ital_ `code`",
        "\\u{41} ]] #[ {{ }} <script>alert(1)</script>", "= Titre\n- liste", "//commentaire /* bloc */",
    ],
)  # fmt: skip
def test_hostile_texts_are_words(hostile: str) -> None:
    document = compiled(record(title=hostile))
    shown = "".join(words_of(document).split())
    assert "".join(hostile.split()) in shown


def test_a_character_without_a_glyph_becomes_a_square_and_is_named() -> None:
    document = compiled(record("Fête 🎉 中"))
    assert [warning.split("(")[1][:7] for warning in document.warnings] == ["U+1F389", "U+4E2D,"]
    assert "Fête □ □" in words_of(document)


def test_control_characters_and_lone_surrogates_never_stop_a_document() -> None:
    document = compiled(record("a\x00b\x07c\u202ed\ud800e", title="x\x1by"))
    assert "abc" in words_of(document)


def test_a_long_record_flows_over_pages_with_their_numbers() -> None:
    data = record("Un texte. " * 60)
    data["decisions"] = data["decisions"] * 12
    document = compiled(data)
    pages = PdfReader(io.BytesIO(document.pdf)).pages
    assert len(pages) > 3
    assert f"page 2 sur {len(pages)}" in pages[1].extract_text()


def test_a_decision_longer_than_a_page_is_still_all_there() -> None:
    document = compiled(record("\n\n".join(f"Alinéa {number}. " + "mot " * 60 for number in range(40))))
    words = words_of(document)
    assert all(f"Alinéa {number}." in words for number in range(40))


def test_a_compilation_that_lasts_too_long_is_stopped() -> None:
    data = record("mot " * 4000)
    data["decisions"] = data["decisions"] * 300
    with pytest.raises(TypesettingFailed):
        compile_pdf("committees/record", data, at=AT, limits=replace(Limits(), seconds=1))


def test_a_compilation_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(TypesettingFailed):
        compile_pdf("committees/record", record(), at=AT, limits=replace(Limits(), memory_mb=40))


def test_the_process_reads_nothing_outside_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates" / "typst"
    folder.mkdir(parents=True)
    (folder / "thief.typ").write_text(f'#read("{secret}")', encoding="utf-8")
    monkeypatch.setattr(typesetting, "_template_file", lambda _name: folder / "thief.typ")
    with pytest.raises(TypesettingFailed):
        compile_pdf("committees/thief", {}, at=AT)


@pytest.mark.parametrize("name", ["../x", "committees/../x", "record", "committees/Record", ""])
def test_a_template_is_named_by_its_application(name: str) -> None:
    with pytest.raises(ValueError, match="template"):
        compile_pdf(name, {}, at=AT)


@pytest.mark.parametrize("name", ["../x.png", "a/b.png", "", ".hidden"])
def test_a_file_handed_over_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        compile_pdf("committees/record", record(), {name: b"x"}, at=AT)


@pytest.mark.parametrize("face", TEXT_FACES)
def test_the_character_map_is_read_as_another_library_reads_it(face: str) -> None:
    assert characters_of((FONTS / face).read_bytes()) == set(TTFont(FONTS / face).getBestCmap())


def test_french_texts_lose_nothing() -> None:
    missing: dict[str, None] = {}
    text = "Œuvre, cœur, Schœlcher : « déjà » 1 234,50 € — 1er, n° 46… ÇÉÈÊËÀÂÎÏÔÛÙÜŸ ’ – \u202f\u00a0½ ≤ ≥ × →"
    assert printable(text, drawable_characters(), missing) == text
    assert missing == {}


def test_formatted_texts_become_blocks_of_runs() -> None:
    blocks = blocks_of(
        "# Titre\n\nUn **coût** [lien](https://a.fr)\n\n1. un\n2. *deux*\n   - trois\n\n> dit\n\n<b>x</b>"
    )
    assert [(block["kind"], block["depth"], block["mark"]) for block in blocks] == [
        ("p", 0, ""), ("p", 0, ""), ("item", 1, "1."), ("item", 1, "2."), ("item", 2, "–"), ("quote", 0, ""),
        ("p", 0, ""),
    ]  # fmt: skip
    assert plain(blocks).splitlines() == [
        "Titre",
        "Un coût lien (https://a.fr)",
        "un",
        "deux",
        "trois",
        "dit",
        "<b>x</b>",
    ]
    assert blocks[0]["runs"][0]["bold"]
    assert [run["text"] for run in blocks[1]["runs"] if run["bold"]] == ["coût"]
