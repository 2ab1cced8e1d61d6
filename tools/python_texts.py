"""The strings that Python modules give to gettext, read from the syntax tree: f-strings and long lines included.

Babel's own reader works on tokens and passes over `f"{_('…')}"`.
"""

import ast
from collections.abc import Collection, Iterator
from typing import IO

Found = tuple[int, str, tuple[str, ...], list[str]]


def calls(tree: ast.AST, names: Collection[str]) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method that has one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := name_of(node.func)) in names:
            yield name, node


def name_of(function: ast.expr) -> str:
    """The last part of what is called: `error` of `messages.error(…)`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_literal(node: ast.expr) -> bool:
    """Whether an argument is a string written as such."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def extract(fileobj: IO[bytes], keywords: Collection[str], comment_tags: object, options: object) -> list[Found]:  # noqa: ARG001 - Babel's own signature
    """An extraction method for Babel: line, function, arguments (empty when not literal), comments."""
    return [
        (call.lineno, name, tuple(one.value if is_literal(one) else "" for one in call.args), [])  # type: ignore[attr-defined]  # is_literal has just said so
        for name, call in calls(ast.parse(fileobj.read()), keywords)
        if call.args and is_literal(call.args[0])
    ]
