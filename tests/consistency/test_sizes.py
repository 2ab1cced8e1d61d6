"""Many short files, short functions: a reader sees the whole of what she opens."""

import ast
import statistics

import pytest

from tests.consistency import sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MEDIAN_FILE = 100


def too_long(module: ast.Module) -> list[str]:
    """The functions that do not fit, with their length."""
    sized = {function: (function.end_lineno or 0) - function.lineno + 1 for function in sources.functions(module)}
    return [f"{function.name}: {size} lines" for function, size in sized.items() if size > LONGEST_FUNCTION]


def test_no_file_is_longer_than_400_lines() -> None:
    files = {path: sources.lines(path) for path in sources.written(".py", ".html", ".css", ".js", ".ts", ".typ")}
    assert len(files) > 100
    assert {path: size for path, size in files.items() if size > LONGEST_FILE} == {}


@pytest.mark.parametrize("path", sources.python())
def test_no_function_is_longer_than_50_lines(path: str) -> None:
    assert too_long(sources.tree(path)) == []


def test_the_median_file_is_shorter_than_100_lines() -> None:
    files = [size for path in sources.python("interco") if (size := sources.lines(path)) > 2]
    assert statistics.median(files) < MEDIAN_FILE


def test_a_function_of_51_lines_is_seen_wherever_it_stands() -> None:
    body = "        x = 1\n" * 50
    assert too_long(ast.parse(f"class A:\n    def short(self):\n        pass\n    def long(self):\n{body}")) == [
        "long: 51 lines"
    ]
