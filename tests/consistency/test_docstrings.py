"""What other rooms call says in a sentence what it does; a rule of the trade is told above its code."""

import ast

import pytest

from tests.consistency import sources

TOLD = {"rules", "queries", "policies", "services"}


def layer_of(path: str) -> str | None:
    """The layer of a module inside its application: `…/services/items.py` and `…/services.py` are both services."""
    parts = path.removesuffix(".py").split("/")[2:]
    return next((part for part in parts if part in TOLD), None)


def silent(module: ast.Module) -> list[str]:
    """The public functions and classes without a docstring."""
    named = [*sources.public_functions(module)]
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    return [node.name for node in [*named, *classes] if not (ast.get_docstring(node) or "").strip()]


def told() -> list[str]:
    """The modules of the layers that are called from elsewhere."""
    return [path for path in sources.python("interco") if layer_of(path)]


@pytest.mark.parametrize("path", told())
def test_every_public_function_says_what_it_does(path: str) -> None:
    assert silent(sources.tree(path)) == []


def test_every_module_says_what_it_holds() -> None:
    modules = [path for path in told() if not path.endswith("__init__.py")]
    assert [path for path in modules if not ast.get_docstring(sources.tree(path))] == []


def test_a_silent_function_is_seen() -> None:
    assert silent(ast.parse('def a() -> None:\n    """Says."""\ndef b() -> None: ...\ndef _c() -> None: ...')) == ["b"]
