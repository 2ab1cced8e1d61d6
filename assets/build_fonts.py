"""Builds the fonts of documents and screens from the npm packages.

Screens get the woff2 subsets as published (a browser chooses by `unicode-range`). Documents are compiled by typst,
which ignores woff2 and does not mix two files of one family: the latin and latin-ext subsets are merged into one TTF
each, and the narrow no-break space (U+202F), which the subsets lack, is added as an empty glyph of a fifth of an em.
Source Serif 4 has a reserved name: it may not be changed under that name, so its published TTF files, which hold
that space, are copied as they are.

    (cd assets/fonts && npm ci) && python assets/build_fonts.py
"""

import shutil
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).parent
NPM = ASSETS / "fonts" / "node_modules"
PACKAGE = ASSETS.parent / "interco" / "foundation"
SCREEN = PACKAGE / "ui" / "static" / "interco" / "fonts"
PRINT = PACKAGE / "documents" / "fonts"

SCREEN_FILES = (
    "@fontsource/source-serif-4/files/source-serif-4-{}-400-normal",
    "@fontsource/source-serif-4/files/source-serif-4-{}-600-normal",
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-{}-wght-normal",
    "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-{}-400-italic",
    "@fontsource/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-{}-400-normal",
)
"""Weights the screens use: 400 and 600 of the serif, every weight of the sans, its italic, 400 of the mono."""

FAMILIES = {
    "atkinson-hyperlegible-next": ("Atkinson Hyperlegible Next", ("400-normal", "600-normal", "400-italic")),
    "atkinson-hyperlegible-mono": ("Atkinson Hyperlegible Mono", ("400-normal",)),
}
SERIF = {"Regular": "400-normal", "Semibold": "600-normal", "It": "400-italic"}
"""Published faces of Source Serif 4 and the name of our copy."""
SPACES = {0x202F: 0.2, 0x2009: 0.2}
"""Spaces a document needs, with their width in em."""


def copy_screen_fonts() -> None:
    """The woff2 subsets, latin and latin-ext, as they are published, beside their licences."""
    SCREEN.mkdir(parents=True, exist_ok=True)
    for pattern in SCREEN_FILES:
        for subset in ("latin", "latin-ext"):
            source = NPM / f"{pattern.format(subset)}.woff2"
            shutil.copyfile(source, SCREEN / source.name)
    copy_licences(SCREEN)


def copy_licences(folder: Path) -> None:
    """The licence of each family goes wherever its files go."""
    shutil.copyfile(NPM / "source-serif" / "LICENSE.md", folder / "LICENSE-source-serif-4.txt")
    for package in FAMILIES:
        shutil.copyfile(NPM / "@fontsource" / package / "LICENSE", folder / f"LICENSE-{package}.txt")


def as_ttf(source: Path, target: Path) -> None:
    """The same font without its woff2 wrapping."""
    font = TTFont(source)
    font.flavor = None
    font.save(target)


def add_spaces(font: TTFont) -> None:
    """Add the empty glyphs that French typography needs where the font lacks them."""
    for code, width in SPACES.items():
        if code in font.getBestCmap():
            continue
        name = f"uni{code:04X}"
        order = [*font.getGlyphOrder(), name]
        font.setGlyphOrder(order)
        glyph_of_space = font["glyf"][font.getBestCmap()[0x20]]
        font["glyf"].glyphs[name] = glyph_of_space
        font["glyf"].glyphOrder = order
        font["hmtx"].metrics[name] = (round(width * font["head"].unitsPerEm), 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def rename(font: TTFont, family: str, style: str) -> None:
    """Give every face of a family one typographic family name, so that typst finds them by weight."""
    weight, slant = style.split("-")
    words = [{"400": "", "600": "Semibold"}[weight], {"normal": "", "italic": "Italic"}[slant]]
    face = " ".join(word for word in words if word) or "Regular"
    names = {1: family if face in {"Regular", "Italic"} else f"{family} Semibold", 4: f"{family} {face}",
             2: face if face in {"Regular", "Italic"} else "Regular", 6: f"{family} {face}".replace(" ", ""),
             16: family, 17: face}  # fmt: skip
    table = font["name"]
    for number, text in names.items():
        table.removeNames(nameID=number)
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = int(weight)


def build_print_fonts() -> None:
    """One TTF a face: the serif as published, the sans and the mono with both subsets merged."""
    PRINT.mkdir(parents=True, exist_ok=True)
    for face, style in SERIF.items():
        source = NPM / "source-serif" / "TTF" / f"SourceSerif4-{face}.ttf"
        shutil.copyfile(source, PRINT / f"source-serif-4-{style}.ttf")
    copy_licences(PRINT)
    with tempfile.TemporaryDirectory() as folder:
        for package, (family, styles) in FAMILIES.items():
            for style in styles:
                parts = []
                for subset in ("latin", "latin-ext"):
                    part = Path(folder) / f"{package}-{subset}-{style}.ttf"
                    as_ttf(NPM / "@fontsource" / package / "files" / f"{package}-{subset}-{style}.woff2", part)
                    parts.append(str(part))
                font = Merger().merge(parts)
                add_spaces(font)
                rename(font, family, style)
                font["head"].created = font["head"].modified = 0
                font.recalcTimestamp = False
                font.save(PRINT / f"{package}-{style}.ttf")


if __name__ == "__main__":
    copy_screen_fonts()
    build_print_fonts()
