"""Finds French that the code shows outside gettext: `python3 run.py texts --check`.

Templates: words between tags, words in the attributes that people read, and French strings given to macros. Python:
the sentence given to a refusal, a message, a label; any other string with a French sign in it. What is data and not
interface (months, stop words, names of columns) is named in `DATA`, with its reason. Scripts hold both
languages: `words("…", "…")`.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from tools.places import ROOT
from tools.python_texts import calls, is_literal, name_of

PACKAGE = ROOT / "interco"
GETTEXT = frozenset({
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "npgettext_lazy", "gettext_noop", "stored",
})  # fmt: skip
#: Calls whose text people read: the rank of the argument.
SPOKEN_CALLS = {
    "Refused": 0, "Invalid": 0, "Conflict": 0, "success": 1, "error": 1, "warning": 1, "info": 1, "ValidationError": 0,
}  # fmt: skip
#: The functions of `foundation.ui.dates` that take a language after the value.
DATED = frozenset({"day", "day_short", "hour", "duration"})
SPOKEN_KEYWORDS = frozenset({"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"})
#: What is not language: scripts, and what one types.
UNREAD = frozenset({"script", "style", "code", "kbd", "samp", "pre"})
SPOKEN_ATTRIBUTES = frozenset({"aria-label", "title", "placeholder", "alt", "data-label", "label"})
#: Names, units and keys that are the same in both languages.
SAME = frozenset({"interco", "Ctrl", "Alt", "min", "Français", "English", "Problem"})
SIGN = re.compile(r"[À-ÖØ-öø-ÿœŒ’«»]")
_SMALL = "(?:sur|le|la|les|du|des|de|pour|par|avec|dans|une?|est|et|ou|vers|aucune?|pas)"
FRENCH = re.compile(SIGN.pattern + rf"|[Nn]°|(?<=\s){_SMALL}(?![\w/.=-])|(?<![\w/.?-]){_SMALL}(?=\s)")
WORD = re.compile(r"[^\W\d_]{2,}")
#: What holds French on purpose, and why: a path, the beginning of one, or a folder between two bars wherever it stands.
DATA = {
    "config/demo/": "the demonstration territory is French data",
    "foundation/ui/dates.py": "the names of days and months in both languages",
    "foundation/ui/typography.py": "the signs of French typography",
    "foundation/search/rules/": "French words as the index sees them",
    "foundation/ui/jinja2/ui/gallery": "sample content of the gallery of components",
    "foundation/ui/views.py": "sample content of the gallery of components",
    "config/command": "the command line speaks French",
    "committees/exports/verifier.py": "leaves with the register, which is French always",
    "committees/services/register_export.py": "the register is French always",
    "organisation/rules/reference.py": "the legal kinds of intercommunalities, which have no English",
    "organisation/rules/text_width.py": "the letters of a font",
    "/api/": "the reference of the API is written in French",
    "config/api.py": "the reference of the API is written in French",
    "foundation/ui/jinja.py": "hands every text of a template to gettext",
    "installation/queries/examination.py": "the command line speaks French",
    "organisation/rules/exchange/": "the columns and the words of the files that are exchanged",
    "scheduling/rules/phrase": "the words of a sentence typed in French",
    "scheduling/rules/holidays.py": "the names that the calendar of holidays gives to its zones",
}


def mistakes() -> list[str]:
    """A sentence for each French text shown outside gettext."""
    found = [
        f"assets/ts/{path.name}: “{text}” has no English beside it, in words(…)"
        for path in sorted((ROOT / "assets" / "ts").glob("*.ts"))
        for text in in_script(path.read_text(encoding="utf-8"))
    ]
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if "/migrations/" in name or any(data in name if data[0] == "/" else name.startswith(data) for data in DATA):
            continue
        if path.suffix == ".html":
            found += [
                f"interco/{name}: “{text}” is said once for all languages" for text in frozen(path.read_text("utf-8"))
            ]
        if path.suffix == ".py":
            found += [
                f"interco/{name}: {call} is said in French to all" for call in dated(path.read_text(encoding="utf-8"))
            ]
            texts = list(in_python(path.read_text(encoding="utf-8")))
        elif path.suffix in {".html", ".txt"} and "/jinja2/" in name:
            texts = list(in_template(path.read_text(encoding="utf-8"), is_page=path.suffix == ".html"))
        elif path.suffix == ".typ":
            texts = list(in_typst(path.read_text(encoding="utf-8")))
        else:
            continue
        found += [f"interco/{name}: “{text}” is shown outside gettext" for text in texts]
    return found


def _is_french(text: str) -> bool:
    """A French sign or a small French word, and a word that is not the same in both languages."""
    return FRENCH.search(text) is not None and any(word not in SAME for word in WORD.findall(text))


# --- Templates -----------------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Gathers what a page says by itself: its text nodes and its spoken attributes, without the expressions."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in UNREAD
        self.texts += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in UNREAD and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


#: Stands in the page for what an expression gives: no letter, so that it is never a word.
HOLE = "\x1a"


def _parsed(source: str) -> nodes.Template:
    extensions = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    return Environment(extensions=extensions).parse(source)  # noqa: S701 - nothing is rendered, only read


def in_template(source: str, *, is_page: bool = True) -> Iterator[str]:
    """The French of a template that no gettext call wraps."""
    tree = _parsed(source)
    reader = _Reader()
    reader.feed("".join(_pieces(tree)))
    reader.close()
    for text in reader.texts if is_page else []:
        bare = " ".join(text.replace(HOLE, " ").split())
        if '="' not in bare and any(word not in SAME for word in WORD.findall(bare)):
            yield bare
    yield from _strings_of(tree)


def frozen(source: str) -> Iterator[str]:
    """The texts at the top of a file of macros: Jinja2 keeps such a file in memory, in the language of its first reader."""
    tree = _parsed(source)
    if tree.find(nodes.Extends) or not any(isinstance(child, nodes.Macro) for child in tree.body):
        return
    for child in tree.body:
        for call in [] if isinstance(child, nodes.Macro) else child.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT:
                yield call.args[0].as_const()


def _pieces(node: nodes.Node) -> Iterator[str]:
    """What the page says by itself; a block that names a class says nothing."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block) and child.name.endswith("_class"):
            continue
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield HOLE
        else:
            yield from _pieces(child)


