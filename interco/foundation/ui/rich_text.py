"""Markdown written by people, made safe: parsed without HTML, then only an allow-list of tags and links remains.

Example: `rich_text("# Titre\\n<script>")` gives a third-level heading and the script as visible text.
"""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from interco.foundation.ui.typography import french

_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h3", "h4", "h5",
         "h6", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}
_LOWERED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def rich_text(source: str, language: str = "fr") -> Markup:
    """The source as safe markup, its headings two levels lower so that they stay under the page's own."""
    tokens = _PARSER.parse(source or "")
    for token in tokens:
        token.tag = _LOWERED.get(token.tag, token.tag)
    markup = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(markup, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=_SCHEMES,
                      link_rel="noopener noreferrer nofollow")  # fmt: skip
    safe = Markup(clean)  # noqa: S704 - nh3 has just cleaned it
    return french(safe) if language.startswith("fr") and "<code" not in clean else safe
