"""The org chart as SVG text, for the page and for export.

Rule: forms carry classes, never inline style, so that a strict content policy holds and themes apply; the stand-alone
variant carries its own style sheet (light, for paper). Names are hostile: every text is escaped and characters that
XML forbids are left out. A state is told by the border and by a word for those who cannot see it.

Worked example: a vacant box is `<g class="box item vacant">` with a dashed, hatched rectangle and « poste vacant » in
its title.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

from interco.organisation.rules.chart_layout import FONT, LINE_HEIGHT, PADDING, Page, PlacedBox, PlacedLine

#: States whose last stretch of line is drawn strong.
EMPHASISED = frozenset({"created", "arrived"})
HATCH_ID = "org-hatch"
_HATCH = (
    f'<defs><pattern id="{HATCH_ID}" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
STYLE = """
svg.org{background:#fff;font-family:'Atkinson Hyperlegible Next',sans-serif;font-size:14px}
.org .frame{fill:#fff;stroke:#827a6b;stroke-width:1}.org .tie{fill:none;stroke:#827a6b;stroke-width:1}
.org text{fill:#4a525a}.org .name{fill:#1b2126;font-weight:600}
.org .root .frame{fill:#0f5257;stroke:#0f5257}.org .root text{fill:#fff}.org .bar{fill:#0f5257}
.org .created .frame{fill:#e1f0e5;stroke:#1f6b3b;stroke-width:2}
.org .arrived .frame{fill:#ddebea;stroke:#0f5257;stroke-width:2}
.org .left .frame,.org .echo .frame{stroke-dasharray:4 3}.org .left .name{text-decoration:line-through;font-weight:400}
.org .modified .bar{fill:#1d4e89}.org .modified .detail{fill:#1d4e89}
.org .vacant .frame{stroke:#8a5200;stroke-dasharray:4 3;fill:url(#org-hatch)}
.org .vacant .detail{fill:#8a5200;font-weight:600}
.org .hatch{stroke:#e8d9bd;stroke-width:1}.org .tie.created,.org .tie.arrived{stroke-width:2;stroke:#0f5257}
.org .tie.left{stroke-dasharray:4 3}
"""


def xml_text(text: str) -> str:
    """A text that XML takes: escaped, without the characters it forbids."""
    return escape(_FORBIDDEN.sub("", text), quote=True)


def draw(
    page: Page,
    *,
    title: str,
    state_words: Mapping[str, str],
    address_of: Callable[[int], str] | None = None,
    standalone: bool = False,
) -> str:
    """The drawing of a page. `state_words` names the states, `address_of` makes each box a link to its unit."""
    width, height = _n(page.width + 4), _n(page.height + 4)
    size = f'viewBox="-2 -2 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="org" role="group" aria-label="{xml_text(title)}" {size}>',
        f"<title>{xml_text(title)}</title>" if standalone else "",
        f"<style>{STYLE}</style>" if standalone else "",
        _HATCH,
        *(_tie(line) for line in page.lines),
        *(_box(box, state_words, address_of) for box in page.boxes),
        "</svg>",
    ]
    return "".join(parts)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tie(line: PlacedLine) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in line.points)
    if line.state not in EMPHASISED:
        return f'<polyline class="tie{" left" if line.state == "left" else ""}" points="{points}"/>'
    last = " ".join(f"{_n(x)},{_n(y)}" for x, y in line.points[-2:])
    return f'<polyline class="tie" points="{points}"/><polyline class="tie {line.state}" points="{last}"/>'


def _state(state: str) -> str:
    return "".join(c for c in state if c.isalnum() or c in "-_")


def _box(box: PlacedBox, state_words: Mapping[str, str], address_of: Callable[[int], str] | None) -> str:
    word = state_words.get(box.state, "")
    spoken = f"<title>{xml_text(' '.join(box.title))}, {xml_text(word)}</title>" if word else ""
    drawn = (
        f'<g class="box {box.role} {_state(box.state)}">{spoken}'
        f'<rect class="frame" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"/>'
        f"{_bar(box)}{_texts(box)}</g>"
    )
    address = address_of(box.unit_id) if address_of else ""
    return f'<a href="{xml_text(address)}">{drawn}</a>' if address else drawn


def _bar(box: PlacedBox) -> str:
    if box.state == "modified":
        return f'<rect class="bar" x="{_n(box.x)}" y="{_n(box.y)}" width="4" height="{_n(box.height)}"/>'
    if box.role == "head":
        return f'<rect class="bar" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="3"/>'
    return ""


def _texts(box: PlacedBox) -> str:
    centred = box.role == "root"
    x = box.x + box.width / 2 if centred else box.x + PADDING
    anchor = ' text-anchor="middle"' if centred else ""
    first = box.y + (box.height - (len(box.title) + len(box.detail)) * LINE_HEIGHT) / 2 + FONT
    lines = [("name", text) for text in box.title] + [("detail", text) for text in box.detail]
    return "".join(
        f'<text class="{kind}" x="{_n(x)}" y="{_n(first + index * LINE_HEIGHT)}"{anchor}>{xml_text(text)}</text>'
        for index, (kind, text) in enumerate(lines)
    )
