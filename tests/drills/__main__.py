"""The drills at their full size: `python3 run.py drill [NAME…] [--count N] [--engine sqlite|postgresql|both]`.

Each drill is a file of `tests/drills`; its figures are printed in a table, with what the design asks for beside them.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.drills.figures import COUNT, FILE, Figure, read
from tools import environment, postgres
from tools.places import ROOT, say

FOLDER = Path(__file__).resolve().parent
ENGINES = ("sqlite", "postgresql")


def names() -> list[str]:
    """The drills there are."""
    return sorted(file.stem.removeprefix("test_") for file in FOLDER.glob("test_*.py"))


def main(arguments: list[str]) -> int:
    """Run what was asked for, print the table; 1 when a drill failed or a figure does not hold."""
    parser = argparse.ArgumentParser(prog="run.py drill", description="Run the drills at their full size.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all of them, or some of: {', '.join(names())}")
    parser.add_argument("--count", type=int, help="how many times, instead of the count of a release")
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both", help="on which database (both)")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(names())
    if unknown:
        parser.error(f"no such drill: {', '.join(sorted(unknown))}")
    wanted = chosen.names or names()
    failed = False
    with tempfile.TemporaryDirectory(prefix="interco-drill-") as folder:
        file = Path(folder) / "figures"
        file.touch()
        variables = environment.variables(**{FILE: str(file), COUNT: str(chosen.count or "")})
        for engine in ENGINES if chosen.engine == "both" else [chosen.engine]:
            with _address(engine) as address:
                failed |= _run(wanted, variables | address)
        figures = read(file)
    say(table(figures))
    return 1 if failed or not all(one.holds for one in figures) else 0


@contextmanager
def _address(engine: str) -> Iterator[dict[str, str]]:
    """The variable that leads to an engine."""
    if engine == "sqlite":
        yield {}
        return
    with postgres.running() as url:
        yield {"INTERCO_DATABASE_URL": url}


def _run(wanted: list[str], variables: dict[str, str]) -> bool:
    """Run the drills on one engine; whether one failed."""
    files = [str(FOLDER / f"test_{name}.py") for name in wanted]
    command = [sys.executable, "-m", "pytest", "-q", *files]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode != 0


def table(figures: list[Figure]) -> str:
    """The figures in columns; what does not hold is marked."""
    heads = ("drill", "engine", "figure", "measured", "asked for", "")
    rows = [heads, *[_cells(one) for one in figures]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "─" * (sum(widths) + 10), *lines[1:]])


def _cells(one: Figure) -> tuple[str, ...]:
    asked = "" if one.most is None else f"≤ {one.most:g}"
    asked = asked if one.least is None else f"≥ {one.least:g}"
    shown = f"{one.value:,.2f}".rstrip("0").rstrip(".") if one.value % 1 else f"{one.value:,.0f}"
    return one.drill, one.engine, one.what, f"{shown} {one.unit}".strip(), asked, "" if one.holds else "DOES NOT HOLD"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