def _strings_of(node: nodes.Node) -> Iterator[str]:
    """The strings with a French sign that are given to something else than gettext."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        for child in (*node.args[2:], *node.kwargs):
            yield from _strings_of(child)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _is_french(node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _strings_of(child)


# --- Python --------------------------------------------------------------------------------------------------------


def in_python(source: str) -> Iterator[str]:
    """The French of a module that no gettext call wraps: what it says to people, and any string with a French sign."""
    tree = ast.parse(source)
    spared = _docstrings(tree) | {id(call.args[0]) for _name, call in calls(tree, {"compile"}) if call.args}
    for _name, call in calls(tree, GETTEXT):
        spared |= {id(inner) for argument in call.args for inner in ast.walk(argument)}
        if not all(is_literal(argument) for argument in call.args[:1]):
            yield ast.unparse(call)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (text for text in _spoken(node) if not FRENCH.search(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield from [node.value] if _is_french(node.value) else []


def dated(source: str) -> Iterator[str]:
    """The days and hours put into words without the language of the reader."""
    for _name, call in calls(ast.parse(source), DATED):
        of_dates = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "dates"
        if of_dates and len(call.args) < 2 and not any(each.arg == "language" for each in call.keywords):
            yield ast.unparse(call)


def _docstrings(tree: ast.Module) -> set[int]:
    """Strings that are statements: documentation."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _spoken(call: ast.Call) -> Iterator[str]:
    """The literal given where people read it."""
    rank = SPOKEN_CALLS.get(name_of(call.func))
    given = [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN_KEYWORDS]
    if rank is not None and len(call.args) > rank and not _is_log(call.func):
        given.append(call.args[rank])
    for value in given:
        if is_literal(value) and WORD.search(value.value):  # type: ignore[attr-defined]  # is_literal has just said so
            yield value.value  # type: ignore[attr-defined]  # is_literal has just said so


def _is_log(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and "log" in function.value.id


# --- Scripts -------------------------------------------------------------------------------------------------------

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
#: `words("French", "English")`, and a pair of both in a table.
BOTH = re.compile(r'\bwords\((?:[^()]|\([^()]*\))*\)|\["[^"]*", "[^"]*"\]')
LITERAL = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`]*`')


def in_script(source: str) -> Iterator[str]:
    """The French of a script without its English beside it."""
    for literal in LITERAL.findall(BOTH.sub("", COMMENT.sub("", source))):
        text = re.sub(r"\$\{[^}]*\}", "", literal)[1:-1]
        if _is_french(text) and re.search(r"[^\W\d_]{3}", text):
            yield text


# --- Printed documents ---------------------------------------------------------------------------------------------


def in_typst(source: str) -> Iterator[str]:
    """French in a document's template: its words come as data, already in the language of the reader."""
    for line in source.splitlines():
        code = line.split("//")[0]
        if SIGN.search(code):
            yield code.strip()
