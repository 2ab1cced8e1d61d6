"""Small faults put into a policy, one at a time: what a careless change would do to a right.

A mutant is the code of one function with one fault: a condition negated, a check dropped, one part of a condition, one
role or one state taken out, one filter dropped, all rows returned.
"""

import ast
import copy
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tools.places import ROOT

#: Module and name of the policies that ran since it was last emptied.
REACHED: set[tuple[str, str]] = set()


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one function."""

    module: str
    function: str
    line: int
    fault: str
    code: CodeType

    @property
    def name(self) -> str:
        """Where it is and what it does."""
        return f"{self.module.removeprefix('interco.')}:{self.line} {self.function}: {self.fault}"


def policy_modules() -> list[ModuleType]:
    """Every module that holds policies."""
    files = [*ROOT.glob("interco/**/policies/*.py"), ROOT / "interco" / "foundation" / "core" / "policies.py"]
    names = sorted(".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files if file.stem != "__init__")
    return [importlib.import_module(name) for name in names]


def mutants_of(module: ModuleType) -> Iterator[Mutant]:
    """Every mutant of the functions of a module."""
    tree = _tree(module)
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        for line, fault, changed in _faults(function):
            body = [node if node is not function else changed for node in tree.body]
            yield Mutant(module.__name__, function.name, line, fault, _code_of(module, body, function.name))


def witness_of(module: ModuleType, function: str) -> Mutant:
    """The function as it is, that writes its own name in `REACHED` when it runs."""
    tree = _tree(module)
    node = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == function)
    node.body.insert(0, ast.parse(f"_reached.add({(module.__name__, function)!r})").body[0])
    module.__dict__["_reached"] = REACHED
    return Mutant(module.__name__, function, node.lineno, "says that it runs", _code_of(module, tree.body, function))


def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))


def _code_of(module: ModuleType, body: list[ast.stmt], function: str) -> CodeType:
    compiled = compile(ast.fix_missing_locations(ast.Module(body, [])), module.__file__ or "", "exec")
    return next(one for one in compiled.co_consts if isinstance(one, CodeType) and one.co_name == function)


@contextmanager
def living(mutant: Mutant) -> Iterator[None]:
    """The mutant in the place of its function, for whoever holds the function."""
    function: FunctionType = getattr(importlib.import_module(mutant.module), mutant.function)
    sound, function.__code__ = function.__code__, mutant.code
    try:
        yield
    finally:
        function.__code__ = sound


Change = Callable[[ast.AST], None]


def _faults(function: ast.FunctionDef) -> Iterator[tuple[int, str, ast.FunctionDef]]:
    """The line, the fault and the function that has it."""
    nodes = list(ast.walk(function))
    for rank, node in enumerate(nodes):
        for fault, change in _changes(node):
            changed = copy.deepcopy(function)
            change(list(ast.walk(changed))[rank])
            yield getattr(node, "lineno", function.lineno), fault, changed
    everything = _everything(function)
    if everything is not None:
        changed = copy.deepcopy(function)
        changed.body = [ast.Return(everything)]
        yield function.lineno, "returns all rows", changed


def _everything(function: ast.FunctionDef) -> ast.expr | None:
    """All rows, for a function that says it returns rows or a condition on them."""
    told = ast.unparse(function.returns) if function.returns else ""
    if told.startswith("QuerySet["):
        return ast.parse(f"{told[9:-1]}.objects.all()", mode="eval").body
    return ast.parse("Q()", mode="eval").body if told == "Q" else None


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """The faults that a node may have."""
    if isinstance(node, ast.If | ast.IfExp):
        yield f"negates « {_short(node.test)} »", _negate
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield f"negates « {_short(node.value)} »", _negate_return
    if isinstance(node, ast.stmt):
        yield from _dropped(node)
    if isinstance(node, ast.BoolOp | ast.Set | ast.BinOp):
        yield from _forgotten(node)
    if isinstance(node, ast.Call):
        yield from _changes_of_call(node)


def _dropped(node: ast.stmt) -> Iterator[tuple[str, Change]]:
    for rank, inner in enumerate(getattr(node, "body", ())):
        if isinstance(inner, ast.Raise):
            yield "does not refuse", _drop(rank)
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            yield f"does not call « {_short(inner.value.func)} »", _drop(rank)


def _forgotten(node: ast.BoolOp | ast.Set | ast.BinOp) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.BitAnd | ast.BitOr):
            yield f"forgets « {_short(node.left)} »", _only("right")
            yield f"forgets « {_short(node.right)} »", _only("left")
        return
    parts, name = (node.values, "values") if isinstance(node, ast.BoolOp) else (node.elts, "elts")
    for rank, value in enumerate(parts if len(parts) > 1 else ()):
        yield f"forgets « {_short(value)} »", _take_out(name, rank)


def _changes_of_call(node: ast.Call) -> Iterator[tuple[str, Change]]:
    for rank, value in enumerate(node.args):
        if rank and isinstance(value, ast.Attribute) and ast.unparse(value).startswith("Role."):
            yield f"forgets « {_short(value)} »", _take_out("args", rank)
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"filter", "exclude"}:
        for rank, given in enumerate(node.keywords):
            yield f"{node.func.attr}s no more on « {given.arg} »", _take_out("keywords", rank)


def _short(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) < 60 else f"{text[:57]}…"


def _negate(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.IfExp)
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _negate_return(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    assert node.value is not None
    node.value = ast.UnaryOp(ast.Not(), node.value)


def _drop(rank: int) -> Change:
    def change(node: ast.AST) -> None:
        node.body[rank] = ast.Pass()  # type: ignore[attr-defined]

    return change


def _take_out(name: str, rank: int) -> Change:
    def change(node: ast.AST) -> None:
        parts = getattr(node, name)
        del parts[rank]
        if isinstance(node, ast.BoolOp) and len(parts) == 1:
            parts.append(parts[0])  # `a and a`: a condition of one part does not exist

    return change


def _only(side: str) -> Change:
    """Keep one side of `a & b` or `a | b`: the other is made neutral, twice the same side."""

    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.BinOp)
        node.left = node.right = getattr(node, side)

    return change
