"""The files of the project as the consistency tests see them: what git tracks, and what is about to be tracked."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.places import ROOT

#: Written by others (vendored) or by a machine (built files, migrations): their size is not ours to judge.
NOT_OURS = ("/migrations/", "/vendor/", "/static/dist/", ".min.")


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the project, by its path from the root; not what `.gitignore` names."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(path for path in set(listed.split("\0")) if path and (ROOT / path).is_file()))


def written(*suffixes: str) -> list[str]:
    """The files of these suffixes that people write here."""
    return [path for path in tracked() if path.endswith(suffixes) and not any(part in f"/{path}" for part in NOT_OURS)]


def python(*tops: str) -> list[str]:
    """The Python sources below these folders; all of them without argument."""
    return [path for path in written(".py") if not tops or path.split("/")[0] in tops]


def lines(path: str) -> int:
    """The number of lines of a file."""
    return len(text(path).splitlines())


def text(path: str) -> str:
    """The content of a text file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: str) -> ast.Module:
    """The syntax tree of a Python source."""
    return ast.parse(text(path), path)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: ast.Module) -> Iterator[Function]:
    """Every function and method of a module, nested ones included."""
    return (node for node in ast.walk(module) if isinstance(node, Function))


def public_functions(module: ast.Module) -> Iterator[Function]:
    """The functions that other modules may call: at the top of the module, without a leading underscore."""
    return (node for node in module.body if isinstance(node, Function) and not node.name.startswith("_"))


def module_name(path: str) -> str:
    """The dotted name of a source: `interco/committees/enums.py` is `interco.committees.enums`."""
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")
