"""What `check` and `test` go through, stage after stage, and the closing summary.

A stage that fails does not stop the next: one run tells everything that is wrong.
"""

import os
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from tools import assets, environment, machine, postgres
from tools.places import CACHE, ROOT, Stop, say, warn

REPORTS = CACHE / "tests"
PYTHON_SOURCES = ("interco", "tests", "tools", "benchmarks", "run.py")
TEMPLATES = "interco/**/jinja2/**/*.html"
#: One more than the machine has cores, up to four: a journey or a drill waits for its browser and its servers.
PROCESSES = str(min(os.cpu_count() or 1, 4) + 1)
#: The tests choose the first two themselves. Hundreds of the programs they start would each compile Django again under
#: the last one, which images of containers like to set: half of their start.
FOREIGN = ("INTERCO_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, slots=True)
class Result:
    """How one stage ended. `skipped` holds the names of the tests not run, by reason."""

    name: str
    passed: bool
    seconds: float
    tests: int = 0
    failures: int = 0
    skipped: Mapping[str, list[str]] = field(default_factory=dict)
    note: str = ""


def checks() -> list[Result]:
    """Lint, format, templates, types, import contracts, generated pages, catalogues; types of the scripts where npm is."""
    sources = [source for source in PYTHON_SOURCES if _holds_python(source)]
    stages = [
        ("lint", [environment.tool("ruff"), "check", *sources]),
        ("format", [environment.tool("ruff"), "format", "--check", *sources]),
        ("types", [environment.tool("mypy"), *[source for source in sources if source != "run.py"]]),
        ("imports", [environment.tool("lint-imports"), "--no-cache"]),
        ("reference", [str(environment.PYTHON), "-m", "tools.build_docs", "--check"]),
        ("texts", [str(environment.PYTHON), "-m", "tools.build_catalogues", "--check"]),
    ]
    if any(ROOT.glob(TEMPLATES)):
        stages.insert(2, ("templates", [environment.tool("djlint"), "interco", "--lint", "--quiet"]))
    if assets.STAMP.exists():
        stages.append(("scripts", assets.command("check")))
    return [_run(name, command) for name, command in stages]


def suites(arguments: list[str]) -> list[Result]:
    """The tests on SQLite, then on PostgreSQL without the browser journeys but the full one."""
    first = _suite("tests on SQLite", "sqlite", arguments, {})
    try:
        with postgres.running() as address:
            chosen = ["-m", "not journey or journey_full", *arguments]
            second = _suite("tests on PostgreSQL", "postgresql", chosen, {"INTERCO_DATABASE_URL": address})
    except Stop as failure:
        warn(f"\n{failure}")
        absent = machine.find("postgresql") is None
        second = Result("tests on PostgreSQL", absent, 0, note=f"not run: {str(failure).splitlines()[0]}")
    return [first, second]


def conclude(results: Iterable[Result]) -> int:
    """Print one line for each stage, the tests skipped by name, and the verdict; the exit status of it all."""
    results = list(results)
    say(f"\n{'─' * 72}")
    for result in results:
        say(_line(result))
        for reason, names in result.skipped.items():
            say(f"    {len(names)} skipped, {reason}: {', '.join(names)}")
    failed = [result.name for result in results if not result.passed]
    skipped = sum(len(names) for result in results for names in result.skipped.values())
    minutes, seconds = divmod(round(sum(result.seconds for result in results)), 60)
    verdict = f"FAILED: {', '.join(failed)}" if failed else "Everything passed"
    say(f"{verdict}, in {minutes} min {seconds:02d} s{f'; {skipped} tests were skipped' if skipped else ''}.")
    return 1 if failed else 0


def _suite(name: str, key: str, arguments: list[str], more: Mapping[str, str]) -> Result:
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{key}.xml"
    report.unlink(missing_ok=True)
    options = ["-n", PROCESSES, "--dist", "worksteal", f"--junitxml={report}"]
    result = _run(name, [str(environment.PYTHON), "-m", "pytest", *options, *arguments], more)
    if not report.exists():
        return Result(name, False, result.seconds, note="pytest did not come to its end")
    return _read(result, ET.parse(report).getroot())  # noqa: S314 - a report our own pytest has just written


def _read(result: Result, report: ET.Element) -> Result:
    """The result of a suite with the figures of its report."""
    skipped: dict[str, list[str]] = {}
    cases = list(report.iter("testcase"))
    for case in cases:
        reason = case.find("skipped")
        if reason is not None:
            skipped.setdefault(reason.get("message", ""), []).append(case.get("name", ""))
    failures = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    return Result(result.name, result.passed, result.seconds, len(cases), failures, skipped)


def _line(result: Result) -> str:
    word = "skipped" if result.note else "ok"
    word = word if result.passed else "FAILED"
    passed = result.tests - result.failures - sum(map(len, result.skipped.values()))
    figures = f"{passed} passed, {result.failures} failed" if result.tests else result.note
    return f"{result.name:<22} {word:<8} {result.seconds:6.1f} s  {figures}".rstrip()


def _run(name: str, command: list[str], more: Mapping[str, str] | None = None) -> Result:
    """Run one stage at the root of the project, its output under its name."""
    say(f"\n── {name}")
    variables = environment.variables(
        INTERCO_DATA=str(CACHE / "check"), INTERCO_TEST="1", PYTHONPYCACHEPREFIX=str(CACHE / "bytecode")
    )
    for foreign in FOREIGN:
        variables.pop(foreign, None)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env={**variables, **(more or {})}, check=False)
    return Result(name, done.returncode == 0, time.monotonic() - started)


def _holds_python(source: str) -> bool:
    """Whether a folder that may not exist yet holds Python (mypy and ruff refuse an empty one)."""
    path = ROOT / source
    return path.is_file() or any(path.rglob("*.py"))
