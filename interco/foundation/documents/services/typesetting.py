"""Compiling documents: our templates and JSON data, in a process of their own.

The process gets a fresh folder with the template, the house style, the data and the files handed over, and nothing
else: no network, a limit on memory, processor time and elapsed time. The same data give the same bytes: time comes
from `at`. The PDF is an archive and is accessible (PDF/A-2a and PDF/UA-1), checked by the compiler.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from interco.foundation.documents.rules.coverage import characters_of, name_of, printable_data

HOME = Path(__file__).resolve().parent.parent
FONTS = HOME / "fonts"
PROCESS = Path(__file__).resolve().parent / "typesetter_process.py"
TEXT_FACES = ("source-serif-4-400-normal.ttf", "source-serif-4-600-normal.ttf", "source-serif-4-400-italic.ttf")
_TEMPLATE = re.compile(r"(?P<app>[a-z]+)/(?P<name>[a-z_]+)")
_FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,100}")


class TypesettingFailed(Exception):  # noqa: N818 - told to the caller, who decides what to say
    """The document was not made: the compiler refused it, or it passed a limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a compilation may take."""

    seconds: int = 60
    memory_mb: int = 2048
    output_mb: int = 200


@dataclass(frozen=True, slots=True)
class CompiledDocument:
    """A PDF, and what the reader of the screen must know about it."""

    pdf: bytes
    warnings: tuple[str, ...]


@lru_cache(maxsize=1)
def drawable_characters() -> frozenset[int]:
    """Code points that every face of the text font draws."""
    faces = [characters_of((FONTS / name).read_bytes()) for name in TEXT_FACES]
    return frozenset.intersection(*faces)


def compile_pdf(
    template: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None,
    *, at: datetime, limits: Limits | None = None,
) -> CompiledDocument:  # fmt: skip
    """Compile `<app>/<template>` (`committees/record`) with its data; `files` are images by plain name."""
    missing: dict[str, None] = {}
    clean = printable_data(data, drawable_characters(), missing)
    with tempfile.TemporaryDirectory(prefix="interco-document-") as folder:
        _hand_over(Path(folder), template, clean, files or {}, at, limits or Limits())
        pdf = _run(Path(folder), limits or Limits())
    return CompiledDocument(pdf, tuple(_warning(sign) for sign in missing))


def _warning(sign: str) -> str:
    return _("Le caractère %(name)s n’existe pas dans les polices du document : il est remplacé par □.") % {
        "name": name_of(sign)
    }


def _template_file(template: str) -> Path:
    match = _TEMPLATE.fullmatch(template)
    if match is None:
        raise ValueError(f"Not a template: {template!r}")
    return Path(apps.get_app_config(match["app"]).path) / "typst" / f"{match['name']}.typ"


def _hand_over(
    folder: Path, template: str, data: Any, files: Mapping[str, bytes], at: datetime, limits: Limits,
) -> None:  # fmt: skip
    (folder / "document.typ").write_bytes(_template_file(template).read_bytes())
    for shared in sorted((HOME / "typst").glob("*.typ")):
        (folder / shared.name).write_bytes(shared.read_bytes())
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    for name, content in files.items():
        if not _FILE_NAME.fullmatch(name):
            raise ValueError(f"Not a plain file name: {name!r}")
        (folder / "files").mkdir(exist_ok=True)
        (folder / "files" / name).write_bytes(content)
    order = {"fonts": str(FONTS), "timestamp": int(at.astimezone(UTC).timestamp()), "limits": asdict(limits)}
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")


def _run(folder: Path, limits: Limits) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own script, a folder we just made
            [sys.executable, "-I", str(PROCESS), str(folder)], capture_output=True, timeout=limits.seconds + 5,
            check=False, env={"LANG": "C.UTF-8", "TMPDIR": str(folder), "RAYON_NUM_THREADS": "2"}, cwd=folder,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TypesettingFailed(f"more than {limits.seconds} s") from error
    output = folder / "document.pdf"
    if done.returncode or not output.exists():
        said = done.stderr.decode(errors="replace").strip()
        raise TypesettingFailed(said[-2000:] or f"the process ended with {done.returncode}")
    return output.read_bytes()
