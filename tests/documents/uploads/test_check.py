"""What comes from outside."""

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pytest_django import Settings

from interco.foundation.core.errors import Invalid
from interco.foundation.documents.models import StoredFile
from interco.foundation.documents.services.store import FileMissing, content_of, store
from interco.foundation.documents.services.uploads import check_upload, keep_upload

AT = datetime(2026, 12, 8, 15, 6, tzinfo=UTC)


def picture(form: str, size: tuple[int, int] = (40, 20)) -> bytes:
    made = io.BytesIO()
    image = Image.new("RGB", size, (15, 82, 87))
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    image.save(made, form, exif=exif)
    return made.getvalue()


def archive(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts:
            opened.writestr(name, content)
    return made.getvalue()


ODT = archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))


@pytest.mark.parametrize(
    ("name", "content", "media_type", "safe"),
    [
        ("note.pdf", b"%PDF-1.7\n", "application/pdf", "note.pdf"),
        ("photo.exe", picture("PNG"), "image/png", "photo.png"),
        ("a.b.jpeg", picture("JPEG"), "image/jpeg", "a.b.jpg"),
        ("x.webp", picture("WEBP"), "image/webp", "x.webp"),
        ("..\\..\\a/b:c?.odt", ODT, "application/vnd.oasis.opendocument.text", "b c.odt"),
        (
            "été n° 2.docx",
            DOCX,
            WORD,
            "été n° 2.docx",
        ),
        ("liste.csv", "Nom;Été\n".encode(), "text/csv", "liste.csv"),
        ("\u202etxt.exe", b"Bonjour", "text/plain", "txt.txt"),
        ("....", b"Bonjour", "text/plain", "document.txt"),
    ],
)
def test_a_file_is_what_its_content_says_under_a_safe_name(
    name: str, content: bytes, media_type: str, safe: str
) -> None:
    checked = check_upload(name, content)
    assert (checked.media_type, checked.name) == (media_type, safe)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', b'<?xml version="1.0"?><svg/>', b"<!DOCTYPE html><p>",
        b"  <HTML>",
        b"MZ\x90\x00", b"\x7fELF\x02", b"GIF89a\x00", b"PK\x03\x04broken", b"\x00" * 50, b"a\x07b",
        archive(("a.txt", b"x")), archive(("mimetype", b"application/x-evil")),
        archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"), ("word/vbaProject.bin", b"x")),
    ],
)  # fmt: skip
def test_other_files_are_refused_whatever_their_name(content: bytes) -> None:
    with pytest.raises(Invalid, match="type de fichier"):
        check_upload("note.pdf", content)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid, match="vide"):
        check_upload("note.pdf", b"")


def test_a_text_too_big_for_its_kind_is_refused() -> None:
    with pytest.raises(Invalid, match="5 Mo"):
        check_upload("a.txt", b"a" * (5 * 1024 * 1024 + 1))


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"0" * 30_000_000))
    with pytest.raises(Invalid, match="démesuré"):
        check_upload("a.odt", bomb)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_an_image_is_made_again_without_what_it_hid(form: str) -> None:
    given_bytes = picture(form) + b"<script>alert(1)</script>"
    checked = check_upload(f"a.{form}", given_bytes)
    assert b"script" not in checked.content
    assert b"secret place" not in checked.content
    with Image.open(io.BytesIO(checked.content)) as made:
        assert made.size == (40, 20)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"\xff\xd8\xff" + b"x" * 40, picture("PNG")[:60]]
)
def test_a_broken_image_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="illisible"):
        check_upload("a.png", content)


def test_an_image_of_too_many_points_is_refused_before_it_is_opened() -> None:
    made = io.BytesIO()
    Image.new("1", (9000, 6000)).save(made, "PNG")
    with pytest.raises(Invalid, match="50 millions"):
        check_upload("a.png", made.getvalue())


@settings(max_examples=200, deadline=None)
@given(name=st.text(max_size=40), content=st.binary(min_size=1, max_size=300))
def test_any_bytes_are_kept_or_refused_with_a_sentence(name: str, content: bytes) -> None:
    with suppress(Invalid):
        checked = check_upload(name, content)
        assert not set(checked.name) & set('/\\:\0\n"<>|?*')
        assert 0 < len(checked.name) <= 130


@pytest.mark.django_db
def test_the_same_content_is_kept_once(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_ROOT = tmp_path
    first, name = keep_upload("a.txt", b"Bonjour", at=AT)
    second, _name = keep_upload("b.txt", b"Bonjour", at=AT)
    assert (first.pk, name) == (second.pk, "a.txt")
    assert StoredFile.objects.count() == 1
    assert content_of(first.digest) == b"Bonjour"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_a_content_altered_or_lost_on_the_disk_is_not_served(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_ROOT = tmp_path
    row = store(b"Bonjour", media_type="text/plain", at=AT)
    (place,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    place.write_bytes(b"Bonsoir")
    with pytest.raises(FileMissing):
        content_of(row.digest)
    place.unlink()
    with pytest.raises(FileMissing):
        content_of(row.digest)
