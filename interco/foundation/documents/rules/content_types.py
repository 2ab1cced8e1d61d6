"""What a file is, told by its content; its name only chooses between readings of one container.

Allowed: PDF, PNG, JPEG, WebP, OpenDocument (odt, ods, odp), Office Open XML (docx, xlsx, pptx), plain text and CSV.
Refused: everything else, SVG and HTML first (they carry scripts), and Office files with macros.

Worked example. A `.pdf` that starts with `PK\\x03\\x04` is not a PDF; a zip whose first entry `mimetype` says
`application/vnd.oasis.opendocument.text` is an ODT, whatever its name.
"""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file we keep: its type, its usual ending, its largest size in bytes."""

    media_type: str
    ending: str
    max_size: int
    is_image: bool = False


PDF = FileKind("application/pdf", "pdf", 50 * _MEGABYTE)
PNG = FileKind("image/png", "png", 20 * _MEGABYTE, is_image=True)
JPEG = FileKind("image/jpeg", "jpg", 20 * _MEGABYTE, is_image=True)
WEBP = FileKind("image/webp", "webp", 20 * _MEGABYTE, is_image=True)
TEXT = FileKind("text/plain", "txt", 5 * _MEGABYTE)
CSV = FileKind("text/csv", "csv", 20 * _MEGABYTE)
_ODF = "application/vnd.oasis.opendocument."
_OOXML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENTS = {
    f"{_ODF}text": FileKind(f"{_ODF}text", "odt", 30 * _MEGABYTE),
    f"{_ODF}spreadsheet": FileKind(f"{_ODF}spreadsheet", "ods", 30 * _MEGABYTE),
    f"{_ODF}presentation": FileKind(f"{_ODF}presentation", "odp", 50 * _MEGABYTE),
}
OFFICE_PARTS = {
    "word/document.xml": FileKind(f"{_OOXML}wordprocessingml.document", "docx", 30 * _MEGABYTE),
    "xl/workbook.xml": FileKind(f"{_OOXML}spreadsheetml.sheet", "xlsx", 30 * _MEGABYTE),
    "ppt/presentation.xml": FileKind(f"{_OOXML}presentationml.presentation", "pptx", 50 * _MEGABYTE),
}
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|svg|script|\?xml|iframe|body)", re.IGNORECASE)


class Bomb(ValueError):  # noqa: N818 - an answer about a file
    """An archive that unpacks to far more than it weighs."""


def kind_of(content: bytes, name: str = "") -> FileKind | None:
    """What the bytes are, or nothing when they are none of what we keep. Raises `Bomb`."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    return _kind_of_text(content, name)


def _kind_of_archive(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            check_archive(entries, len(content))
            names = {entry.filename for entry in entries}
            if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
                return None
            if entries and entries[0].filename == "mimetype" and entries[0].file_size < 200:
                return OPEN_DOCUMENTS.get(archive.read(entries[0]).decode("ascii", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, UnicodeError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)


def check_archive(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Raise `Bomb` when an archive has too many entries or unpacks to too much."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 4096):
        raise Bomb


def _kind_of_text(content: bytes, name: str) -> FileKind | None:
    if not content or _MARKUP.search(content[:4096]):
        return None
    text = decoded(content)
    if text is None or any(unicodedata.category(sign) == "Cc" and sign not in "\r\n\t\f\x85" for sign in text):
        return None
    return CSV if name.lower().endswith((".csv", ".tsv")) else TEXT


def decoded(content: bytes) -> str | None:
    """Text in UTF-8, UTF-16 with its mark, or Windows' western alphabet; nothing otherwise."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def safe_name(name: str, kind: FileKind) -> str:
    """A file name that any system takes, ending as its content says: `..\\a/b:c.exe` of a PDF gives `b c.pdf`."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = last.rpartition(".")[0] or last
    kept = "".join(sign if sign.isalnum() or sign in " .-_’'(),°" else " " for sign in stem)
    return f"{' '.join(kept.split()).strip('. ')[:120] or 'document'}.{kind.ending}"
