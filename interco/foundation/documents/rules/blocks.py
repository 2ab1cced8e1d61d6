"""Markdown of the house as blocks of runs, for documents: data, never markup.

Kept: paragraphs, lists (nested ones flattened with their depth), quotes, bold, italic, line breaks; a heading becomes a
bold paragraph, a link its words followed by its address, code its words. Everything else is plain text.

Worked example. `"Un **coût**\n\n- a\n- b"` gives a paragraph of two runs, the second bold, then two list items.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
_READER = MarkdownIt("commonmark", {"html": False})


def blocks_of(markdown: str) -> list[Block]:
    """The blocks of a text, in order; each has a `kind` (p, item, quote), a `depth`, a `mark` and its `runs`."""
    made: list[Block] = []
    lists: list[list[Any]] = []
    quotes, fresh_item = 0, False
    bold = False
    for token in _READER.parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append([token.type == "ordered_list_open", int(token.attrs.get("start", 1) or 1)])
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            fresh_item = True
        elif token.type in {"blockquote_open", "blockquote_close"}:
            quotes += 1 if token.nesting == 1 else -1
        elif token.type in {"heading_open", "heading_close"}:
            bold = token.nesting == 1
        elif token.type in {"inline", "fence", "code_block"}:
            made.append(_block(token, lists, fresh_item=fresh_item, quoted=quotes > 0, bold=bold))
            fresh_item = False
    return [block for block in made if block["runs"]]


def _block(token: Token, lists: list[list[Any]], *, fresh_item: bool, quoted: bool, bold: bool) -> Block:
    mark = ""
    if lists and fresh_item:
        ordered, number = lists[-1]
        mark = f"{number}." if ordered else "–"
        lists[-1][1] += 1
    runs = _runs(token.children or (), bold=bold) if token.type == "inline" else [_run(token.content.rstrip("\n"))]
    kind = "item" if lists else "quote" if quoted else "p"
    return {"kind": kind, "depth": len(lists), "mark": mark, "runs": [run for run in runs if run["text"]]}


def _run(text: str, *, bold: bool = False, italic: bool = False) -> dict[str, Any]:
    return {"text": text, "bold": bold, "italic": italic}


def _runs(tokens: Iterable[Token], *, bold: bool) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    strong, emphasis, addresses = int(bold), 0, [""]
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            strong += token.nesting
        elif token.type in {"em_open", "em_close"}:
            emphasis += token.nesting
        elif token.type == "link_open":
            addresses.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            address = addresses.pop()
            if address and not (runs and runs[-1]["text"] == address):
                runs.append(_run(f" ({address})", bold=strong > 0, italic=emphasis > 0))
        elif token.type in {"softbreak", "hardbreak"}:
            runs.append(_run(" " if token.type == "softbreak" else "\n"))
        else:
            runs.append(_run(token.content, bold=strong > 0, italic=emphasis > 0))
    return runs


def plain(blocks: Sequence[Block]) -> str:
    """The words of the blocks, a line each."""
    return "\n".join("".join(run["text"] for run in block["runs"]) for block in blocks)
