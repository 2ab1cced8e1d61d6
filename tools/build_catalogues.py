"""Builds the catalogues of translation: `python3 run.py texts`. How to translate: `docs/dev/traductions.md`.

    texts             gather the strings of the interface, write both catalogues, tell what has no English yet
    texts --check     write nothing; fail when a catalogue is not complete, sound and up to date
    texts --missing   print what has no English, one line a string: key, French, where it stands
    texts --fill F    take the English of the lines of F (key, English), then gather

French is the language of the source: its catalogue holds only the plurals, so that zero counts as French counts ("0
point"). English keeps what is already translated and lists what is not.
"""

import argparse
import hashlib
import io
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools import bare_texts, check_catalogues
from tools.places import ROOT, Stop, say, warn

LOCALE = ROOT / "interco" / "locale"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
METHODS = [("**/jinja2/**.html", "jinja2"), ("**/jinja2/**.txt", "jinja2"), ("**.py", "tools.python_texts:extract")]
OPTIONS = {
    method: {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
    for method in ("**/jinja2/**.html", "**/jinja2/**.txt")
}
HEADINGS = ('"POT-Creation', '"PO-Revision', '"Report-Msgid', '"Last-Translator', '"Language-Team', '"Generated-By')
FORMS = " || "
#: Instead of the hour of the build, so that the same .po always gives the same .mo.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def extracted() -> Catalog:
    """Every string of the interface, with where it stands (files only, so that a moved line changes nothing)."""
    found = Catalog(project="interco")
    for name, _line, message, comments, context in extract_from_dir(
        ROOT / "interco", METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True
    ):
        found.add(message, locations=[(f"interco/{name}", 0)], auto_comments=comments, context=context)
    return found


def french(source: Catalog) -> Catalog:
    """The plurals, as they are."""
    made = Catalog(locale="fr", project="interco", version="1", header_comment="", fuzzy=False)
    for message in source:
        if message.id and isinstance(message.id, (list, tuple)):
            made.add(message.id, message.id, context=message.context)
    return made


def english(source: Catalog, written: Catalog) -> Catalog:
    """What is translated, kept; what is new, empty."""
    made = Catalog(locale="en", project="interco", version="1", header_comment="", fuzzy=False)
    for message in source:
        if message.id:
            known = written.get(message.id, message.context)
            added = made.add(message.id, known.string if known else None, context=message.context)
            if known and known.fuzzy:
                added.flags.add("fuzzy")
    return made


def place(language: str, suffix: str) -> Path:
    """Where a catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / f"django{suffix}"


def read(language: str) -> Catalog:
    """The catalogue that is written; an empty one when there is none."""
    path = place(language, ".po")
    return parsed(path.read_bytes() if path.exists() else b"", language)


def parsed(text: bytes, language: str) -> Catalog:
    """The catalogue of a .po text."""
    return read_po(io.BytesIO(text), locale=language)


def text_of(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file without dates, authors or empty headings."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, no_location=True, sort_output=True)
    lines = [line for line in stream.getvalue().decode().splitlines() if not line.startswith(HEADINGS)]
    return "\n".join(lines).lstrip().encode() + b"\n"


def compiled(text: bytes, language: str) -> bytes:
    """The .mo file of a .po text."""
    catalogue, stream = parsed(text, language), io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    write_mo(stream, catalogue)
    return stream.getvalue()


def wanted() -> dict[str, bytes]:
    """What each .po should hold: the strings of the code, with the English that is written."""
    return {"fr": text_of(french(extracted())), "en": text_of(english(extracted(), read("en")))}


def write() -> None:
    """Write the .po and the .mo of both languages."""
    for language, text in wanted().items():
        place(language, ".po").parent.mkdir(parents=True, exist_ok=True)
        place(language, ".po").write_bytes(text)
        place(language, ".mo").write_bytes(compiled(text, language))


def mistakes() -> list[str]:
    """Everything that `--check` refuses, a sentence each."""
    found = []
    for language, text in wanted().items():
        po, mo = place(language, ".po"), place(language, ".mo")
        if not po.exists() or po.read_bytes() != text:
            found.append(f"{po.relative_to(ROOT)} does not hold the strings of the code: python3 run.py texts")
        elif not mo.exists() or mo.read_bytes() != compiled(text, language):
            found.append(f"{mo.relative_to(ROOT)} is older than its .po: python3 run.py texts")
    return found + check_catalogues.mistakes(english(extracted(), read("en"))) + bare_texts.mistakes()


def key(message: Message) -> str:
    """A short name for a string, the same as long as its words are the same."""
    return hashlib.sha256(f"{message.context or ''}\0{said(message.id)}".encode()).hexdigest()[:8]


def said(text: str | list[str] | tuple[str, ...]) -> str:
    """A string on one line, its plural after two bars."""
    forms = [text] if isinstance(text, str) else list(text)
    return FORMS.join(form.replace("\n", "\\n") for form in forms)


def missing() -> list[str]:
    """The lines to translate."""
    places = {key(message): message.locations for message in extracted() if message.id}
    return [
        "\t".join([key(message), said(message.id), " ".join(sorted({path for path, _line in places[key(message)]}))])
        for message in english(extracted(), read("en"))
        if message.id and not (message.string and all(message.string))
    ]


def fill(lines: list[str]) -> int:
    """Take the English of these lines (key, tab, English) into the catalogue; how many were taken."""
    catalogue = english(extracted(), read("en"))
    known = {key(message): message for message in catalogue if message.id}
    taken = 0
    for line in lines:
        if not line.strip():
            continue
        name, _tab, text = line.partition("\t")
        if name not in known:
            warn(f"Left aside, no string of the interface has this key: {line}")
            continue
        if not text:
            raise Stop(f"The English is empty: {line}")
        message = known[name]
        forms = tuple(form.replace("\\n", "\n") for form in text.split(FORMS))
        if len(forms) != (1 if isinstance(message.id, str) else 2):
            raise Stop(f"One form for one, two forms for a plural: {line}")
        message.string = forms[0] if isinstance(message.id, str) else forms
        taken += 1
    place("en", ".po").write_bytes(text_of(catalogue))
    return taken


def main(arguments: list[str]) -> int:
    """Gather, check, list or fill."""
    parser = argparse.ArgumentParser(prog="run.py texts", description="The catalogues of translation.")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--check", action="store_true", help="write nothing; fail when something is missing")
    chosen.add_argument("--missing", action="store_true", help="print what has no English: key, French, places")
    chosen.add_argument("--fill", type=Path, metavar="FILE", help="take the English of a file: key, tab, English")
    options = parser.parse_args(arguments)
    if options.missing:
        say("\n".join(missing()))
        return 0
    if options.check:
        found = mistakes()
        for sentence in found:
            warn(sentence)
        return 1 if found else 0
    if options.fill:
        say(f"{fill(options.fill.read_text(encoding='utf-8').splitlines())} strings taken")
    write()
    total = sum(1 for message in extracted() if message.id)
    say(
        f"{total - len(missing())} of {total} strings in English; --missing lists the others, --check says what is wrong"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
