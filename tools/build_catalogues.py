"""Builds the catalogues of translation: `python -m tools.build_catalogues` (needs Babel, from the development lock).

French is the language of the source: its catalogue holds only the plurals, so that zero counts as French counts ("0
point"). English keeps what is already translated and lists what is not.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "interco" / "locale"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
METHODS = [("**/jinja2/**.html", "jinja2"), ("**/jinja2/**.txt", "jinja2"), ("**.py", "python")]


def extracted() -> Catalog:
    """Every string of the interface, with where it stands (files only, so that a moved line changes nothing)."""
    found = Catalog(project="interco")
    options = {"**/jinja2/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    for name, _line, message, comments, context in extract_from_dir(
        ROOT / "interco", METHODS, options, KEYWORDS, strip_comment_tags=True
    ):
        found.add(message, locations=[(f"interco/{name}", 0)], auto_comments=comments, context=context)
    return found


def french(source: Catalog) -> Catalog:
    """The plurals, as they are."""
    made = Catalog(locale="fr", project="interco", header_comment="")
    for message in source:
        if message.id and isinstance(message.id, (list, tuple)):
            made.add(message.id, message.id, context=message.context)
    return made


def english(source: Catalog) -> Catalog:
    """What is translated, kept; what is new, empty."""
    path = LOCALE / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") if path.exists() else io.BytesIO(b"") as stream:
        made = read_po(stream, locale="en")
    made.update(source, no_fuzzy_matching=True)
    made.obsolete.clear()
    made.header_comment = ""
    return made


def text_of(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file without dates."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, no_location=True, sort_output=True)
    lines = [
        line for line in stream.getvalue().splitlines() if not line.startswith((b'"POT-Creation', b'"PO-Revision'))
    ]
    return b"\n".join(lines) + b"\n"


def write(language: str, catalogue: Catalog) -> None:
    """Write the .po and the .mo of a language."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "django.po").write_bytes(text_of(catalogue))
    with (folder / "django.mo").open("wb") as stream:
        write_mo(stream, catalogue)


def main() -> int:
    """Build both catalogues; tell how much of English is translated."""
    source = extracted()
    in_english = english(source)
    write("fr", french(source))
    write("en", in_english)
    messages = [message for message in in_english if message.id]
    done = sum(1 for message in messages if message.string and all(message.string))
    print(f"{done} of {len(messages)} strings in English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
