"""Every pair of colours that meets on a page, in both themes, read from the style sheet's own tokens."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOKENS = ROOT / "assets" / "css" / "tokens.css"
SHIPPED = ROOT / "interco" / "foundation" / "ui" / "static" / "interco" / "interco.css"
GROUNDS = ("bg", "surface", "sunk")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "accent-hover", "link", "favourable", "reservation", "objection", "info",
         "confidential")  # fmt: skip
ON_THEIR_OWN = [
    ("on-accent", "accent"), ("on-accent", "accent-hover"), ("favourable", "favourable-soft"),
    ("reservation", "reservation-soft"), ("objection", "objection-soft"), ("info", "info-soft"),
    ("accent", "accent-soft"),
    *product(("ink", "ink-2"), ("favourable-soft", "reservation-soft", "objection-soft", "info-soft", "accent-soft")),
]  # fmt: skip


def tokens(theme: str) -> dict[str, str]:
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text())
    return {name: (light if theme == "light" else dark) for name, light, dark in pairs}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*product(TEXTS, GROUNDS), *ON_THEIR_OWN])
def test_a_text_reads_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), list(product(("control", "focus", "accent"), GROUNDS)))
def test_a_control_and_the_focus_stand_out(theme: str, mark: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[mark], colours[ground]) >= 3


def test_the_shipped_sheet_holds_these_tokens() -> None:
    shipped = SHIPPED.read_text().lower()
    for name, light in tokens("light").items():
        written = re.search(rf"--{name}:\s*light-dark\(([^,]+),", shipped)
        assert written, name
        assert _long(written[1]) == light.lower(), name


def _long(colour: str) -> str:
    names = {"white": "#ffffff", "black": "#000000"}
    colour = names.get(colour, colour)
    return "#" + "".join(2 * c for c in colour[1:]) if len(colour) == 4 else colour


def test_no_colour_is_written_outside_the_tokens() -> None:
    for sheet in (ROOT / "assets" / "css").rglob("*.css"):
        if sheet.name != "tokens.css":
            stray = set(re.findall(r"(?<![\w-])#(?:[0-9a-fA-F]{3}){1,2}\b", sheet.read_text())) - {"#fff"}
            assert not stray, f"{sheet.name}: {stray}"
